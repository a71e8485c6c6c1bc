import { z } from "zod";

/** OpenAPI 3.1; the parts that are never empty. */
export const openApiReply = z.looseObject({
  openapi: z.string(),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  paths: z.record(z.string(), z.unknown()),
});
