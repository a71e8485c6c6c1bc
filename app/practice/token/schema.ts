import { z } from "zod";

/** RFC 6749 section 6. The server itself reads the bytes; this is for the OpenAPI document. */
export const tokenRequest = z.looseObject({
  grant_type: z.literal("refresh_token"),
  refresh_token: z.string(),
  scope: z.string().exactOptional(),
  client_id: z.string().exactOptional(),
  client_secret: z.string().exactOptional(),
});

/** RFC 6749 section 5.1. */
export const tokenReply = z.strictObject({
  access_token: z.string(),
  token_type: z.string(),
  expires_in: z.int(),
  refresh_token: z.string(),
  scope: z.string(),
});

/** RFC 6749 section 5.2. */
export const tokenError = z.strictObject({ error: z.string(), error_description: z.string().exactOptional() });
