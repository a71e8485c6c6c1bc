import { probeRequest } from "../probe/schema.ts";

/** As a probe. */
export const variantsRequest = probeRequest.extend({});
