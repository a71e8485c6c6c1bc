import { tokenRoute } from "../token-route.ts";
import { introspectRequest } from "./schema.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = tokenRoute("introspect", introspectRequest);
