import { catching } from "../../../../lib/server/catch/catching.ts";
import { apiRoute, bareRoute, jsonRoute } from "../../../../lib/server/json-route.ts";
import { problem } from "../../../../lib/server/problem.ts";
import { behaviourRequest } from "../schema.ts";
import { viewAll, viewBox } from "../view.ts";

const unknown = () => problem(404, "There is no box under this id: it never was, was deleted, or its hour is over.");

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute({
  GET: bareRoute(async ({ request, params: { id = "" } }) => {
    const box = await catching().boxes.find(id);
    if (!box) return unknown();
    return { ...viewBox(box, request.headers), requests: await viewAll(await catching().boxes.list(id)) };
  }),
  PATCH: jsonRoute({ body: behaviourRequest }, async ({ behaviour }, { request, params: { id = "" } }) => {
    const box = await catching().boxes.change(id, behaviour);
    return box ? viewBox(box, request.headers) : unknown();
  }),
  DELETE: bareRoute(async ({ params: { id = "" } }) =>
    (await catching().boxes.remove(id)) ? new Response(null, { status: 204 }) : unknown(),
  ),
});
