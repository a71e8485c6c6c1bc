import { apiRoute, jsonRoute } from "../../../lib/server/json-route.ts";
import { readMaterial } from "../../../lib/server/material.ts";
import { unusable } from "../../../lib/server/problem.ts";
import { refuseSend, sending, startSend, tooManyRunning } from "../../../lib/server/sending.ts";
import { sendRequest } from "./schema.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute({
  POST: jsonRoute({ body: sendRequest }, async (body, { request }) => {
    const { exchangeId, timeoutMs, provider, tokenEndpoint: url, caCertificate: _ca, ...fields } = body;
    const known = exchangeId && (await sending().held.find(exchangeId));
    if (known) return known.done;
    const refusal = await refuseSend(request.headers);
    if (refusal) return refusal;
    const read = await readMaterial(body, { method: "POST", url });
    if (!read.ok) return unusable(read.errors);
    const id = exchangeId ?? crypto.randomUUID();
    const refresh = { ...fields, tokenEndpoint: url.href };
    const order = { id, refresh, url, timeoutMs, provider, material: read.material };
    return startSend(order, exchangeId !== undefined, request.signal) ?? tooManyRunning();
  }),
});
