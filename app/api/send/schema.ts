import { z } from "zod";
import { parseEndpoint } from "../../../lib/server/egress.ts";
import { SEND_STAGES } from "../../../lib/server/stage-clock.ts";
import { refreshFields } from "../schema.ts";

/** Parsed once, here: what is connected to is this URL, never the text. */
const endpoint = z.string().transform((text, context) => {
  const parsed = parseEndpoint(text);
  if (parsed.ok) return parsed.url;
  context.addIssue({ code: "custom", message: parsed.problem });
  return z.NEVER;
});

const LATER = "client_secret_jwt, private_key_jwt, tls_client_auth and self_signed_tls_client_auth";
const { clientKey: _key, certificate: _certificate, dpop: _dpop, resource: _resource, ...fields } = refreshFields;

export const sendRequest = z.strictObject({
  ...fields,
  tokenEndpoint: endpoint,
  clientAuth: z.enum(["client_secret_basic", "client_secret_post", "none"], {
    error: `must be client_secret_basic, client_secret_post or none; ${LATER} are not available yet`,
  }),
  exchangeId: z.uuid().exactOptional(),
  timeoutMs: z.int().min(1000).max(60_000).default(10_000),
  provider: z.string().exactOptional(),
});

/** What a running send answers. */
export const runningReply = z.strictObject({ id: z.string(), stage: z.enum(SEND_STAGES).nullable() });
