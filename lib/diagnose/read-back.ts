import { findHeaders, type HttpRequest } from "../http/request.ts";
import { type RefreshRequest, toHttpRequest } from "../oauth/refresh-request.ts";
import type { UnderstoodParameter } from "../oauth/understood.ts";
import { NO_EVIDENCE } from "../rules/evidence.ts";
import type { ShellName } from "../shell/reading.ts";
import type { Snippet } from "../snippets/define-snippet.ts";
import type { SecretRole } from "../snippets/token-call.ts";
import { isKnown, type Traced, unknownsOf } from "../text/traced.ts";
import { withRequest } from "./evidence.ts";
import { readText } from "./read-text.ts";

/**
 * What Regrant's own readers make of a snippet: the request it was written for, another one (with the parts that
 * differ: "method", "target", "Content-Type", or a parameter's name), or none, because no reader can tell from the text.
 */
export type ReadBack =
  | { readonly kind: "identical" }
  | { readonly kind: "different"; readonly parts: readonly string[] }
  | { readonly kind: "unread" };

const SHELL_OF: Readonly<Record<string, ShellName>> = {
  "curl-posix": "posix",
  "curl-cmd": "cmd",
  "curl-batch": "cmd",
  "curl-powershell": "powershell",
  "invoke-restmethod": "powershell",
  httpie: "posix",
  wget: "posix",
};

/** Texts whose placeholders take encoded values, as their notes ask, so that the values themselves do not belong there. */
const PLACEHOLDERS: ReadonlySet<string> = new Set(["raw-http", "http-file"]);

/** Which field of a refresh a parameter carries. */
const ROLE_OF: Readonly<Record<string, SecretRole>> = {
  client_id: "clientId",
  client_secret: "clientSecret",
  refresh_token: "refreshToken",
};

/**
 * Reads a snippet as if it had been pasted and compares it with its refresh, parameter by parameter, decoded. In env mode
 * a value may be the variable that stands for it. Never throws.
 */
export function readBack(snippet: Snippet, refresh: RefreshRequest): ReadBack {
  if (snippet.code === null) return { kind: "unread" };
  const { run } = readText({
    text: snippet.code,
    shell: SHELL_OF[snippet.id],
    values: PLACEHOLDERS.has(snippet.id) ? {} : toValues(snippet.env ?? {}, refresh),
  });
  if (!run.request || !run.understood) return { kind: "unread" };
  const wanted = withRequest(NO_EVIDENCE, toHttpRequest(refresh, "Regrant"));
  if (!wanted.request || !wanted.understood) return { kind: "unread" };
  const authorization = findHeaders(run.request, "Authorization").map(({ value }) => value);
  const wantedAuthorization = findHeaders(wanted.request, "Authorization").map(({ value }) => value);
  const textOf = (values: readonly Traced[]) => values.map(({ text }) => text).join("\n");
  // Of the very same header there is nothing to compare: with control characters in it the readers make nothing of it.
  const isSame = authorization.length > 0 && textOf(authorization) === textOf(wantedAuthorization);
  const compared = ({ from }: UnderstoodParameter) => !isSame || from !== "authorization";
  const { different, isTold } = compareParameters(
    wanted.understood.parameters.filter(compared),
    run.understood.parameters.filter(compared),
    { env: snippet.env ?? {}, authorization, wantsAuthorization: wantedAuthorization.length > 0 },
  );
  // The text of a request does not say whether it goes over TLS.
  const parts = [...differentParts(wanted.request, run.request, snippet.id !== "raw-http"), ...different];
  if (parts.length === 0 && isTold) return { kind: "identical" };
  // Of a program the readers know the common forms alone: what they miss is no proof of a difference.
  return parts.length === 0 || run.format === "code" ? { kind: "unread" } : { kind: "different", parts };
}

/** The environment that the snippet asks for; none where one is empty, which readers take for a value not given. */
function toValues(env: Readonly<Record<string, SecretRole>>, refresh: RefreshRequest): Record<string, string> {
  const values = Object.entries(env).map(([name, role]) => [name, refresh[role] ?? ""] as const);
  return Object.fromEntries(values.some(([, text]) => text === "") ? [] : values);
}

function differentParts(wanted: HttpRequest, read: HttpRequest, saysScheme: boolean): string[] {
  const typeOf = (request: HttpRequest) => findHeaders(request, "Content-Type").map(({ value }) => value.text);
  return [
    ...(read.method.text === wanted.method.text ? [] : ["method"]),
    ...(read.host.text === wanted.host.text && (read.scheme === wanted.scheme || !saysScheme) ? [] : ["host"]),
    ...(read.target.text === wanted.target.text ? [] : ["target"]),
    ...(typeOf(read).join("\n") === typeOf(wanted).join("\n") ? [] : ["Content-Type"]),
  ];
}

interface Surroundings {
  readonly env: Readonly<Record<string, SecretRole>>;
  /** The values of the Authorization headers that were read. */
  readonly authorization: readonly Traced[];
  /** True if such a header is wanted, be it one that can be read or not. */
  readonly wantsAuthorization: boolean;
}

/**
 * The names that differ, and whether all the others could be told: what a pipeline prints is not known before it runs.
 * Order does not count (RFC 6749 appendix B).
 */
function compareParameters(
  wanted: readonly UnderstoodParameter[],
  read: readonly UnderstoodParameter[],
  { env, authorization, wantsAuthorization }: Surroundings,
): { different: string[]; isTold: boolean } {
  const different: string[] = [];
  const rest = [...read];
  let isTold = true;
  for (const parameter of wanted) {
    const at = rest.findIndex(({ name, from }) => name.text === parameter.name.text && from === parameter.from);
    const [found] = at < 0 ? [] : rest.splice(at, 1);
    // What is base64-encoded at run time can only be seen as the variables in the header.
    const candidates = found ? [found.value] : parameter.from === "authorization" ? authorization : [];
    const isSame = (value: Traced) => value.text === parameter.value.text || standsFor(value, parameter.name, env);
    if (candidates.some(isSame)) continue;
    if (candidates.every(isKnown)) different.push(parameter.name.text);
    else isTold = false;
  }
  const isVariable = ({ name, value, from }: UnderstoodParameter) =>
    wantsAuthorization && from === "authorization" && standsFor(value, name, env);
  const left = rest.filter((parameter) => !isVariable(parameter));
  return { different: [...different, ...left.map(({ name }) => name.text)], isTold };
}

function standsFor(value: Traced, name: Traced, env: Readonly<Record<string, SecretRole>>): boolean {
  const variable = Object.keys(env).find((each) => env[each] === ROLE_OF[name.text]);
  return variable !== undefined && (unknownsOf(value).includes(variable) || value.text.includes(variable));
}
