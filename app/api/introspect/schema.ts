import { z } from "zod";
import { clientFields, endpoint, headerPairs, sendingFields } from "../schema.ts";

/** A token, the endpoint that is asked about it, and the client that asks. Revocation takes the same. */
export const introspectRequest = z.strictObject({
  endpoint,
  token: z.string(),
  tokenTypeHint: z.string().exactOptional(),
  ...clientFields,
  ...sendingFields,
  headers: headerPairs.exactOptional(),
});
