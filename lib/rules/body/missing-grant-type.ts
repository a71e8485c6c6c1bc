import { readBody } from "../../oauth/body.ts";
import { rfc6749 } from "../../oauth/spec.ts";
import { defineRule } from "../define-rule.ts";
import { findMeant } from "../evidence.ts";
import { atBody } from "../place.ts";

/** A token server reads grant_type from the body; without it, it cannot tell what is asked. RFC 6749 section 6. */
export default defineRule({
  id: "missing-grant-type",
  severity: "error",
  title: "No grant_type",
  summary: "The request does not say which grant it uses: grant_type=refresh_token is missing.",
  spec: rfc6749("6"),
  messages: {
    missing: {
      title: "The body has no grant_type",
      detail: "A token server needs grant_type=refresh_token in the form body to know what is asked of it.",
    },
  },
  cleared: "grant_type is in the body, spelled right",
  example: {
    reports: `POST https://auth.example.com/token
Authorization: Basic aWQxOnMzY3JldA==
Content-Type: application/x-www-form-urlencoded

refresh_token=r1`,
    ignores: `POST https://auth.example.com/token
Authorization: Basic aWQxOnMzY3JldA==
Content-Type: application/x-www-form-urlencoded

grant_type=refresh_token&refresh_token=r1`,
  },
  check({ request, understood, meant, provider }, { report, clear }) {
    if (!request || !understood || provider?.noGrantType || provider?.grantTypeName) return;
    if (understood.parameters.some(({ name, from }) => from === "body" && name.text === "grant_type")) return clear();
    // Another rule knows why it is not there: a misspelled name, another format, another place.
    const { kind } = readBody(request);
    if (kind !== "form" && kind !== "empty" && kind !== "absent") return;
    if (findMeant({ meant }, "grant_type")) return;
    report("missing", atBody(request));
  },
});
