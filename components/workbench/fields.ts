import type { BasicEncoding } from "../../lib/http/basic.ts";
import { type ClientAuthMethod, REFUSED_HEADERS } from "../../lib/oauth/client-request.ts";
import { CORE_PARAMETERS, type RefreshRequest } from "../../lib/oauth/refresh-request.ts";
import { formatCodePoint } from "../editor/invisible.ts";
import {
  checkMaterial,
  EMPTY_MATERIAL,
  fromMaterial,
  type MaterialFields,
  type MaterialText,
  needsSecret,
  toMaterial,
} from "./client-material.ts";

/** The client authentication methods that the form offers at first sight. */
export const FORM_AUTH_METHODS = ["client_secret_basic", "client_secret_post", "none"] as const;

/** A further parameter or header, as typed; `id` only tells the rows apart. */
export interface Row {
  readonly id: string;
  readonly kind: "parameter" | "header";
  readonly name: string;
  readonly value: string;
}

/** What the form holds, exactly as typed or pasted. */
export interface Fields extends MaterialFields {
  readonly tokenEndpoint: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
  readonly clientAuth: ClientAuthMethod;
  readonly basicEncoding: BasicEncoding;
  readonly scope: string;
  readonly rows: readonly Row[];
}
export type TextField = "tokenEndpoint" | "clientId" | "clientSecret" | "refreshToken" | "scope" | MaterialText;

export const EMPTY_FIELDS: Fields = {
  tokenEndpoint: "",
  clientId: "",
  clientSecret: "",
  refreshToken: "",
  clientAuth: "client_secret_basic",
  basicEncoding: "form",
  scope: "",
  rows: [],
  ...EMPTY_MATERIAL,
};

/** The request that the form describes; nothing is trimmed. */
export function toRefreshRequest(fields: Fields): RefreshRequest {
  const rows = fields.rows.filter(({ name, value }) => name !== "" || value !== "");
  const params = rows.filter(({ kind }) => kind === "parameter").map(({ name, value }) => [name, value] as const);
  const headers = rows
    .filter(({ kind }) => kind === "header")
    .map(({ name, value }): [string, string] => [name, value]);
  return {
    tokenEndpoint: fields.tokenEndpoint,
    clientId: fields.clientId,
    refreshToken: fields.refreshToken,
    clientAuth: fields.clientAuth,
    ...(needsSecret(fields.clientAuth) ? { clientSecret: fields.clientSecret } : {}),
    ...(fields.clientAuth === "client_secret_basic" ? { basicEncoding: fields.basicEncoding } : {}),
    ...(fields.scope === "" ? {} : { scope: fields.scope }),
    ...(params.length === 0 ? {} : { params: Object.fromEntries(params) }),
    ...(headers.length === 0 ? {} : { headers }),
    ...toMaterial(fields, fields.clientAuth),
  };
}

/** The form that describes a request. */
export function toFields(request: RefreshRequest): Fields {
  const params = Object.entries(request.params ?? {}).map(([name, value]) => ({
    kind: "parameter" as const,
    name,
    value,
  }));
  const headers = (request.headers ?? []).map(([name, value]) => ({ kind: "header" as const, name, value }));
  return {
    tokenEndpoint: request.tokenEndpoint,
    clientId: request.clientId,
    clientSecret: request.clientSecret ?? "",
    refreshToken: request.refreshToken,
    clientAuth: request.clientAuth,
    basicEncoding: request.basicEncoding ?? "form",
    scope: request.scope ?? "",
    rows: [...params, ...headers].map((row, i) => ({ ...row, id: `r${i}` })),
    ...fromMaterial(request),
  };
}

/** Why a field cannot be sent as it is ("error"), or what is odd about it ("warning"). `field` is a field or a row's id. */
export interface FieldProblem {
  readonly field: string;
  readonly severity: "error" | "warning";
  readonly message: string;
}

