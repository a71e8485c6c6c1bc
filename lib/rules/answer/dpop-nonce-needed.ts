import { replyOf } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { atHeader } from "../place.ts";
import { RIGHT_FORM } from "../right-request.ts";

/** The server asks for its nonce in the proof. RFC 9449 section 8. */
export default defineRule({
  id: "dpop-nonce-needed",
  severity: "error",
  title: "The server asks for a nonce in the DPoP proof",
  summary: "The refresh token is not spent: the same request goes through with the nonce that came with this answer.",
  spec: { name: "RFC 9449 §8", url: "https://www.rfc-editor.org/rfc/rfc9449#section-8" },
  messages: {
    given: {
      title: "The server asks for a proof that holds its nonce, and gives the nonce",
      detail:
        "The answer use_dpop_nonce is a step of the protocol and no fault: the refresh token was not used up. Send once more with the nonce of the DPoP-Nonce header and the same key. A client must do this by itself, and must keep the nonce for the next request.",
    },
    missing: {
      title: "The server asks for its nonce and does not give one",
      detail:
        "The answer is use_dpop_nonce, but it has no DPoP-Nonce header. A proxy on the way may have taken it out; otherwise it is a fault of the server.",
    },
  },
  cleared: null,
  example: {
    reports: {
      form: { ...RIGHT_FORM, dpop: true },
      response: { status: 400, headers: [["DPoP-Nonce", "n1"]], body: '{"error":"use_dpop_nonce"}' },
    },
    ignores: { form: { ...RIGHT_FORM, dpop: true }, response: { status: 400, body: '{"error":"invalid_grant"}' } },
    more: [{ form: { ...RIGHT_FORM, dpop: true }, response: { status: 400, body: '{"error":"use_dpop_nonce"}' } }],
  },
  page: {
    why: "With DPoP a token works with the client\u2019s key alone. A server that does not trust the client\u2019s clock hands out nonces and takes proofs with a fresh one only: the first request of a client is therefore always refused once.",
  },
  check(evidence, { report }) {
    const reply = replyOf(evidence);
    const said = evidence.reply?.headers.some(
      ([name, value]) => name.toLowerCase() === "www-authenticate" && /\berror="?use_dpop_nonce\b/.test(value),
    );
    if (reply?.error !== "use_dpop_nonce" && !said) return;
    const nonce = evidence.reply?.headers.find(([name]) => name.toLowerCase() === "dpop-nonce")?.[1];
    const header = evidence.request?.headers.find(({ name }) => name.text.toLowerCase() === "dpop");
    const place = header ? atHeader(header) : null;
    if (!nonce) return report("missing", place);
    report("given", place, { fix: { title: "Send with this nonce", edits: [], set: { dpopNonce: nonce } } });
  },
});
