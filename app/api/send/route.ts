import { apiRoute, jsonRoute } from "../../../lib/server/json-route.ts";
import { problem } from "../../../lib/server/problem.ts";
import { sending, startSend } from "../../../lib/server/sending.ts";
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
    const sent = startSend(order, exchangeId !== undefined, request.signal);
    return sent ?? problem(503, "Too many sends are running. Nothing was sent.");
  }),
});
