import { decodeFormText } from "../http/form.ts";
import type { ClientAuthMethod } from "../oauth/client-request.ts";
import { decodeBytes, fromBase64, hasLoneSurrogate } from "../text/bytes.ts";
import { findClient, type PracticeClient } from "./client.ts";
import { explainBasic, explainCredentials } from "./explain.ts";
import type { Parameters } from "./parameters.ts";
import { type Dialect, refused, type Step } from "./reply.ts";

/** What a request presents of its client. `raw` is the text behind base64 before the form decoding of section 2.3.1. */
export interface Credentials {
  readonly method: ClientAuthMethod;
  readonly id: string;
  readonly secret: string | null;
  readonly raw?: string;
}

/**
 * The client that a request proves to be (RFC 6749 sections 2.3 and 3.2.1): one method a request, the one that the client
 * is registered for. Keap takes the secret of a refresh in a Basic header alone.
 */
export function authenticate(
  authorization: string | undefined,
  parameters: Parameters,
  dialect: Dialect,
): Step<PracticeClient> {
  const presented = readCredentials(authorization, parameters);
  if (!presented.ok) return presented;
  const { id, secret, method } = presented.value;
  const client = findClient(id);
  if (!client || client.secret !== secret) {
    return invalidClient(explainCredentials(presented.value, client), "The client or its secret is not the one.");
  }
  const allowed = dialect === "keap" ? client.auth.filter((method) => method !== "client_secret_post") : client.auth;
  return allowed.includes(method)
    ? { ok: true, value: client }
    : invalidClient("wrong-auth-method", "The client is registered for another authentication method.");
}

function readCredentials(authorization: string | undefined, parameters: Parameters): Step<Credentials> {
  const id = parameters.get("client_id");
  const secret = parameters.get("client_secret");
  const assertion = parameters.get("client_assertion");
  if (authorization !== undefined) {
    const basic = parseBasic(authorization);
    const isAnother = basic.ok && id !== undefined && id !== basic.value.id;
    return secret !== undefined || assertion !== undefined || isAnother ? twoMethods() : basic;
  }
  if (assertion !== undefined) {
    return secret === undefined
      ? invalidClient("wrong-auth-method", "No client is registered for an assertion.")
      : twoMethods();
  }
  if (id === undefined) {
    return secret === undefined
      ? invalidClient("missing-client-auth", "Nothing in the request says which client it is.")
      : invalidClient("missing-client-id", "There is a client_secret and no client_id.");
  }
  return secret === undefined
    ? { ok: true, value: { method: "none", id, secret: null } }
    : { ok: true, value: { method: "client_secret_post", id, secret } };
}

/** The text behind the base64 of a Basic header (RFC 7617); undefined where there is none. */
export function readBasicText(authorization: string): string | undefined {
  const written = /^basic +([^\s]+)$/i.exec(authorization)?.[1];
  const bytes = written === undefined ? undefined : fromBase64(written);
  return bytes && decodeBytes(bytes);
}

/** Basic as RFC 7617 writes it, id and secret form-encoded before that (RFC 6749 section 2.3.1). */
function parseBasic(authorization: string): Step<Credentials> {
  const raw = readBasicText(authorization);
  const colon = raw?.indexOf(":") ?? -1;
  if (raw === undefined || colon < 0 || hasLoneSurrogate(raw)) {
    return invalidClient(explainBasic(authorization), "The Authorization header holds no readable Basic credentials.");
  }
  const [id, secret] = [raw.slice(0, colon), raw.slice(colon + 1)];
  if (/%(?![0-9A-Fa-f]{2})/.test(raw)) {
    return invalidClient("basic-not-form-encoded", "A % in the Basic credentials stands for itself.");
  }
  const value: Credentials = {
    method: "client_secret_basic",
    id: decodeFormText(id),
    secret: decodeFormText(secret),
    raw,
  };
  return { ok: true, value };
}

function twoMethods(): ReturnType<typeof refused> {
  return refused(
    "invalid_request",
    "The client authenticates in more than one way.",
    "two-client-auth-methods",
    "The request presents its client in two ways.",
  );
}

function invalidClient(rule: string, sentence: string): ReturnType<typeof refused> {
  return refused("invalid_client", "Client authentication failed.", rule, sentence);
}
