import { tokenRoute } from "../token-route.ts";
import { revokeRequest } from "./schema.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = tokenRoute("revoke", revokeRequest);
