import { apiRoute } from "../../../lib/server/json-route.ts";
import { tokenCall } from "../token-call.ts";
import { introspectRequest } from "./schema.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute({
  POST: tokenCall("introspect", introspectRequest),
});
