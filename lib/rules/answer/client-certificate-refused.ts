import { replyOf, saidBy } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { RIGHT_FORM } from "../right-request.ts";

/** The server does not take the client certificate. RFC 8705 section 2. */
export default defineRule({
  id: "client-certificate-refused",
  severity: "error",
  title: "The server refuses the client certificate",
  summary: "TLS went through; the certificate that was shown is not the one registered for this client.",
  spec: { name: "RFC 8705 §2", url: "https://www.rfc-editor.org/rfc/rfc8705#section-2" },
  messages: {
    refused: {
      title: "The server does not accept this client with this certificate",
      detail:
        "The connection was made and the request read ({said}). With tls_client_auth the subject (or the SAN) must be the registered one, letter by letter, and the issuer one that the server trusts; with self_signed_tls_client_auth the certificate itself must be in the client\u2019s JWKS. Servers often take certificates at another host only (mtls_endpoint_aliases in the metadata), and a proxy in front may take the certificate off.",
    },
  },
  cleared: null,
  noFix: "The certificate that the server expects is one that was registered with it.",
  example: {
    reports: {
      form: { ...RIGHT_FORM, clientAuth: "tls_client_auth" },
      response: { status: 401, body: '{"error":"invalid_client"}' },
    },
    ignores: { form: RIGHT_FORM, response: { status: 401, body: '{"error":"invalid_client"}' } },
  },
  page: {
    why: "With mutual TLS the handshake shows who the client is, and the body says which client_id it claims. The server compares the two. Where TLS ends at a load balancer, the certificate must be handed on to the token server.",
  },
  check(evidence, { report }) {
    const method = evidence.form?.clientAuth;
    if (method !== "tls_client_auth" && method !== "self_signed_tls_client_auth") return;
    const reply = replyOf(evidence);
    if (reply?.error !== "invalid_client" && reply?.error !== "unauthorized_client") return;
    report("refused", null, { data: { said: saidBy(reply) } });
  },
});
