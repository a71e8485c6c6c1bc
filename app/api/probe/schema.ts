import { z } from "zod";
import { JUDGEMENTS } from "../../../lib/diagnose/verdict.ts";
import { endpoint, exchange, refreshFields, sendingFields } from "../schema.ts";

const { refreshToken: _made, ...fields } = refreshFields;

/** A refresh without its token. `evenIfPunished` sends where a made-up token has a price. */
export const probeRequest = z.strictObject({
  ...fields,
  ...sendingFields,
  tokenEndpoint: endpoint,
  provider: z.string().exactOptional(),
  evenIfPunished: z.boolean().default(false),
});

const judgement = z.enum(JUDGEMENTS);

export const verdict = z.strictObject({ format: judgement, client: judgement, endpoint: judgement });

export const probeReply = z.strictObject({ ...exchange.shape, verdict });