/** The host (with port) of an absolute http or https URL; undefined for anything else. */
export function findHost(endpoint: string): string | undefined {
  if (!/^https?:\/\//i.test(endpoint) || !URL.canParse(endpoint)) return undefined;
  return new URL(endpoint).host || undefined;
}

/** All that stands in the way of sending, field by field, in the order of the form. */
export function checkFields(fields: Fields): FieldProblem[] {
  const names = fields.rows.filter(({ kind }) => kind === "parameter").map(({ name }) => name);
  return [
    ...checkEndpoint(fields.tokenEndpoint),
    ...(fields.clientId === "" ? [problem("clientId", "The client id is missing.")] : []),
    ...(fields.refreshToken === "" ? [problem("refreshToken", "The refresh token is missing.")] : []),
    ...checkMaterial(fields, fields.clientAuth, fields.tokenEndpoint).map(({ field, message }) =>
      problem(field, message),
    ),
    ...fields.rows.flatMap((row) => checkRow(row, names)),
  ];
}

/** Whether nothing stands in the way of sending; of a probe, which makes its own refresh token, if `needsToken` is false. */
export function isSendable(fields: Fields, needsToken: boolean): boolean {
  return checkFields(fields).every(
    ({ field, severity }) => severity !== "error" || (!needsToken && field === "refreshToken"),
  );
}

function problem(field: string, message: string, severity: FieldProblem["severity"] = "error"): FieldProblem {
  return { field, severity, message };
}

function checkEndpoint(endpoint: string): FieldProblem[] {
  const say = (message: string, severity?: FieldProblem["severity"]) => [problem("tokenEndpoint", message, severity)];
  if (endpoint === "") return say("Where to? The token endpoint is missing.");
  if (!/^https?:\/\//i.test(endpoint)) {
    return say(
      /^[a-z][a-z0-9+.-]*:/i.test(endpoint) ? "Only http and https can be sent to." : "Write it out, with https://.",
    );
  }
  const blank = /\{\w+\}/.exec(endpoint)?.[0];
  if (blank) return say(`Put your own value in the place of ${blank}.`);
  if (!URL.canParse(endpoint)) return say("This is no URL: what stands behind https:// names no host.");
  const url = new URL(endpoint);
  if (url.username !== "" || url.password !== "") return say("A user name in the URL is not sent: use the client id.");
  if (endpoint.includes("#")) return say("What stands behind # never reaches the server.");
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    return say("Cleartext: the secret can be read on the way.", "warning");
  }
  return [];
}

/** Loopback names and addresses: what is sent there stays on the machine. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/i.test(hostname);
}

function checkRow({ id, kind, name, value }: Row, parameterNames: readonly string[]): FieldProblem[] {
  if (name === "" && value === "") return [];
  if (name === "") return [problem(id, `The ${kind} has no name.`)];
  if (kind === "parameter") {
    if ((CORE_PARAMETERS as readonly string[]).includes(name))
      return [problem(id, `${name} has a field of its own above.`)];
    return parameterNames.indexOf(name) === parameterNames.lastIndexOf(name)
      ? []
      : [problem(id, `${name} stands here twice; a token server refuses that.`)];
  }
  if ((REFUSED_HEADERS as readonly string[]).includes(name.toLowerCase())) {
    return [problem(id, `${name} belongs to the connection: Regrant sets it.`)];
  }
  const badName = /[^!#$%&'*+\-.^_`|~0-9A-Za-z]/u.exec(name)?.[0];
  if (badName) return [problem(id, `A header's name cannot hold ${nameOf(badName)}.`)];
  const badValue = /[\0\r\n]/.exec(value)?.[0];
  return badValue ? [problem(id, `A header's value cannot hold ${nameOf(badValue)}.`)] : [];
}

function nameOf(char: string): string {
  return /[!-~]/.test(char) ? char : formatCodePoint(char.codePointAt(0) ?? 0);
}
