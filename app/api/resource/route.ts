import { callResource } from "../../../lib/server/around.ts";
import { apiRoute, jsonRoute } from "../../../lib/server/json-route.ts";
import { readMaterial } from "../../../lib/server/material.ts";
import { unusable } from "../../../lib/server/problem.ts";
import { refuseSend, runSending, tooManyRunning } from "../../../lib/server/sending.ts";
import { settings } from "../../../lib/server/settings.ts";
import { resourceRequest } from "./schema.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute({
  POST: jsonRoute({ body: resourceRequest }, async (body, { request: { headers, signal } }) => {
    const { url, method, timeoutMs, accessToken, scheme = body.dpop ? "DPoP" : "Bearer" } = body;
    const refusal = await refuseSend(headers);
    if (refusal) return refusal;
    const read = await readMaterial(body, { method, url, accessToken });
    if (!read.ok) return unusable(read.errors);
    const order = { url, timeoutMs, material: read.material, settings: settings(), signal };
    const call = { method, url: url.href, accessToken, scheme, ...(body.headers && { headers: body.headers }) };
    return runSending(() => callResource(call, order)) ?? tooManyRunning();
  }),
});
