import { rfc6749 } from "../../oauth/spec.ts";
import type { Provider } from "../../providers/provider.ts";
import { findConclusion, rightBecause } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { placeOfToken, providerName } from "../grant.ts";
import { answered } from "../right-request.ts";

/** invalid_grant covers every death of a refresh token, and does not tell them apart. RFC 6749 section 5.2. */
export default defineRule({
  id: "refresh-token-dead",
  severity: "error",
  title: "The refresh token is no longer accepted",
  summary:
    "The request is right; the refresh token was used before, expired, was revoked, or belongs to another client.",
  spec: rfc6749("5.2"),
  messages: {
    dead: {
      title: "The refresh token is no longer accepted",
      detail:
        "{right} {meaning} What it died of the reply does not tell. At {provider}, the likeliest first: {deaths} Use the newest refresh token that the server gave out; without one the user must sign in again.",
    },
  },
  cleared: null,
  noFix: "The request is right; the token has to be replaced, by the newest one or by a new consent.",
  example: {
    reports: answered(400, '{"error":"invalid_grant"}'),
    ignores: answered(401, '{"error":"invalid_client"}'),
    more: [answered(403, '{"error":"invalid_grant","error_description":"Unknown or invalid refresh token."}', "auth0")],
  },
  page: {
    why: "One code, invalid_grant, stands for five deaths: used before while the server rotates, past its time, revoked, issued to another client, or never a refresh token at all. It also is good news: a server looks at the token last, so the form of the request and the client are right.",
  },
  check(evidence, { report, found }) {
    const conclusion = findConclusion(evidence, found);
    if (conclusion?.rule !== "refresh-token-dead") return;
    report("dead", placeOfToken(evidence), {
      data: {
        right: rightBecause(conclusion, evidence),
        meaning: conclusion.known?.meaning ?? "",
        provider: providerName(evidence),
        deaths: likelyDeaths(evidence.provider).join(" "),
      },
    });
  },
});

/** How refresh tokens end at this provider, as numbered sentences, the likeliest first. */
export function likelyDeaths(provider: Provider | null): string[] {
  const lifetime = provider?.refreshTokenLifetime;
  const words: Readonly<Record<string, string>> = {
    "refresh-token-rotated": "it was used before, and a newer one has taken its place;",
    "refresh-token-expired": `it is past its time${lifetime ? ` (${lifetime})` : ""};`,
    "refresh-token-revoked": "the user or an administrator withdrew the grant;",
    "wrong-client": "it belongs to another client, environment or region;",
    "refresh-token-never-issued": "it never was a refresh token of this server.",
  };
  const order = [...(provider?.deaths ?? defaultDeaths(provider)), "refresh-token-never-issued"];
  return order.flatMap((death, i) => (words[death] ? [`${i + 1}. ${words[death]}`] : []));
}

function defaultDeaths(provider: Provider | null): string[] {
  const rest = ["refresh-token-expired", "refresh-token-revoked", "wrong-client"];
  const rotates = provider?.refreshTokenRotates ?? null;
  return rotates === false ? rest : ["refresh-token-rotated", ...rest];
}
