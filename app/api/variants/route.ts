import { toVariations, type Variation } from "../../../lib/oauth/variations.ts";
import { eventStream } from "../../../lib/server/event-stream.ts";
import { apiRoute, jsonRoute } from "../../../lib/server/json-route.ts";
import { readMaterial } from "../../../lib/server/material.ts";
import { makeToken, presetOf, probe, refuseProbe } from "../../../lib/server/probe.ts";
import { unusable } from "../../../lib/server/problem.ts";
import { refuseSend, runSending } from "../../../lib/server/sending.ts";
import { settings } from "../../../lib/server/settings.ts";
import { runVariants } from "../../../lib/server/variants.ts";
import { variantsRequest } from "./schema.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute({
  POST: jsonRoute({ body: variantsRequest }, async (body, { request }) => {
    const { timeoutMs, provider, tokenEndpoint, caCertificate, evenIfPunished, ...fields } = body;
    const preset = presetOf(provider, tokenEndpoint);
    const refusal = refuseProbe(preset, evenIfPunished) ?? (await refuseSend(request.headers));
    if (refusal) return refusal;
    const first = await readMaterial(body, { method: "POST", url: tokenEndpoint });
    if (!first.ok) return unusable(first.errors);
    const leaving = new AbortController();
    const signal = AbortSignal.any([leaving.signal, request.signal]);
    let isFirst = true;
    const attempt = async ({ refresh }: Variation) => {
      if (!isFirst && (await refuseSend(request.headers))) return "busy" as const;
      isFirst = false;
      const url = new URL(refresh.tokenEndpoint);
      const read = await readMaterial({ ...refresh, ...(caCertificate && { caCertificate }) }, { method: "POST", url });
      if (!read.ok) return "busy" as const;
      const order = { id: crypto.randomUUID(), refresh, url, timeoutMs, provider, material: read.material };
      return (await runSending(() => probe(order, settings(), { signal }))) ?? ("busy" as const);
    };
    const given = { ...fields, tokenEndpoint: tokenEndpoint.href, refreshToken: makeToken(preset) };
    return eventStream(runVariants(toVariations(given), attempt, signal), () => leaving.abort());
  }),
});
