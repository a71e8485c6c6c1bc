import { findHeader } from "../../http/request.ts";
import { knownReplyOf, printedOf, replyOf } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import type { Evidence } from "../evidence.ts";
import { atHeader } from "../place.ts";
import { answered, printed, RIGHT_REQUEST } from "../right-request.ts";

/** A page may read an answer of another origin only if the answer allows it. Fetch standard, CORS protocol. */
export default defineRule({
  id: "cors",
  severity: "error",
  title: "The browser withholds the answer",
  summary:
    "The request comes from a page, and the token endpoint does not let pages of other origins read its answers.",
  spec: { name: "Fetch, CORS protocol", url: "https://fetch.spec.whatwg.org/#http-cors-protocol" },
  messages: {
    withheld: {
      title: "The server answered; the browser does not let the page read it",
      detail:
        "The request has an Origin header, so a page sent it, and the answer has no Access-Control-Allow-Origin. The server did its work all the same: a rotating refresh token is spent now. Move the refresh to your server; a client secret has no place in a page.",
    },
    blocked: {
      title: "The browser blocks the request: CORS",
      detail:
        "The token endpoint does not let pages of other origins call it. No header of the request can change that. Move the refresh to your server, where the client secret belongs; only public clients with PKCE refresh in a page, at servers that allow it.",
    },
    registered: {
      title: "The server lets no page redeem this token",
      detail: "{meaning} Refresh on your server, or register the address as a single-page app.",
    },
  },
  cleared: null,
  noFix: "The server decides which pages may call it; the refresh has to move to a server of your own.",
  example: {
    reports: printed("TypeError: Failed to fetch"),
    ignores: answered(400, '{"error":"invalid_grant"}'),
    more: [
      {
        text: RIGHT_REQUEST.replace("Authorization", "Origin: https://app.example.com\nAuthorization"),
        response: { status: 200, headers: [["Content-Type", "application/json"]], body: '{"token_type":"Bearer"}' },
      },
      answered(
        400,
        '{"error":"invalid_request","error_description":"AADSTS9002326: Cross-origin token redemption is permitted only for the Single-Page Application client-type."}',
        "microsoft-entra",
      ),
    ],
  },
  page: {
    why: "fetch and XMLHttpRequest hide answers of other origins unless these carry Access-Control-Allow-Origin, and tell the page nothing but “Failed to fetch”. Token endpoints for clients with a secret leave the header out on purpose. curl and servers are not bound by it, which is why the same request works there.",
  },
  check(evidence, { report }) {
    if (printedOf(evidence)?.rule === "cors") return report("blocked", null);
    const known = knownReplyOf(evidence);
    if (known?.rule === "cors") return report("registered", null, { data: { meaning: known.meaning } });
    const origin = evidence.request && findHeader(evidence.request, "Origin");
    if (origin && isWithheld(evidence, origin.value.text)) report("withheld", atHeader(origin));
  },
});

/** An answer whose headers are at hand, with none that lets the page in. */
function isWithheld(evidence: Evidence, origin: string): boolean {
  const headers = evidence.reply?.headers ?? [];
  const reply = replyOf(evidence);
  if (!reply || reply.status < 200 || reply.status > 299 || headers.length === 0) return false;
  const host = evidence.request?.host.text.toLowerCase();
  if (!URL.canParse(origin) || new URL(origin).host === host) return false;
  return !headers.some(([name]) => name.toLowerCase() === "access-control-allow-origin");
}
