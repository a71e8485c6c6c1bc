import { apiRoute, jsonRoute } from "../../../lib/server/json-route.ts";
import { problem } from "../../../lib/server/problem.ts";
import { sendRefresh } from "../../../lib/server/send-refresh.ts";
import { sending } from "../../../lib/server/sending.ts";
import { settings } from "../../../lib/server/settings.ts";
import { sendRequest } from "./schema.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute({
  POST: jsonRoute({ body: sendRequest }, async (body, { request }) => {
    const { exchangeId, timeoutMs, provider, tokenEndpoint: url, ...fields } = body;
    const { held, limit } = sending();
    const known = exchangeId && held.find(exchangeId);
    if (known) return known.done;
    const wait = await limit(request.headers);
    if (wait !== null) {
      return problem(429, "Too many sends within a minute from this address.", {
        headers: { "Retry-After": `${wait}` },
      });
    }
    const id = exchangeId ?? crypto.randomUUID();
    const order = { id, refresh: { ...fields, tokenEndpoint: url.href }, url, timeoutMs, provider };
    // Who gave no id could never ask again: when they leave, the upstream is closed.
    if (!exchangeId) return sendRefresh(order, settings(), { signal: request.signal });
    const started = held.start(id, (control) => sendRefresh(order, settings(), control));
    return started?.done ?? problem(503, "Too many sends are running. Nothing was sent.");
  }),
});
