import { apiRoute, bareRoute } from "../../../../lib/server/json-route.ts";
import { json, problem } from "../../../../lib/server/problem.ts";
import { sending } from "../../../../lib/server/sending.ts";

const unknown = () => problem(404, "No exchange is held under this id: it never was, or its ten minutes are over.");

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute({
  GET: bareRoute(async ({ params }) => {
    const held = await sending().held.find(params.exchangeId ?? "");
    if (!held) return unknown();
    return held.result ?? json({ id: held.id, stage: held.stage }, 202);
  }),
  DELETE: bareRoute(async ({ params }) => {
    const held = await sending().held.find(params.exchangeId ?? "");
    if (!held) return unknown();
    // What is over stays: a token that was rotated must not be lost to a cancel that came late.
    held.cancel();
    return new Response(null, { status: 204 });
  }),
});
