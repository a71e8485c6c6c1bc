import { introspectRequest } from "../introspect/schema.ts";

export const revokeRequest = introspectRequest.extend({});
