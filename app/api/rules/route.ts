import { apiRoute, bareRoute } from "../../../lib/server/json-route.ts";
import { listRules } from "./list.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute({
  GET: bareRoute(listRules),
});
