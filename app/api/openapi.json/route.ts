import { apiRoute, bareRoute } from "../../../lib/server/json-route.ts";
import { toOpenApi } from "./document.ts";

let written: unknown;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute({
  GET: bareRoute(() => {
    written ??= toOpenApi();
    return written;
  }),
});
