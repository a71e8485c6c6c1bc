import { decodeFormText } from "../http/form.ts";
import { FORM_TYPE, mediaTypeOf } from "../http/request.ts";
import { CORE_PARAMETERS } from "../oauth/refresh-request.ts";
import { decodeBytes, hasLoneSurrogate } from "../text/bytes.ts";
import { refused, type Step } from "./reply.ts";

/** A token request as it came in. `query` is without `?`; header names may be in any case. */
export interface PracticeRequest {
  readonly query: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

export type Parameters = ReadonlyMap<string, string>;

/** The first header of that name. */
export function headerOf(request: Pick<PracticeRequest, "headers">, name: string): string | undefined {
  return request.headers.find(([each]) => each.toLowerCase() === name)?.[1];
}

/**
 * The parameters of the body (RFC 6749 section 3.2): a form in UTF-8, none twice, those without a value left out. Only
 * `resource` may be repeated (RFC 8707 section 2); its first value is kept.
 */
export function parseParameters(request: PracticeRequest): Step<Parameters> {
  const text = decodeBytes(request.body);
  if (text.trim() === "" && isGrantInQuery(request)) return GRANT_IN_QUERY;
  const type = headerOf(request, "content-type");
  if (mediaTypeOf(type ?? "") !== FORM_TYPE) return wrongType(type, text);
  if (text.trim() === "") return unread("empty-body", "The body is empty.");
  const parameters = new Map<string, string>();
  for (const pair of text.split("&")) {
    if (/%(?![0-9A-Fa-f]{2})/.test(pair)) {
      return malformed("unencoded-value", "A % in the body stands for itself, so the form cannot be decoded.");
    }
    const equals = pair.indexOf("=");
    if (equals < 0 || equals === pair.length - 1) continue;
    const name = decodeFormText(pair.slice(0, equals));
    const value = decodeFormText(pair.slice(equals + 1));
    if (hasLoneSurrogate(name + value)) return malformed("unencoded-value", "The form holds bytes that are no UTF-8.");
    if (parameters.has(name)) {
      if (name === "resource") continue;
      return malformed("duplicate-parameter", "A parameter stands in the body twice.");
    }
    parameters.set(name, value);
  }
  return findForeignPlace(request, parameters, text) ?? { ok: true, value: parameters };
}

function wrongType(type: string | undefined, text: string): Step<Parameters> {
  const media = mediaTypeOf(type ?? "");
  if (looksLikeJson(text)) return unread("json-body", "The body is JSON; a token endpoint reads a form.");
  if (media === "") return unread("missing-content-type", "The body has no Content-Type.");
  if (/["'‘’“”]/.test(media)) return unread("quotes-in-header-value", "The Content-Type holds quotes of its own.");
  return /[/+]json$/.test(media)
    ? unread("json-content-type", "The Content-Type says JSON, so the form in the body is not read.")
    : unread("wrong-content-type", "The Content-Type is not that of a form.");
}

function looksLikeJson(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

/** Parameters that the client put somewhere else, where they must not be or are not read. */
function findForeignPlace(
  request: PracticeRequest,
  parameters: Parameters,
  text: string,
): Step<Parameters> | undefined {
  if (isGrantInQuery(request)) return GRANT_IN_QUERY;
  if (parameters.has("grant_type")) return undefined;
  if (looksLikeJson(text)) return unread("json-body", "The body is JSON, read as one odd parameter of a form.");
  const inHeader = request.headers.some(([name]) => /^(grant|refresh)[-_](type|token)$/i.test(name));
  if (inHeader) return unread("params-in-headers", "Parameters of the grant were sent as headers.");
  const misspelled = hasMisspelled(parameters, "grant_type");
  if (misspelled) return unread("misspelled-parameter", "grant_type is spelled in another way.");
  if (isSentEmpty(text, "grant_type")) return unread("empty-value", "grant_type has no value.");
  return unread("missing-grant-type", "grant_type is missing.");
}

/** RFC 6749 section 2.3.1: credentials must not be in the URI. The grant in a URI would end up in logs just the same. */
function isGrantInQuery({ query }: PracticeRequest): boolean {
  const names = query.split("&").map((pair) => decodeFormText(pair.split("=", 1)[0] ?? ""));
  return names.some((name) => CORE_PARAMETERS.some((each) => each === name));
}

const GRANT_IN_QUERY = unread(
  "params-in-query",
  "Parameters of the grant stand in the URL; they belong into the body.",
);

/** True if a parameter differs from `name` in case, hyphens or the like only. */
export function hasMisspelled(parameters: Parameters, name: string): boolean {
  const bare = (text: string) => text.toLowerCase().replace(/[^a-z]/g, "");
  return [...parameters.keys()].some((each) => each !== name && bare(each) === bare(name));
}

/** True if the body holds the parameter without a value, as good as not at all (RFC 6749 section 3.2). */
export function isSentEmpty(body: string, name: string): boolean {
  return body.split("&").some((pair) => pair === name || pair === `${name}=`);
}

function unread(rule: string, sentence: string): Step<Parameters> {
  return refused(
    "invalid_request",
    "grant_type is missing: the body must be a form that holds it.",
    rule,
    sentence,
    true,
  );
}

function malformed(rule: string, sentence: string): Step<Parameters> {
  return refused(
    "invalid_request",
    "The body is no well-formed form, or a parameter stands in it twice.",
    rule,
    sentence,
  );
}
