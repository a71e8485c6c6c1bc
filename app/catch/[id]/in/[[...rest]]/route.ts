import { setTimeout as sleep } from "node:timers/promises";
import { readArrival } from "../../../../../lib/diagnose/from-wire.ts";
import { REQUEST_LIMIT } from "../../../../../lib/http/request-reader.ts";
import { catching } from "../../../../../lib/server/catch/catching.ts";
import { rebuildBytes, resetConnection } from "../../../../../lib/server/catch/head-record.ts";
import { takeArrival } from "../../../../../lib/server/catch/take.ts";
import { bareRoute } from "../../../../../lib/server/json-route.ts";
import { problem } from "../../../../../lib/server/problem.ts";
import { readBody } from "../../../../../lib/server/request-body.ts";

/** What a box catches below the app's own address, where only one port can be had. */
const caught = bareRoute(async ({ request, params: { id = "" } }) => {
  const body = await readBody(request, REQUEST_LIMIT);
  if (body === "too-large") return problem(413, "A caught request may be at most 1 MiB long.");
  const { pathname, search, protocol } = new URL(request.url);
  const boxPath = `/catch/${id}/in`;
  const raw = rebuildBytes(request, pathname + search, body === "broken" ? new Uint8Array() : body);
  const arrived = readArrival(raw);
  if (!arrived) return problem(400, "The request could not be read.");
  const { answer } = await takeArrival(arrived, catching().boxes, {
    scheme: protocol === "https:" ? "https" : "http",
    fidelity: "http",
    toNewest: false,
    address: { id, boxPath, below: (pathname + search).slice(boxPath.length) },
  });
  await sleep(answer.delayMs);
  if (answer.reset) {
    resetConnection(request);
    // Nobody hears it any more, unless the connection could not be found.
    return new Response(null, { status: 502 });
  }
  return new Response(answer.status === 204 || answer.status === 304 ? null : answer.body, {
    status: answer.status,
    headers: answer.headers.map(([name, value]): [string, string] => [name, value]),
  });
});

export {
  caught as DELETE,
  caught as GET,
  caught as HEAD,
  caught as OPTIONS,
  caught as PATCH,
  caught as POST,
  caught as PUT,
};
