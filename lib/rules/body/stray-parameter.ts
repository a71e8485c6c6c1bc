import { rfc6749 } from "../../oauth/spec.ts";
import { knownReplyOf, replyOf } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { atParameter } from "../place.ts";
import { answered, RIGHT_REQUEST } from "../right-request.ts";
import { findGrant } from "../token-request.ts";

/** Words of a server that does not take a parameter; which one, its name tells. */
const REFUSAL =
  /not (?:allowed|supported|expected|permitted)|unexpected|unsupported|unrecogni[sz]ed|must not|unknown param/i;

/** Parameters of the consent and of the code exchange, which a refresh has no use for. */
const OTHER_STEPS = [
  "code",
  "response_type",
  "redirect_uri",
  "code_verifier",
  "state",
  "access_type",
  "prompt",
  "nonce",
];

/** A refresh takes grant_type, refresh_token, scope and the client. RFC 6749 section 6. */
export default defineRule({
  id: "stray-parameter",
  severity: "info",
  title: "A parameter of another step is left in",
  summary: "code, response_type or redirect_uri belong to the consent and the code exchange, not to a refresh.",
  spec: rfc6749("6"),
  messages: {
    left: {
      title: "{name} belongs to another step than the refresh",
      detail: "Servers must ignore what they do not know, and most do. Leave it out: a strict server refuses it.",
    },
    refused: {
      title: "The server refuses a parameter that a refresh does not have: {name}",
      detail: "It belongs to the consent or to the exchange of the code. Leave it out of the refresh.",
    },
  },
  cleared: null,
  noFix: "Most servers ignore it, and an app that sends it on purpose knows why.",
  example: {
    reports: { text: RIGHT_REQUEST.replace("grant_type", "response_type=code&grant_type") },
    ignores: { text: RIGHT_REQUEST },
    more: [
      {
        ...answered(
          400,
          '{"error":"invalid_request","error_description":"Parameter not allowed for this message type: code"}',
          "google",
        ),
        text: RIGHT_REQUEST.replace("grant_type", "code=c1&grant_type"),
      },
    ],
  },
  page: {
    why: "The refresh is often made from a copy of the code exchange. RFC 6749 tells servers to ignore what they do not know, but code and redirect_uri are known, and some servers say invalid_request.",
    wrong: "grant_type=refresh_token&refresh_token=…&code=…&redirect_uri=…",
    right: "grant_type=refresh_token&refresh_token=…",
  },
  check(evidence, { report }) {
    if (findGrant(evidence) !== "refresh_token") return;
    const required = (evidence.provider?.requiredParams ?? []).map((param) => param.split("=")[0]);
    const stray = evidence.meant.filter(({ name }) => OTHER_STEPS.includes(name.text) && !required.includes(name.text));
    if (stray.length === 0) return;
    const words = replyOf(evidence)?.words ?? "";
    const isKnownWord = knownReplyOf(evidence)?.rule === "stray-parameter";
    const said = isKnownWord ? words.replace(/^.*type/s, "") : REFUSAL.test(words) ? words : "";
    const named = stray.find(({ name }) => new RegExp(`\\b${name.text}\\b`).test(said));
    const told = isKnownWord || named !== undefined;
    for (const parameter of told ? [named ?? stray[0]] : stray) {
      if (!parameter) continue;
      const data = { name: parameter.name.text };
      report(told ? "refused" : "left", atParameter(parameter), { data, severity: told ? "error" : "info" });
    }
  },
});
