import { readBody } from "../../oauth/body.ts";
import { findMisspelled } from "../../oauth/params.ts";
import { rfc6749 } from "../../oauth/spec.ts";
import { isKnown } from "../../text/traced.ts";
import { isCutShort } from "../command.ts";
import { defineRule } from "../define-rule.ts";
import { type Evidence, findMeant } from "../evidence.ts";
import type { Fix } from "../finding.ts";
import { atBody } from "../place.ts";
import { PRINTED } from "../printed.ts";
import { replacePart } from "../rewrite.ts";
import { isRefused, isTokenRequest } from "../token-request.ts";

const GRANT_TYPE = ["grant_type"];

/** A token server reads grant_type from the body; without it, it cannot tell what is asked. RFC 6749 section 6. */
export default defineRule({
  id: "missing-grant-type",
  severity: "error",
  title: "No grant_type",
  summary: "The request does not say which grant it uses: grant_type=refresh_token is missing.",
  spec: rfc6749("6"),
  messages: {
    printed: PRINTED,
    missing: {
      title: "The body has no grant_type",
      detail: "A token server needs grant_type=refresh_token in the form body to know what is asked of it.",
    },
    misspelled: {
      title: "The server finds no grant_type",
      detail: "What stands there is named {name}; a token server looks for grant_type to the letter.",
    },
  },
  cleared: "grant_type is in the body, spelled right",
  example: {
    reports: "curl https://auth.example.com/token -u id1:s3cret -d refresh_token=r1",
    ignores: "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    more: [
      {
        text: '{"error":"invalid_request","error_description":"Missing form parameter: grant_type"}',
        provider: "keycloak",
      },
      {
        text: "curl https://auth.example.com/token -u id1:s3cret -d grant-type=refresh_token -d refresh_token=r1",
        response: { status: 400, body: '{"error":"invalid_request","error_description":"grant_type is missing"}' },
      },
    ],
  },
  page: {
    why: "One token endpoint serves several grants. grant_type tells it which of them is asked for, so it is the first thing a server looks for; everything else in the request is read only after it was found.",
    wrong: "curl … -d refresh_token=…",
    right: "curl … -d grant_type=refresh_token -d refresh_token=…",
  },
  check(evidence, { report, clear }) {
    const { request, understood, meant, provider } = evidence;
    if (!request || !understood || !isTokenRequest(evidence) || provider?.noGrantType || provider?.grantTypeName)
      return;
    if (understood.parameters.some(({ name, from }) => from === "body" && name.text === "grant_type")) return clear();
    // Another rule knows why it is not there: another format, another place.
    const { kind } = readBody(request);
    if ((kind !== "form" && kind !== "empty" && kind !== "absent") || findMeant(evidence, "grant_type")) return;
    if (request.headers.some(({ name }) => name.text.toLowerCase() === "grant_type")) return;
    if (meant.some(({ name }) => !isKnown(name)) || request.method.text === "GET") return;
    if (isCutShort(evidence)) return;
    const misspelled = meant.find(({ name }) => findMisspelled(name.text, GRANT_TYPE));
    if (!misspelled) return report("missing", atBody(request), { fix: toFix(evidence) });
    // The misspelling is the cause; its effect is worth a word where the server complains of it.
    if (isRefused(evidence)) report("misspelled", atBody(request), { data: { name: misspelled.name.text } });
  },
});

function toFix(evidence: Evidence): Fix | undefined {
  const { request } = evidence;
  const first = findMeant(evidence, "refresh_token");
  if (!request?.body || first?.from !== "body") return undefined;
  const edits = replacePart(evidence, first.name, "grant_type=refresh_token&refresh_token");
  return edits && { title: "Add grant_type=refresh_token", edits };
}
