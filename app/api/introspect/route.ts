import { callWithToken } from "../../../lib/server/around.ts";
import { apiRoute, jsonRoute } from "../../../lib/server/json-route.ts";
import { readMaterial } from "../../../lib/server/material.ts";
import { unusable } from "../../../lib/server/problem.ts";
import { refuseSend, runSending, tooManyRunning } from "../../../lib/server/sending.ts";
import { settings } from "../../../lib/server/settings.ts";
import { introspectRequest } from "./schema.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute({
  POST: jsonRoute({ body: introspectRequest }, async (body, { request: { headers, signal } }) => {
    const { endpoint: url, timeoutMs } = body;
    const refusal = await refuseSend(headers);
    if (refusal) return refusal;
    const read = await readMaterial(body, { method: "POST", url });
    if (!read.ok) return unusable(read.errors);
    const order = { url, timeoutMs, material: read.material, settings: settings(), signal };
    const call = { ...body, endpoint: url.href };
    return runSending(() => callWithToken("introspect", call, order)) ?? tooManyRunning();
  }),
});
