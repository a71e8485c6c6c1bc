import { bareRoute } from "../../../lib/server/json-route.ts";
import { problem } from "../../../lib/server/problem.ts";

const missing = bareRoute(() => problem(404, "No route of the API has this address."));

export {
  missing as DELETE,
  missing as GET,
  missing as HEAD,
  missing as OPTIONS,
  missing as PATCH,
  missing as POST,
  missing as PUT,
};
