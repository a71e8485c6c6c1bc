import { z } from "zod";
import { FORM_TYPE } from "../../../lib/http/request.ts";
import { version } from "../../../package.json";
import { API_ROUTES, type ApiRoute } from "../routes.ts";
import * as common from "../schema.ts";
import type { openApiReply } from "./schema.ts";

const PROBLEMS: Record<number, string> = {
  400: "The body is not JSON or does not have the form that is asked for",
  403: "A foreign page called",
  404: "The id is unknown or expired",
  413: "The body is too large",
  415: "The body is not application/json",
  421: "The Host header is none of the server's own names",
  429: "Too many requests; Retry-After says for how many seconds to wait",
  503: "Not available now; nothing was done",
};

type Content = { content?: Record<string, { schema: unknown }> };

/** The OpenAPI 3.1 document of the routes that are served; the Zod schemas are its only source. */
export function toOpenApi(routes: readonly ApiRoute[] = API_ROUTES): z.infer<typeof openApiReply> {
  const names = nameSchemas(routes);
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const item = paths[route.path] ?? {};
    item[route.method] = toOperation(route, names);
    paths[route.path] = item;
  }
  return {
    openapi: "3.1.0",
    info: { title: "Regrant", version, license: { name: "MIT", identifier: "MIT" } },
    paths,
    components: { schemas: toSchemas(names) },
  };
}

/** Each schema with its name in the document: the common ones by their own, the others by their route's. */
function nameSchemas(routes: readonly ApiRoute[]): Map<z.ZodType, string> {
  const names = new Map<z.ZodType, string>([
    [common.refreshRequest, "RefreshRequest"],
    [common.wireRequest, "WireRequest"],
    [common.span, "Span"],
    [common.finding, "Finding"],
    [common.cleared, "Cleared"],
    [common.understood, "Understood"],
    [common.exchange, "Exchange"],
    [common.snippet, "Snippet"],
    [common.problemBody, "Problem"],
  ]);
  const name = (schema: z.ZodType, as: string) => names.has(schema) || names.set(schema, as);
  for (const route of routes) {
    if (route.body) name(route.body, `${route.name}Request`);
    if (route.form) name(route.form.body, `${route.name}Request`);
    if (route.form) name(route.form.error, `${route.name}Error`);
    if (route.running) name(route.running, `${route.name}Running`);
    if (typeof route.reply === "object") name(route.reply.json, `${route.name}Reply`);
  }
  return names;
}

function toSchemas(names: ReadonlyMap<z.ZodType, string>): Record<string, unknown> {
  const registry = z.registry<{ id: string }>();
  for (const [schema, id] of names) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: toRef, io: "input" });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _dialect, $id: _address, ...schema }]) => [id, schema]),
  );
}

function toRef(id: string): string {
  return `#/components/schemas/${id}`;
}

function toOperation(route: ApiRoute, names: ReadonlyMap<z.ZodType, string>): Record<string, unknown> {
  const toContent = (type: string, schema: z.ZodType): Content => ({
    content: { [type]: { schema: { $ref: toRef(names.get(schema) ?? "") } } },
  });
  const { form } = route;
  const problems = [
    421,
    ...(route.method === "get" || form ? [] : [403]),
    ...(route.body ? [400, 413, 415] : []),
    ...(route.problems ?? []),
  ];
  const parameters = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  return {
    operationId: route.name,
    summary: route.summary,
    ...(parameters.length > 0 && { parameters }),
    ...(route.body && { requestBody: { required: true, ...toContent("application/json", route.body) } }),
    ...(form && { requestBody: { required: true, ...toContent(FORM_TYPE, form.body) } }),
    responses: Object.fromEntries([
      toSuccess(route, toContent),
      ...(route.running
        ? [["202", { description: "It is still running", ...toContent("application/json", route.running) }]]
        : []),
      ...(form
        ? ["400", "401"].map((status) => [
            status,
            { description: "Refused", ...toContent("application/json", form.error) },
          ])
        : []),
      ...[...new Set(problems)].sort().map((status) => [
        String(status),
        {
          description: PROBLEMS[status] ?? "A Problem",
          ...toContent("application/problem+json", common.problemBody),
        },
      ]),
    ]),
  };
}

function toSuccess({ reply }: ApiRoute, toContent: (type: string, schema: z.ZodType) => Content): [string, unknown] {
  if (reply === "empty") return ["204", { description: "Done; the answer is empty" }];
  if (reply === "events") {
    return [
      "200",
      { description: "Events as they come", content: { "text/event-stream": { schema: { type: "string" } } } },
    ];
  }
  return [String(reply.status ?? 200), { description: "Success", ...toContent("application/json", reply.json) }];
}
