import { z } from "zod";
import { CLIENT_AUTH_METHODS } from "../../../lib/oauth/client-request.ts";
import { DIALECTS } from "../../../lib/practice/reply.ts";

/** Which tokens to forget: the families of these, or in local mode all there are. */
export const resetRequest = z.strictObject({
  refreshTokens: z.array(z.string()).max(100).exactOptional(),
});

export const practiceReply = z.strictObject({
  clients: z.array(
    z.strictObject({
      clientId: z.string(),
      clientSecret: z.string().nullable(),
      clientAuth: z.array(z.enum(CLIENT_AUTH_METHODS)),
      scope: z.string(),
      about: z.string(),
    }),
  ),
  /** One live refresh token a client, issued for this very answer. `expiresAt` is ISO 8601. */
  tokens: z.array(
    z.strictObject({ clientId: z.string(), refreshToken: z.string(), scope: z.string(), expiresAt: z.string() }),
  ),
  dialects: z.array(z.strictObject({ id: z.enum(DIALECTS), path: z.string(), about: z.string() })),
});
