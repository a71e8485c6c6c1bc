import { randomUUID } from "node:crypto";
import { call } from "./raw-http.ts";

/** A served method of an address, as the running server's own document tells it. */
export interface Route {
  readonly method: string;
  readonly path: string;
  /** The names of the body's fields; null for a route that takes no body. */
  readonly fields: readonly string[] | null;
}

interface Schema {
  $ref?: string;
  properties?: Record<string, Schema>;
  allOf?: Schema[];
  anyOf?: Schema[];
}

interface Document {
  paths: Record<string, Record<string, { requestBody?: { content: Record<string, { schema: Schema }> } }>>;
  components: { schemas: Record<string, Schema> };
}

/** All routes of `GET /api/openapi.json`. */
export async function readRoutes(baseURL: string): Promise<Route[]> {
  const { json } = await call(baseURL, { path: "/api/openapi.json" });
  const { paths, components } = json as Document;
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { requestBody }]) => {
      const schema = requestBody?.content["application/json"]?.schema;
      return { method: method.toUpperCase(), path, fields: schema ? fieldsOf(schema, components.schemas) : null };
    }),
  );
}

function fieldsOf(schema: Schema, all: Record<string, Schema>): string[] {
  const target = schema.$ref === undefined ? undefined : all[schema.$ref.split("/").at(-1) ?? ""];
  const parts = [...(target ? [target] : []), ...(schema.allOf ?? []), ...(schema.anyOf ?? [])];
  return [...Object.keys(schema.properties ?? {}), ...parts.flatMap((part) => fieldsOf(part, all))];
}

/** An address of that route, with a fresh id in each dynamic segment. */
export function addressOf({ path }: Route): string {
  return path.replace(/\{\w+\}/g, () => randomUUID());
}
