import { z } from "zod";
import { SEND_STAGES } from "../../../lib/server/stage-clock.ts";
import { endpoint, refreshFields, sendingFields } from "../schema.ts";

export const sendRequest = z.strictObject({
  ...refreshFields,
  ...sendingFields,
  tokenEndpoint: endpoint,
  exchangeId: z.uuid().exactOptional(),
  provider: z.string().exactOptional(),
});

/** What a running send answers. */
export const runningReply = z.strictObject({ id: z.string(), stage: z.enum(SEND_STAGES).nullable() });
