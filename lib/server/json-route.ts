import "server-only";
import type { z } from "zod";
import { hasUnusableText, validate } from "./json-errors.ts";
import { API_HEADERS, json, problem } from "./problem.ts";
import { readBody, SMALL_BODY } from "./request-body.ts";

/** What a handler gets beside the body: Next's request, and the dynamic segments of the path, decoded. */
export interface RouteContext {
  readonly request: Request;
  readonly params: Readonly<Record<string, string>>;
}

/** Next's own signature of a route handler. */
export type RouteHandler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;

/** A plain value is answered as JSON with 200; a Response goes out as it is, with the headers of every `/api` answer. */
type Answer = unknown;

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
type Method = (typeof METHODS)[number];
type Served = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * All the exports of a route file: the handlers that are given, and a 405 Problem with `Allow` for every other method.
 *
 *     export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute({ POST: jsonRoute({ body }, handle) });
 */
export function apiRoute(handlers: Partial<Record<Served, RouteHandler>>): Record<Method, RouteHandler> {
  const given: Partial<Record<Method, RouteHandler>> = { ...handlers };
  if (handlers.GET) given.HEAD = handlers.GET;
  const allow = [...METHODS.filter((method) => given[method]), "OPTIONS"].join(", ");
  const refuse: RouteHandler = async () => problem(405, `This address takes ${allow}.`, { headers: { Allow: allow } });
  const options: RouteHandler = async () =>
    new Response(null, { status: 204, headers: { ...API_HEADERS, Allow: allow } });
  const handlerOf = (method: Method) => given[method] ?? (method === "OPTIONS" ? options : refuse);
  return {
    GET: handlerOf("GET"),
    HEAD: handlerOf("HEAD"),
    POST: handlerOf("POST"),
    PUT: handlerOf("PUT"),
    PATCH: handlerOf("PATCH"),
    DELETE: handlerOf("DELETE"),
    OPTIONS: handlerOf("OPTIONS"),
  };
}

/**
 * A handler that takes JSON: at most `maxBytes` of it (413), well-formed UTF-8 and JSON without lone surrogates (400), and
 * of the shape `body` (400 with `errors`). What the handler throws is a bug of ours: 500 without a word about it.
 */
export function jsonRoute<T>(
  { body, maxBytes = SMALL_BODY }: { body: z.ZodType<T>; maxBytes?: number },
  handle: (body: T, context: RouteContext) => Answer | Promise<Answer>,
): RouteHandler {
  return guarded(async (context) => {
    const bytes = await readBody(context.request, maxBytes);
    if (bytes === "too-large") return problem(413, `The body may be at most ${maxBytes} bytes long.`);
    if (bytes === "broken") return problem(400, "The body ended before it was complete.");
    const parsed = parseJson(bytes);
    if (!parsed.ok) return problem(400, parsed.detail);
    const checked = validate(body, parsed.value);
    if (!checked.ok) return problem(400, "The body does not have the form that is asked for.", checked);
    return handle(checked.value, context);
  });
}

/** A handler that takes no body. */
export function bareRoute(handle: (context: RouteContext) => Answer | Promise<Answer>): RouteHandler {
  return guarded(handle);
}

function guarded(handle: (context: RouteContext) => Answer | Promise<Answer>): RouteHandler {
  return async (request, { params }) => {
    try {
      const answer = await handle({ request, params: (await params) as Record<string, string> });
      return answer instanceof Response ? withApiHeaders(answer) : json(answer);
    } catch (error) {
      // An error's message and stack may quote what was sent; its name and place of birth tell enough to find the bug.
      console.error(`Unexpected ${error instanceof Error ? error.name : "value thrown"} ${placeOf(error)}`);
      return problem(500, "The request was right; the fault is ours. Nothing about it was kept.");
    }
  };
}

function placeOf(error: unknown): string {
  const frame = error instanceof Error ? /\n\s+at .*?([\w.[\]-]+:\d+:\d+)\)?/.exec(error.stack ?? "") : null;
  return frame?.[1] ? `at ${frame[1]}` : "at an unknown place";
}

function withApiHeaders(response: Response): Response {
  for (const [name, value] of Object.entries(API_HEADERS)) {
    if (!response.headers.has(name)) response.headers.set(name, value);
  }
  return response;
}

function parseJson(bytes: Uint8Array): { ok: true; value: unknown } | { ok: false; detail: string } {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return { ok: false, detail: "The body is not valid UTF-8." };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return {
      ok: false,
      detail: text.trim() === "" ? "The body is empty; JSON is asked for." : "The body is not JSON.",
    };
  }
  if (hasUnusableText(value)) {
    return { ok: false, detail: "The JSON holds half a surrogate pair, or a key that no object can carry." };
  }
  return { ok: true, value };
}
