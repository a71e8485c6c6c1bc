import { apiRoute, bareRoute } from "../../../lib/server/json-route.ts";
import { answerPractice } from "../../../lib/server/practice-store.ts";
import { problem } from "../../../lib/server/problem.ts";
import { readBody, SMALL_BODY } from "../../../lib/server/request-body.ts";

/** Who went away in the middle of the body hears no answer anyway. */
const NO_BODY = new Uint8Array();

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute({
  POST: bareRoute(async ({ request }) => {
    const body = await readBody(request, SMALL_BODY);
    if (body === "too-large") return problem(413, `The body may be at most ${SMALL_BODY} bytes long.`);
    const query = new URL(request.url).search.slice(1);
    const reply = await answerPractice({
      query,
      headers: [...request.headers],
      body: body === "broken" ? NO_BODY : body,
    });
    return new Response(reply.body, {
      status: reply.status,
      headers: reply.headers.map(([name, value]): [string, string] => [name, value]),
    });
  }),
});
