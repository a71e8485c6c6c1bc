import type { Reply } from "../http/exchange.ts";
import { isRedacted } from "../oauth/redaction.ts";
import type { UnderstoodParameter } from "../oauth/understood.ts";
import { once } from "../text/once.ts";
import { isKnown } from "../text/traced.ts";
import { type Evidence, findMeant } from "./evidence.ts";

/** Parameters by which a request shows that it asks for a token. */
const TELLING = ["grant_type", "refresh_token", "code", "client_secret", "client_assertion", "code_verifier"];

/** False for a request that asks for something else than a token, such as the API call beside it. */
export const isTokenRequest = once(({ request, meant }: Evidence): boolean => {
  if (!request) return false;
  if (meant.some(({ name }) => TELLING.includes(name.text))) return true;
  return /token|oauth|\/connect\//i.test(request.target.text.split("?")[0] ?? "");
});

/** The grant that is asked for; undefined where none is named or only run time knows. */
export function findGrant(evidence: Pick<Evidence, "meant">): string | undefined {
  const grant = findMeant(evidence, "grant_type");
  return grant && isKnown(grant.value) ? grant.value.text : undefined;
}

/** True for a value that stands there as it is: neither known to run time only, nor blacked out, nor empty. */
export function isLiteral({ value }: UnderstoodParameter): boolean {
  return value.text !== "" && isKnown(value) && !isRedacted(value.text);
}

/** Parameters whose values are random text, in which a blank or a quote never is meant. */
export function isCredential({ name }: UnderstoodParameter): boolean {
  return /^(?:client_id|client_secret|refresh_token|code|access_token|client_assertion|client_key)$/.test(name.text);
}

/** The OAuth error code of the reply, also of the shapes that some servers use instead. */
export function replyError({ reply }: Pick<Evidence, "reply">): string | undefined {
  return reply ? findErrorOnce(reply) : undefined;
}

const findErrorOnce = once(({ body }: Reply): string | undefined => {
  const quoted = /["“']error(?:Type|_code)?["”']\s*:\s*["“']([\w.:-]+)["”']/.exec(body)?.[1];
  return quoted ?? /(?:^|[?&#\s])error=([\w.-]+)/.exec(body)?.[1];
});

/** True if the server said that it did not accept the client. */
export function isClientRefused(evidence: Pick<Evidence, "reply">): boolean {
  const error = replyError(evidence);
  if (error === "invalid_client" || error === "incorrect_client_credentials") return true;
  const { reply } = evidence;
  if (!reply || reply.status < 100) return false;
  if (error === "unauthorized_client")
    return /client (?:credential|secret|was not)|invalid client|UNKNOWN_CLIENT/i.test(reply.body);
  return reply.status === 401 || /BAD_CLIENT|client.?secret|client credentials|invalid.?client/i.test(reply.body);
}

/** True if the reply refuses the very value that a parameter of this name has. */
export function isRefusedValue(name: string, evidence: Pick<Evidence, "reply">): boolean {
  if (/^(?:client_|authorization$)/i.test(name)) return isClientRefused(evidence);
  return /^(?:refresh_token|code)$/.test(name) && isBodyRead(evidence);
}

/** True if the server answered with an error. */
export function isRefused({ reply }: Pick<Evidence, "reply">): boolean {
  return reply !== null && reply.status >= 400;
}

/** Errors that a server can only give after it has found grant_type: the body was read, in whatever format it came. */
const AFTER_READING =
  /^(?:invalid_grant|invalid_scope|invalid_refresh_token|bad_refresh_token|invalid_code|BAD_REFRESH_TOKEN)$/;

/** True if the reply shows that the server read the parameters, so that format and place of them cannot be what is wrong. */
export function isBodyRead(evidence: Pick<Evidence, "reply">): boolean {
  const { reply } = evidence;
  if (!reply || reply.status < 100) return false;
  if (AFTER_READING.test(replyError(evidence) ?? "")) return true;
  return /refresh.?token/i.test(reply.body) && !/grant.?type/i.test(reply.body) && !/invalid_client/.test(reply.body);
}
