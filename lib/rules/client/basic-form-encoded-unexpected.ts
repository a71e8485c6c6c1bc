import { decodeFormText, encodeComponent } from "../../http/form.ts";
import { rfc6749 } from "../../oauth/spec.ts";
import { defineRule } from "../define-rule.ts";
import { atHeaderValue } from "../place.ts";
import { isClientRefused } from "../token-request.ts";

/** Some servers do not undo the form-encoding that RFC 6749 section 2.3.1 asks for. */
export default defineRule({
  id: "basic-form-encoded-unexpected",
  severity: "error",
  title: "This server does not decode the Basic credentials",
  summary: "Id or secret were form-encoded as RFC 6749 asks, and this server takes them as they stand.",
  spec: rfc6749("2.3.1"),
  messages: {
    encoded: {
      title: "The {part} in Basic is form-encoded, and this server seems not to decode it",
      detail:
        "The encoding is what RFC 6749 asks for, but many servers compare what they get letter by letter. The server refused the client: try the {part} as it is, without percent-encoding.",
    },
  },
  cleared: null,
  noFix: "The server may decode after all and refuse the secret itself, so this is an attempt and no repair.",
  example: {
    reports: {
      text: "POST /connect/token HTTP/1.1\nHost: login.example.com\nAuthorization: Basic aWQxOkJ6Q0QlMkJwayUzRA==\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=refresh_token&refresh_token=r1",
      response: { status: 400, body: '{"error":"invalid_client"}' },
    },
    ignores: {
      text: "POST /connect/token HTTP/1.1\nHost: login.example.com\nAuthorization: Basic aWQxOkJ6Q0QlMkJwayUzRA==\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=refresh_token&refresh_token=r1",
      response: { status: 400, body: '{"error":"invalid_grant"}' },
    },
  },
  page: {
    why: "RFC 6749 puts form-encoding between the secret and base64; RFC 7617, which defines Basic, knows nothing of it. Servers follow the one or the other. With a secret of letters and digits both are the same.",
    wrong: "base64(id:BzCD%2Bpk%3D)",
    right: "base64(id:BzCD+pk=)",
  },
  check(evidence, { report }) {
    const { authorization } = evidence;
    const credentials = authorization?.credentials;
    if (!authorization || !credentials || authorization.facts.length > 0 || !isClientRefused(evidence)) return;
    for (const part of ["id", "secret"] as const) {
      const raw = credentials[part];
      const read = decodeFormText(raw);
      // Encoding what was read gives back what was sent only if somebody did encode.
      if (read === raw || encodeComponent(read).toLowerCase() !== raw.replaceAll("%20", "+").toLowerCase()) continue;
      return report("encoded", atHeaderValue(authorization.field), { data: { part } });
    }
  },
});
