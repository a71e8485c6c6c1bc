import { z } from "zod";
import { TEXT_FORMATS } from "../../../lib/http/format.ts";
import { SHELLS } from "../../../lib/shell/reading.ts";
import { cleared, finding, refreshRequest, understood, wireRequest } from "../schema.ts";

/** The longest text that is read, in bytes of UTF-8. */
export const MAX_TEXT_BYTES = 1_048_576;

export const inspectRequest = z.strictObject({
  text: z.string(),
  shell: z.enum(["auto", ...SHELLS]).exactOptional(),
  curl: z
    .string()
    .regex(/^\d{1,3}\.\d{1,3}(?:\.\d{1,3})?$/, { error: "must be a version as curl prints it, such as 8.21.0" })
    .exactOptional(),
  provider: z.string().exactOptional(),
  response: z
    .strictObject({
      status: z.int().min(0).max(999),
      headers: z.array(z.tuple([z.string(), z.string()])).exactOptional(),
      body: z.string().exactOptional(),
    })
    .exactOptional(),
});

export const inspectReply = z.strictObject({
  format: z.enum(TEXT_FORMATS),
  shell: z.enum(SHELLS).nullable(),
  argv: z.array(z.string()).nullable(),
  request: wireRequest.nullable(),
  understood: z.array(understood),
  findings: z.array(finding),
  cleared: z.array(cleared),
  fixed: z.strictObject({ text: z.string(), request: refreshRequest.nullable() }).nullable(),
});
