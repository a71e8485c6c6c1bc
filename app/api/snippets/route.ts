import type { z } from "zod";
import { apiRoute, jsonRoute } from "../../../lib/server/json-route.ts";
import { toSnippets } from "../../../lib/snippets/catalog.ts";
import { type snippetsReply, snippetsRequest } from "./schema.ts";

type SnippetsReply = z.infer<typeof snippetsReply>;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute({
  POST: jsonRoute({ body: snippetsRequest }, ({ secrets, secretsIn, ...refresh }): SnippetsReply => {
    return { snippets: toSnippets(refresh, { secrets, secretsIn }) };
  }),
});
