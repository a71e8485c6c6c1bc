import { printedOf } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { atUrl } from "../place.ts";
import { printed } from "../right-request.ts";

/** Clients look for the host in subjectAltName alone. RFC 9525 section 6.3 takes the common name out. */
export default defineRule({
  id: "certificate-common-name-only",
  severity: "warning",
  title: "The certificate names its host in the old place only",
  summary: "The certificate has the host in its common name and not in subjectAltName: newer clients refuse it.",
  spec: { name: "RFC 9525 §2", url: "https://www.rfc-editor.org/rfc/rfc9525#section-2" },
  messages: {
    old: {
      title: "The certificate names {host} in its common name only",
      detail:
        "Browsers, Go and newer libraries read subjectAltName alone and refuse this certificate; others still take it. Have it issued anew with the host as subjectAltName.",
    },
  },
  cleared: null,
  noFix: "The certificate must be issued anew, with the host among its alternative names; the request is right.",
  example: {
    reports: printed("x509: certificate relies on legacy Common Name field, use SANs instead"),
    ignores: printed("curl: (60) SSL certificate problem: unable to get local issuer certificate"),
  },
  page: {
    why: "The common name was never made for host names. It went out of use in 2000, and clients stopped reading it one by one, so one and the same server works from one program and fails from the next.",
  },
  check(evidence, { report }) {
    const { request, remote } = evidence;
    const tls = remote?.tls;
    const isOld = tls !== null && tls !== undefined && tls.subjectAltName === "" && /\bCN=/.test(tls.subject);
    if (!isOld && printedOf(evidence)?.rule !== "certificate-common-name-only") return;
    report("old", request ? atUrl(request) : null, { data: { host: request?.host.text ?? "the host" } });
  },
});
