import { DEFAULT_BEHAVIOUR } from "../../../lib/server/catch/behaviour.ts";
import { catching } from "../../../lib/server/catch/catching.ts";
import { apiRoute, jsonRoute } from "../../../lib/server/json-route.ts";
import { json, problem } from "../../../lib/server/problem.ts";
import { catchRequest } from "./schema.ts";
import { viewBox } from "./view.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute({
  POST: jsonRoute({ body: catchRequest }, async ({ behaviour = DEFAULT_BEHAVIOUR }, { request }) => {
    const wait = await catching().limit(request.headers);
    if (wait !== null) {
      const detail = "Too many boxes within a minute from this address.";
      return problem(429, detail, { headers: { "Retry-After": `${wait}` } });
    }
    const box = await catching().boxes.create(behaviour);
    return box ? json(viewBox(box, request.headers), 201) : problem(503, "As many boxes as may be are held already.");
  }),
});
