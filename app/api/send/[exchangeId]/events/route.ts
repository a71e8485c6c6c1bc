import { eventStream, type ServerEvent } from "../../../../../lib/server/event-stream.ts";
import type { HeldExchange } from "../../../../../lib/server/exchanges.ts";
import { apiRoute, bareRoute } from "../../../../../lib/server/json-route.ts";
import { problem } from "../../../../../lib/server/problem.ts";
import { sending } from "../../../../../lib/server/sending.ts";

async function* toEvents(held: HeldExchange<unknown>): AsyncGenerator<ServerEvent> {
  for await (const data of held.stages()) yield { event: "stage", data };
  yield { event: "done", data: { id: held.id } };
}

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute({
  GET: bareRoute(async ({ params }) => {
    const held = await sending().held.find(params.exchangeId ?? "");
    return held
      ? eventStream(toEvents(held))
      : problem(404, "No exchange is held under this id: it never was, or its ten minutes are over.");
  }),
});
