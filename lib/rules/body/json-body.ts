import { readBody } from "../../oauth/body.ts";
import { rfc6749 } from "../../oauth/spec.ts";
import { defineRule } from "../define-rule.ts";
import { atBody } from "../place.ts";

/** Token servers read forms, not JSON. RFC 6749 sections 4 and 6, appendix B. */
export default defineRule({
  id: "json-body",
  severity: "error",
  title: "The body is JSON",
  summary: "Token servers read application/x-www-form-urlencoded; in a JSON body they find no grant_type.",
  spec: rfc6749("6"),
  messages: {
    json: {
      title: "The body is JSON, and the token server reads a form",
      detail:
        "The server splits the body at & and =. What it finds is one odd parameter named {shown} and no grant_type. Send grant_type=refresh_token&refresh_token=… as application/x-www-form-urlencoded.",
    },
  },
  cleared: "the body is a form, not JSON",
  example: {
    reports: `POST https://auth.example.com/token
Authorization: Basic aWQxOnMzY3JldA==
Content-Type: application/json

{"grant_type":"refresh_token","refresh_token":"r1"}`,
    ignores: `POST https://auth.example.com/token
Authorization: Basic aWQxOnMzY3JldA==
Content-Type: application/x-www-form-urlencoded

grant_type=refresh_token&refresh_token=r1`,
  },
  check({ request, provider }, { report, clear }) {
    if (!request?.body) return;
    const { kind } = readBody(request);
    if (kind === "form") return clear();
    if (kind !== "json" || provider?.bodyFormats.includes("json")) return;
    const shown = shorten(request.body.text);
    report("json", atBody(request), { data: { shown } });
  },
});

function shorten(text: string): string {
  const line = text.trim().replace(/\s+/g, " ");
  return line.length > 32 ? `${line.slice(0, 31)}…` : line;
}
