import { setImmediate as turn } from "node:timers/promises";
import type { z } from "zod";
import type { Box, KeptRequest } from "../../../lib/server/catch/box.ts";
import { catching, catchScheme, originOf, toBoxUrls } from "../../../lib/server/catch/catching.ts";
import { toCaught } from "../../../lib/server/catch/caught.ts";
import { settings } from "../../../lib/server/settings.ts";
import type { boxReply, caughtRequest } from "./schema.ts";

/** A box as the API and the page tell it. `headers` are those of the request that asks. */
export function viewBox(box: Box, headers: Pick<Headers, "get">): z.infer<typeof boxReply> {
  const own = settings();
  const { wire, http } = toBoxUrls(box, originOf(headers, own), own, catching().listener !== null);
  return {
    id: box.id,
    url: wire ?? http,
    expiresAt: new Date(box.expiresAt).toISOString(),
    behaviour: box.behaviour,
    fidelity: wire ? "bytes" : "http",
    httpUrl: http,
  };
}

/** A caught request in the API's shape. */
export function viewCaught(kept: KeptRequest): z.infer<typeof caughtRequest> {
  const { request, understood, findings, cleared, ...rest } = toCaught(kept, catchScheme(settings()));
  return {
    ...rest,
    request: request && {
      ...request,
      headers: request.headers.map(([name, value]): [string, string] => [name, value]),
    },
    understood: [...understood],
    findings: findings.map(({ spans, fix, ...finding }) => ({
      ...finding,
      spans: [...spans],
      fix: fix && { title: fix.title, edits: [...fix.edits] },
    })),
    cleared: [...cleared],
  };
}

/** All of them, oldest first. A box may hold a hundred large ones, so others get their turn in between. */
export async function viewAll(kept: readonly KeptRequest[]): Promise<z.infer<typeof caughtRequest>[]> {
  const views: z.infer<typeof caughtRequest>[] = [];
  for (const each of kept) {
    views.push(viewCaught(each));
    await turn();
  }
  return views;
}
