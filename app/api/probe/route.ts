import { apiRoute, jsonRoute } from "../../../lib/server/json-route.ts";
import { readMaterial } from "../../../lib/server/material.ts";
import { makeToken, presetOf, probe, refuseProbe } from "../../../lib/server/probe.ts";
import { unusable } from "../../../lib/server/problem.ts";
import { refuseSend, runSending, tooManyRunning } from "../../../lib/server/sending.ts";
import { settings } from "../../../lib/server/settings.ts";
import { probeRequest } from "./schema.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute({
  POST: jsonRoute({ body: probeRequest }, async (body, { request }) => {
    const { timeoutMs, provider, tokenEndpoint: url, caCertificate: _ca, evenIfPunished, ...fields } = body;
    const preset = presetOf(provider, url);
    const refusal = refuseProbe(preset, evenIfPunished) ?? (await refuseSend(request.headers));
    if (refusal) return refusal;
    const read = await readMaterial(body, { method: "POST", url });
    if (!read.ok) return unusable(read.errors);
    const refresh = { ...fields, tokenEndpoint: url.href, refreshToken: makeToken(preset) };
    const order = { id: crypto.randomUUID(), refresh, url, timeoutMs, provider, material: read.material };
    const probed = await runSending(() => probe(order, settings(), { signal: request.signal }));
    return probed ? { ...probed.exchange, verdict: probed.verdict } : tooManyRunning();
  }),
});
