import { apiRoute } from "../../../lib/server/json-route.ts";
import { tokenCall } from "../token-call.ts";
import { revokeRequest } from "./schema.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute({
  POST: tokenCall("revoke", revokeRequest),
});
