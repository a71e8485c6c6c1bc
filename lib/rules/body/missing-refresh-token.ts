import { findMisspelled } from "../../oauth/params.ts";
import { rfc6749 } from "../../oauth/spec.ts";
import { isKnown } from "../../text/traced.ts";
import { isCutShort } from "../command.ts";
import { defineRule } from "../define-rule.ts";
import { type Evidence, findMeant } from "../evidence.ts";
import { atBody, atParameterValue } from "../place.ts";
import { PRINTED } from "../printed.ts";
import { findGrant, isRefused } from "../token-request.ts";

const REFRESH_TOKEN = ["refresh_token"];

/** The refresh token itself is what a refresh is about. RFC 6749 section 6. */
export default defineRule({
  id: "missing-refresh-token",
  severity: "error",
  title: "No refresh_token",
  summary: "grant_type says refresh_token, but the request carries no refresh token.",
  spec: rfc6749("6"),
  messages: {
    printed: PRINTED,
    missing: {
      title: "The request carries no refresh_token",
      detail: "grant_type=refresh_token needs the refresh token itself in a parameter named refresh_token.",
    },
    misspelled: {
      title: "The server finds no refresh_token",
      detail: "What stands there is named {name}; a token server looks for refresh_token to the letter.",
    },
    unset: {
      title: "The server got no refresh_token: the variable held nothing",
      detail:
        "The request has a place for it, but the reply says that none arrived. Look at where the token is stored: many servers issue one only if offline access was asked for.",
    },
  },
  cleared: "refresh_token is in the request",
  noFix: "The token itself is missing, and no text can supply it.",
  example: {
    reports: "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token",
    ignores: "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    more: [
      {
        text: '{"error":"invalid_request","error_description":"AADSTS900144: The request body must contain the following parameter: \'refresh_token\'."}',
        provider: "microsoft",
      },
      {
        text: "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refreshToken=r1",
        response: { status: 400, body: '{"error":"invalid_request"}' },
      },
      {
        text: `curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d "refresh_token=$RT"`,
        response: { status: 400, body: '{"error":"invalid_request","error_description":"refresh_token is missing"}' },
      },
    ],
  },
  page: {
    why: "Often the token was never stored: many servers issue one only when the scope offline_access (or a setting of their own) was asked for, and some do not repeat it in later answers.",
    wrong: "curl … -d grant_type=refresh_token",
    right: "curl … -d grant_type=refresh_token -d refresh_token=…",
  },
  check(evidence, { report, clear }) {
    const { request, meant } = evidence;
    const grant = findGrant(evidence) ?? (evidence.understood && findGrant({ meant: evidence.understood.parameters }));
    if (!request || grant !== "refresh_token") return;
    const token = findMeant(evidence, "refresh_token");
    if (token) {
      if (isKnown(token.value) || !isSaidMissing(evidence)) return clear();
      return report("unset", atParameterValue(token));
    }
    if (request.headers.some(({ name }) => name.text.toLowerCase() === "refresh_token")) return;
    if (meant.some(({ name }) => !isKnown(name))) return;
    if (isCutShort(evidence)) return;
    const misspelled = meant.find(
      ({ name }) => name.text === "token" || findMisspelled(name.text, REFRESH_TOKEN) !== undefined,
    );
    if (!misspelled) return report("missing", atBody(request));
    if (isRefused(evidence)) report("misspelled", atBody(request), { data: { name: misspelled.name.text } });
  },
});

/** The reply says that the server found none. */
function isSaidMissing({ reply }: Evidence): boolean {
  return /refresh_token\W+(?:is |was |parameter )?(?:missing|required|not found|must be)|(?:missing|required|must (?:contain|be supplied))[^.]*refresh_token/i.test(
    reply?.body ?? "",
  );
}
