import type { HttpRequest } from "../http/request.ts";
import { addedBy } from "../text/traced.ts";
import {
  type ClientFields,
  encodedField,
  type FormPair,
  fieldPair,
  type Proofs,
  toClientRequest,
} from "./client-request.ts";

/** All that is needed to refresh (RFC 6749 section 6): what the form holds and what `/api/send` takes. */
export interface RefreshRequest extends ClientFields {
  tokenEndpoint: string;
  refreshToken: string;
  scope?: string;
  params?: Record<string, string>;
  headers?: [name: string, value: string][];
  /** Resource indicators (RFC 8707): one `resource` parameter each. */
  resource?: string[];
}

/** Parameters that the refresh itself sets; `params` may not name them. */
export const CORE_PARAMETERS = ["grant_type", "refresh_token", "client_id", "client_secret", "scope"] as const;

/**
 * The HTTP request that refreshes, every part traced to its form field. `tokenEndpoint` must be an absolute http(s) URL;
 * whoever has parsed it hands on the result, so that what was checked is what is sent. With client_secret_basic the body
 * carries no client_id (RFC 6749 section 2.3.1).
 */
export function toHttpRequest(
  refresh: RefreshRequest,
  userAgent: string,
  url: URL = new URL(refresh.tokenEndpoint),
  proofs: Proofs = {},
): HttpRequest {
  const { tokenEndpoint, refreshToken, scope, resource = [], params = {}, headers = [] } = refresh;
  const call = {
    endpoint: { field: "tokenEndpoint", text: tokenEndpoint },
    client: refresh,
    before: [
      [addedBy("regrant", "grant_type=refresh_token")],
      fieldPair("refresh_token", "refreshToken", refreshToken),
    ],
    after: [
      ...(scope ? [fieldPair("scope", "scope", scope)] : []),
      ...resource.map((each, i) => fieldPair("resource", `resource.${i}`, each)),
      ...Object.entries(params).map(([name, value]): FormPair => {
        const field = `params.${name}`;
        return [encodedField(field, name), addedBy("regrant", "="), encodedField(field, value)];
      }),
    ],
    headers,
  };
  return toClientRequest(call, userAgent, url, proofs);
}
