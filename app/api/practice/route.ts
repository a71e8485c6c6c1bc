import { apiRoute, bareRoute } from "../../../lib/server/json-route.ts";
import { viewPractice } from "./view.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute({
  GET: bareRoute(() => viewPractice()),
});
