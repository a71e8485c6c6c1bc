import { z } from "zod";
import { dpopFields, endpoint, headerPairs, sendingFields } from "../schema.ts";

/** A GET, or a POST with nothing in it, with an access token. `scheme` is the word before it: Bearer, DPoP where a proof is sent, or a provider's own. */
export const resourceRequest = z.strictObject({
  url: endpoint,
  method: z.enum(["GET", "POST"]).default("GET"),
  accessToken: z
    .string()
    .min(1)
    .refine((token) => !/[\r\n\0]/.test(token), { error: "may not hold a carriage return, a line feed or a NUL" }),
  scheme: z
    .string()
    .regex(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/, { error: "must be one word" })
    .exactOptional(),
  ...dpopFields,
  ...sendingFields,
  headers: headerPairs.exactOptional(),
});
