import { rfc9110 } from "../../oauth/spec.ts";
import { printedOf } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { atUrl } from "../place.ts";
import { printed } from "../right-request.ts";

/** The certificate is checked before anything is sent. RFC 9110 section 4.3.4. */
export default defineRule({
  id: "tls-failure",
  severity: "error",
  title: "The encrypted connection failed",
  summary: "No TLS connection came about, so the request was not sent.",
  spec: rfc9110("4.3.4"),
  messages: {
    failed: {
      title: "No trusted TLS connection to {host} came about",
      detail:
        "Nothing was sent: neither the secret nor the token left your machine. Causes, the likeliest first: the certificate is self-signed or of a private authority that your client does not know; it has expired, or names another host; a proxy opens the connection on the way; or the port speaks no TLS. Give the client the authority\u2019s certificate; do not switch the check off.",
    },
  },
  cleared: null,
  noFix:
    "The fault is in a certificate, a store of authorities or a TLS version; edits that switch verification off are not offered.",
  example: {
    reports: printed("curl: (60) SSL certificate problem: unable to get local issuer certificate"),
    ignores: printed("curl: (23) Failure writing output to destination"),
  },
  page: {
    why: "A token request carries a long-lived secret, so a client sends it only after the server has proved its name. Switching the check off (curl -k, verify=False) makes the message go away and hands the secret to whoever answers.",
  },
  check(evidence, { report }) {
    const { request, failure } = evidence;
    const message = printedOf(evidence);
    if (failure?.kind !== "tls" && message?.rule !== "tls-failure") return;
    report("failed", request ? atUrl(request) : null, { data: { host: request?.host.text ?? "the host" } });
  },
});
