import { decodeFormText } from "../http/form.ts";
import { decodeBytes } from "../text/bytes.ts";
import { authenticate } from "./authenticate.ts";
import type { PracticeClient } from "./client.ts";
import { explainToken } from "./explain.ts";
import { authenticateLeniently, parseLeniently } from "./lenient.ts";
import {
  hasMisspelled,
  headerOf,
  isSentEmpty,
  type Parameters,
  type PracticeRequest,
  parseParameters,
} from "./parameters.ts";
import {
  DIALECTS,
  type Dialect,
  formatRefusal,
  formatSuccess,
  type PracticeReply,
  type Refusal,
  refused,
  type Step,
  type Truth,
} from "./reply.ts";
import {
  type FreshIds,
  findFamily,
  keepFamily,
  type PracticeState,
  revoke,
  rotate,
  type TokenFamily,
} from "./state.ts";

/** What one request comes to: the public reply, the state after it, and the private reason. */
export interface PracticeAnswer {
  readonly reply: PracticeReply;
  readonly state: PracticeState;
  readonly truth: Truth;
}

/**
 * A POST to the practice token endpoint, answered strictly by RFC 6749 sections 2.3, 3.2, 5.1, 5.2 and 6, with rotation
 * and reuse detection (RFC 9700 section 4.14.2). `now` is in milliseconds since the epoch. The order of the checks is
 * fixed: the form, the client, the grant, the token, the scope; in Keap's dialect the client comes before the form. The
 * lenient dialect takes what `lenient.ts` names; of tokens it is as strict as the others.
 */
export function answer(request: PracticeRequest, state: PracticeState, now: number, ids: FreshIds): PracticeAnswer {
  const dialect = parseDialect(request.query);
  if (!dialect) return refuse(UNKNOWN_DIALECT, "rfc", state);
  const isLenient = dialect === "lenient";
  const form = isLenient ? parseLeniently(request) : parseParameters(request);
  const isKeapUnread = dialect === "keap" && !form.ok && form.refusal.unread;
  if (!form.ok && !isKeapUnread) return refuse(form.refusal, dialect, state);
  const parameters: Parameters = form.ok ? form.value : new Map();
  const authorization = headerOf(request, "authorization");
  const client = isLenient
    ? authenticateLeniently(authorization, parameters)
    : authenticate(authorization, parameters, dialect);
  if (!client.ok) return refuse(client.refusal, dialect, state);
  if (!form.ok) return refuse(form.refusal, dialect, state);
  const token = checkGrant(client.value, parameters, decodeBytes(request.body));
  if (!token.ok) return refuse(token.refusal, dialect, state);
  const family = findFamily(state, token.value);
  const dead = checkToken(token.value, client.value, family, now);
  if (dead) return refuse(dead, dialect, family ? punishReuse(state, family, dead, now) : state);
  if (!family) throw new Error("a token without a family was accepted");
  const scope = checkScope(parameters.get("scope"), family.scope);
  if (!scope.ok) return refuse(scope.refusal, dialect, state);
  const next = rotate(family, client.value, ids, now);
  return {
    reply: formatSuccess({
      access_token: next.accessTokens.at(-1) ?? "",
      token_type: dialect === "keap" ? "bearer" : "Bearer",
      expires_in: dialect === "keap" ? 86_400 : 3_600,
      refresh_token: next.current,
      scope: scope.value,
    }),
    state: keepFamily(state, next, now),
    truth: {
      rule: null,
      sentence: `The ${isLenient ? "server takes the request" : "request is right"}; the refresh token was replaced.`,
    },
  };
}

const UNKNOWN_DIALECT: Refusal = {
  error: "invalid_request",
  description: `The dialect in the address is none of ${DIALECTS.join(", ")}.`,
  truth: { rule: "wrong-endpoint", sentence: "The address asks for a dialect that the server does not speak." },
  unread: false,
};

/** `?dialect=`; RFC 6749's own where the address names none. */
function parseDialect(query: string): Dialect | undefined {
  const pair = query.split("&").find((each) => each.startsWith("dialect="));
  const name = pair === undefined ? "rfc" : decodeFormText(pair.slice("dialect=".length));
  return DIALECTS.find((dialect) => dialect === name);
}

function refuse(refusal: Refusal, dialect: Dialect, state: PracticeState): PracticeAnswer {
  return { reply: formatRefusal(refusal, dialect), state, truth: refusal.truth };
}

/** The refresh token that is presented, if the grant is the refresh grant and the client may use it. */
function checkGrant(client: PracticeClient, parameters: Parameters, body: string): Step<string> {
  if (parameters.get("grant_type") !== "refresh_token") {
    const sentence = "The grant_type is not refresh_token, the only one that is served here.";
    return refused("unsupported_grant_type", "Only refresh_token is supported.", "wrong-grant-type", sentence);
  }
  if (!client.mayRefresh) {
    const sentence = "The client is registered without the refresh_token grant.";
    return refused("unauthorized_client", "The client may not use this grant.", "unauthorized-client", sentence);
  }
  const token = parameters.get("refresh_token");
  if (token !== undefined) return { ok: true, value: token };
  const [rule, sentence] = explainMissing(parameters, body);
  return refused("invalid_request", "refresh_token is missing.", rule, sentence);
}

function explainMissing(parameters: Parameters, body: string): [rule: string, sentence: string] {
  if (hasMisspelled(parameters, "refresh_token")) {
    return ["misspelled-parameter", "refresh_token is spelled in another way."];
  }
  return isSentEmpty(body, "refresh_token")
    ? ["empty-value", "refresh_token has no value."]
    : ["missing-refresh-token", "refresh_token is missing."];
}

/** Why the token is refused; undefined if it is the live one of a family of this client. */
function checkToken(
  token: string,
  client: PracticeClient,
  family: TokenFamily | undefined,
  now: number,
): Refusal | undefined {
  const isOwn = family?.clientId === client.id;
  if (isOwn && token === family.current && !family.revoked && family.expiresAt > now) return undefined;
  // RFC 6749 section 10.4: a refresh token is bound to the client it was issued to.
  const rule = family && !isOwn ? "wrong-client" : explainToken(token, family, now);
  return {
    error: "invalid_grant",
    description: "The refresh token is invalid, expired, revoked, or was issued to another client.",
    truth: { rule, sentence: `The token is refused: ${rule.replaceAll("-", " ")}.` },
    unread: false,
  };
}

/** RFC 9700 section 4.14.2: a token that comes back after its rotation may be a thief's, so its whole family dies. */
function punishReuse(state: PracticeState, family: TokenFamily, refusal: Refusal, now: number): PracticeState {
  const isReuse = refusal.truth.rule === "refresh-token-rotated";
  return isReuse && !family.revoked ? keepFamily(state, revoke(family), now) : state;
}

/** The scope of the access token: what was granted, or the part of it that is asked for (RFC 6749 sections 3.3 and 6). */
function checkScope(asked: string | undefined, granted: string): Step<string> {
  if (asked === undefined) return { ok: true, value: granted };
  const isWellFormed = /^[!#-[\]-~]+(?: [!#-[\]-~]+)*$/.test(asked);
  const all = granted.split(" ");
  if (isWellFormed && asked.split(" ").every((each) => all.includes(each))) return { ok: true, value: asked };
  const sentence = "The scope asks for more than was granted, or is not a list with single blanks.";
  return refused("invalid_scope", "The scope is malformed or exceeds what was granted.", "scope-widened", sentence);
}
