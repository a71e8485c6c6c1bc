import { findHeader } from "../../http/request.ts";
import { rfc6750 } from "../../oauth/spec.ts";
import { defineRule } from "../define-rule.ts";
import type { Evidence } from "../evidence.ts";
import { atHeader } from "../place.ts";
import { readChallenge } from "./challenge.ts";

/** The resource server asks for another scheme than the token came with. RFC 9110 section 11.6.1. */
export default defineRule({
  id: "wrong-token-scheme",
  severity: "error",
  title: "The resource wants another scheme before the token",
  summary: "The token came as one scheme (Bearer), and the challenge names another (DPoP, a provider's own).",
  spec: rfc6750("3"),
  messages: {
    other: {
      title: "The resource asks for {wanted}, and the token came as {sent}",
      detail:
        "WWW-Authenticate names {wanted} alone. With DPoP the token works with the key alone that it was issued for; other names are a provider\u2019s own word before the token.",
    },
  },
  cleared: null,
  noFix:
    "A token works with the scheme that it was issued for, and an edit of the header does not change which that is.",
  example: {
    reports: { task: "resource", response: { status: 401, headers: [["WWW-Authenticate", 'DPoP algs="ES256"']] } },
    ignores: {
      task: "resource",
      response: { status: 401, headers: [["WWW-Authenticate", 'DPoP algs="ES256", Bearer error="invalid_token"']] },
    },
  },
  page: {
    why: "The word before the token says how it is to be checked. A token of type DPoP sent as Bearer is refused, and so is a plain one behind a word that the server does not know.",
  },
  check(evidence, { report }) {
    if (!isOtherScheme(evidence) || !evidence.reply) return;
    const header = evidence.request && findHeader(evidence.request, "Authorization");
    const wanted = readChallenge(evidence.reply).schemes.map((scheme) => NAMES[scheme] ?? scheme);
    report("other", header ? atHeader(header) : null, {
      data: { wanted: [...new Set(wanted)].join(" or "), sent: NAMES[sentScheme(evidence)] ?? sentScheme(evidence) },
    });
  },
});

const NAMES: Readonly<Record<string, string | undefined>> = { bearer: "Bearer", dpop: "DPoP", basic: "Basic" };

/** True where the challenge names schemes, and the one that was sent is none of them. */
export function isOtherScheme(evidence: Evidence): boolean {
  const { reply, task } = evidence;
  if (task !== "resource" || reply?.status !== 401) return false;
  const { schemes } = readChallenge(reply);
  return schemes.length > 0 && !schemes.includes(sentScheme(evidence));
}

function sentScheme({ request }: Evidence): string {
  const value = request ? findHeader(request, "Authorization")?.value.text : undefined;
  return (value?.split(" ", 1)[0] ?? "Bearer").toLowerCase();
}
