import { callWithToken } from "../../lib/server/around.ts";
import { jsonRoute } from "../../lib/server/json-route.ts";
import { readMaterial } from "../../lib/server/material.ts";
import { unusable } from "../../lib/server/problem.ts";
import { refuseSend, runSending, tooManyRunning } from "../../lib/server/sending.ts";
import { settings } from "../../lib/server/settings.ts";
import type { introspectRequest } from "./introspect/schema.ts";

/** The POST of a route that shows a token to a server: to ask about it (RFC 7662) or to revoke it (RFC 7009). */
export function tokenCall(kind: "introspect" | "revoke", body: typeof introspectRequest) {
  return jsonRoute({ body }, async (asked, { request: { headers, signal } }) => {
    const { endpoint: url, timeoutMs } = asked;
    const refusal = await refuseSend(headers);
    if (refusal) return refusal;
    const read = await readMaterial(asked, { method: "POST", url });
    if (!read.ok) return unusable(read.errors);
    const order = { url, timeoutMs, material: read.material, settings: settings(), signal };
    const call = { ...asked, endpoint: url.href };
    return runSending(() => callWithToken(kind, call, order)) ?? tooManyRunning();
  });
}
