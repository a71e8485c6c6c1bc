import { discover } from "../../../lib/server/around.ts";
import { apiRoute, jsonRoute } from "../../../lib/server/json-route.ts";
import { readMaterial } from "../../../lib/server/material.ts";
import { unusable } from "../../../lib/server/problem.ts";
import { refuseSend, runSending, tooManyRunning } from "../../../lib/server/sending.ts";
import { settings } from "../../../lib/server/settings.ts";
import { discoverRequest } from "./schema.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute({
  POST: jsonRoute({ body: discoverRequest }, async (body, { request: { headers, signal } }) => {
    const { issuer, timeoutMs, ...fields } = body;
    const refusal = await refuseSend(headers);
    if (refusal) return refusal;
    const url = new URL(issuer);
    const read = await readMaterial(fields, { method: "GET", url });
    if (!read.ok) return unusable(read.errors);
    const order = { url, timeoutMs, material: read.material, settings: settings(), signal };
    const mayAsk = async () => (await refuseSend(headers)) === null;
    return runSending(() => discover(issuer, order, mayAsk)) ?? tooManyRunning();
  }),
});
