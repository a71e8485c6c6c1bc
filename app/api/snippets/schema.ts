import { z } from "zod";
import type { Snippet } from "../../../lib/snippets/define-snippet.ts";
import { endpointText } from "../endpoint.ts";
import { refreshFields, snippet } from "../schema.ts";

export const snippetsRequest = z.strictObject({
  ...refreshFields,
  tokenEndpoint: endpointText,
  secrets: z.enum(["literal", "env"]).default("env"),
  secretsIn: z.enum(["arguments", "stdin"]).default("arguments"),
});

export const snippetsReply = z.strictObject({
  snippets: z.array(snippet satisfies z.ZodType<Snippet>),
});
