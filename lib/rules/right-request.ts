import type { RefreshRequest } from "../oauth/refresh-request.ts";
import type { ExampleCase } from "./define-rule.ts";

/** A refresh with nothing wrong in it, for examples in which the answer tells. */
export const RIGHT_REQUEST = `POST /token HTTP/1.1
Host: auth.example.com
Authorization: Basic aWQxOnMzY3JldA==
Content-Type: application/x-www-form-urlencoded

grant_type=refresh_token&refresh_token=r1`;

/** The right request with this answer to it. */
export function answered(status: number, body: string, provider?: string): ExampleCase {
  return { text: RIGHT_REQUEST, response: { status, body }, ...(provider ? { provider } : {}) };
}

/** The right request, for which the client printed this instead of an answer. */
export function printed(text: string): ExampleCase {
  return { text: RIGHT_REQUEST, response: { status: 0, body: text } };
}

/** The right request as a filled form. */
export const RIGHT_FORM: RefreshRequest = {
  tokenEndpoint: "https://auth.example.com/token",
  clientId: "id1",
  clientSecret: "s3cret",
  refreshToken: "r1",
  clientAuth: "client_secret_basic",
};
