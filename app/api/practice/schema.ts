import { z } from "zod";
import { CLIENT_AUTH_METHODS } from "../../../lib/oauth/client-request.ts";
import { DIALECTS } from "../../../lib/practice/reply.ts";
import { SHELLS } from "../../../lib/shell/reading.ts";

/** A command to send to the practice server, and how forgiving that one is to be. */
export const tryRequest = z.strictObject({
  text: z.string(),
  shell: z.enum(SHELLS),
  server: z.enum(["strict", "lenient"]),
});

const bytes = z.strictObject({ base64: z.string() });

export const tryReply = z.strictObject({
  /** Why nothing was sent, in words; null where something was. */
  problem: z.string().nullable(),
  sent: bytes.nullable(),
  reply: z.strictObject({ status: z.int(), raw: bytes }).nullable(),
  /** True if tokens came back. */
  accepted: z.boolean(),
  /** The error code of the reply (RFC 6749 section 5.2). */
  error: z.string().nullable(),
  /** The token that takes the place of the one that was used. */
  refreshToken: z.string().nullable(),
  /** The server's private reason: the rule, null for a request that is right, and a sentence. */
  truth: z.strictObject({ rule: z.string().nullable(), sentence: z.string() }).nullable(),
});

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
