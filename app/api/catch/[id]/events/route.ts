import { setImmediate as turn } from "node:timers/promises";
import { catching } from "../../../../../lib/server/catch/catching.ts";
import { eventStream, type ServerEvent, type StreamComment } from "../../../../../lib/server/event-stream.ts";
import { apiRoute, bareRoute } from "../../../../../lib/server/json-route.ts";
import { problem } from "../../../../../lib/server/problem.ts";
import { viewCaught } from "../../view.ts";

/** Every request of the box, those first that came after the last one that the reader has seen. */
async function* toEvents(id: string, request: Request): AsyncGenerator<ServerEvent | StreamComment> {
  yield { comment: "open" };
  const after = request.headers.get("last-event-id");
  for await (const kept of catching().boxes.watch(id, after, request.signal)) {
    yield { event: "request", id: kept.id, data: viewCaught(kept) };
    await turn();
  }
  yield { event: "gone", data: { id } };
}

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute({
  GET: bareRoute(async ({ request, params: { id = "" } }) =>
    (await catching().boxes.find(id))
      ? eventStream(toEvents(id, request))
      : problem(404, "There is no box under this id: it never was, was deleted, or its hour is over."),
  ),
});
