import type { BasicEncoding } from "../http/basic.ts";
import { encodeComponent } from "../http/form.ts";
import { FORM_TYPE } from "../http/request.ts";
import type { RefreshRequest } from "../oauth/refresh-request.ts";
import { hasLoneSurrogate } from "../text/bytes.ts";

/** The fields of a refresh request that are kept out of a snippet in env mode. */
export type SecretRole = "clientId" | "clientSecret" | "refreshToken";

/** Where a snippet takes id, secret and token from: environment variables (or placeholders), or its own text. */
export type SecretsMode = "env" | "literal";

/** How a command hands the secrets to its program: in its arguments, which the process list shows, or by standard input. */
export type SecretsIn = "arguments" | "stdin";

/** A value and, in env mode, the field that a variable stands for. A snippet with `role` set must not hold `text`. */
export interface CallValue {
  readonly text: string;
  readonly role: SecretRole | null;
}

/** Credentials for `Authorization: Basic`, and how they are written before base64 (RFC 6749 section 2.3.1). */
export interface BasicCredentials {
  readonly id: CallValue;
  readonly secret: CallValue;
  readonly encoding: BasicEncoding;
}

/** What every snippet has to send. */
export interface TokenCall {
  readonly url: URL;
  /** Scheme, host and target, as the URL standard writes them, without a fragment. */
  readonly address: string;
  readonly target: string;
  readonly contentType: string;
  /** `Accept` and the caller's own headers, in order; never Content-Type. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly basic: BasicCredentials | null;
  /** The parameters of the body, in order. */
  readonly form: readonly (readonly [name: string, value: CallValue])[];
  /** Only a wish: a target that knows no other way writes the secrets into its arguments, and says so. */
  readonly secretsIn: SecretsIn;
}

/** Why no snippet at all can be written, or the call that they all write. */
export type TokenCallResult =
  | { readonly ok: true; readonly call: TokenCall }
  | { readonly ok: false; readonly reason: string };

/** Prepares a refresh (RFC 6749 section 6) for the snippets; the same request as `toHttpRequest` builds. */
export function toTokenCall(
  refresh: RefreshRequest,
  mode: SecretsMode,
  secretsIn: SecretsIn = "arguments",
): TokenCallResult {
  const url = parseEndpoint(refresh.tokenEndpoint);
  if (!url) return { ok: false, reason: "The token endpoint is no absolute http or https URL." };
  const basicOrBody = ["client_secret_basic", "client_secret_post", "none"].includes(refresh.clientAuth);
  if (!basicOrBody) {
    return {
      ok: false,
      reason: `${refresh.clientAuth} needs a key or a certificate: no fixed text can hold its proof.`,
    };
  }
  if (refresh.dpop) {
    return { ok: false, reason: "DPoP needs a proof that is signed for each request: no fixed text can hold it." };
  }
  const { resource = [] } = refresh;
  if (resource.length > 1) {
    return { ok: false, reason: "Several resources are one name several times, which not every language can write." };
  }
  const given = new Map((refresh.headers ?? []).map(([name, value]) => [name.toLowerCase(), value]));
  const types = (refresh.headers ?? []).filter(([name]) => name.toLowerCase() === "content-type");
  if (types.length > 1) return { ok: false, reason: "Two Content-Type headers are given; a request has one." };
  const from = (role: SecretRole, text = ""): CallValue => ({ text, role: mode === "env" ? role : null });
  const id = from("clientId", refresh.clientId);
  const secret = from("clientSecret", refresh.clientSecret);
  const isBasic = refresh.clientAuth === "client_secret_basic" && !given.has("authorization");
  const target = url.pathname + url.search;
  const call: TokenCall = {
    url,
    secretsIn,
    address: url.origin + target,
    target,
    contentType: given.get("content-type") ?? FORM_TYPE,
    headers: [
      ...(given.has("accept") ? [] : [["Accept", "application/json"] as const]),
      ...(refresh.headers ?? []).filter(([name]) => name.toLowerCase() !== "content-type"),
    ],
    basic: isBasic ? { id, secret, encoding: refresh.basicEncoding ?? "form" } : null,
    form: [
      ["grant_type", plain("refresh_token")],
      ["refresh_token", from("refreshToken", refresh.refreshToken)],
      ...(refresh.clientAuth === "client_secret_basic" ? [] : [["client_id", id] as const]),
      ...(refresh.clientAuth === "client_secret_post" ? [["client_secret", secret] as const] : []),
      ...(refresh.scope ? [["scope", plain(refresh.scope)] as const] : []),
      ...resource.map((each) => ["resource", plain(each)] as const),
      ...Object.entries(refresh.params ?? {}).map(([name, value]) => [name, plain(value)] as const),
    ],
  };
  const hasNul = valuesOf(call).some(({ role, text }) => role !== null && text.includes("\0"));
  return hasNul
    ? { ok: false, reason: "A value holds a NUL character, which no environment variable can carry." }
    : { ok: true, call };
}

function plain(text: string): CallValue {
  return { text, role: null };
}

function parseEndpoint(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isUsable = /^https?:$/.test(url.protocol) && url.username === "" && url.password === "" && url.hash === "";
  return isUsable ? url : undefined;
}

/** Every value of the call that may stand for a secret. */
export function valuesOf(call: TokenCall): CallValue[] {
  return [...(call.basic ? [call.basic.id, call.basic.secret] : []), ...call.form.map(([, value]) => value)];
}

/** The variable of a role: `CLIENT_SECRET`. */
export function variableOf(role: SecretRole): "CLIENT_ID" | "CLIENT_SECRET" | "REFRESH_TOKEN" {
  return ({ clientId: "CLIENT_ID", clientSecret: "CLIENT_SECRET", refreshToken: "REFRESH_TOKEN" } as const)[role];
}

/** True if form-encoding leaves the text as it is, with every encoder. */
export function isUnreserved(text: string): boolean {
  return /^[A-Za-z0-9._-]*$/.test(text);
}

/**
 * Form-encodes so that none of `!'()*~` is left either: only letters, digits, `-._+%` remain, which no shell, template
 * or literal reads as anything else, but for `%` in cmd.exe.
 */
export function encodeStrictly(text: string): string {
  if (hasLoneSurrogate(text)) return encodeComponent(text).replaceAll("*", "%2A");
  return encodeURIComponent(text)
    .replace(/[!'()*~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+");
}

/** `id:secret` as it is written before base64. */
export function formatCredentials({ id, secret, encoding }: BasicCredentials): string {
  const write = encoding === "form" ? encodeStrictly : (text: string) => text;
  return `${write(id.text)}:${write(secret.text)}`;
}

/** True if two headers share a name, which a map from names to values cannot say. */
export function hasRepeatedHeader(call: TokenCall): boolean {
  return new Set(call.headers.map(([name]) => name.toLowerCase())).size < call.headers.length;
}
