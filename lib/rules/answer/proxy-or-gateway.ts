import type { FailureKind } from "../../http/exchange.ts";
import { findErrorCode } from "../../oauth/error-codes.ts";
import { rfc9110 } from "../../oauth/spec.ts";
import { printedOf, replyOf } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { atUrl } from "../place.ts";
import { answered, printed, RIGHT_FORM } from "../right-request.ts";

const GATEWAY_STATUS = [407, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526];
const GATEWAY_WORDS =
  /\b(?:cloudflare|nginx|openresty|varnish|squid|akamai|incapsula|cloudfront|zscaler|haproxy|envoy|upstream (?:connect|request)|bad gateway|gateway time-?out|application gateway|awselb)\b|no healthy upstream/i;

/** Something between client and token server answered in its place. RFC 9110 sections 15.5.8 and 15.6.3. */
export default defineRule({
  id: "proxy-or-gateway",
  severity: "error",
  title: "A proxy or gateway answered",
  summary: "The answer comes from something between you and the token server.",
  spec: rfc9110("15.6.3"),
  messages: {
    gateway: {
      title: "A gateway answered, not the token server (status {status})",
      detail:
        "Something in front of the token server answers in its place: it is down, slow, or the request was not let through. Whether the token server saw the request is not known; with 502 and 504 it may have. Try again later, by hand.",
    },
    proxy: {
      title: "A proxy on your side did not let the request through",
      detail:
        "The request did not get out of your network: the proxy wants you to log in, forbids the address, or has the wrong name. Look at HTTPS_PROXY and NO_PROXY.",
    },
    used: {
      title: "The proxy {proxy} did not let the request through",
      detail:
        "{why} The request did not reach the token server. The proxy comes from {from}; NO_PROXY names hosts that are called directly.",
    },
  },
  cleared: null,
  noFix: "What answered stands between you and the token server, and no edit of the request removes it.",
  example: {
    reports: answered(502, "<html><title>502 Bad Gateway</title><center>nginx</center></html>"),
    ignores: answered(500, '{"error":"server_error"}'),
    more: [
      printed("curl: (56) CONNECT tunnel failed, response 407"),
      {
        form: RIGHT_FORM,
        failure: { kind: "refused", message: "The proxy answered 403: it did not open a tunnel." },
        proxy: { url: "http://proxy.example:3128", from: "HTTPS_PROXY", how: "CONNECT", status: 403 },
      },
    ],
  },
  page: {
    why: "Between a client and a token server stand load balancers, content networks, firewalls and company proxies. Each can answer for itself, mostly with a page. The words and the Server header tell whose it is.",
  },
  check(evidence, { report }) {
    const place = evidence.request ? atUrl(evidence.request) : null;
    const { proxy, failure } = evidence;
    if (proxy && failure && isProxyFailure(proxy.status, failure.kind)) {
      return report("used", place, { data: { proxy: proxy.url, from: proxy.from, why: failure.message } });
    }
    if (printedOf(evidence)?.rule === "proxy-or-gateway") return report("proxy", place);
    const reply = replyOf(evidence);
    if (!reply || reply.status < 400) return;
    if (reply.status === 407) return report("proxy", place);
    const isGateway = GATEWAY_STATUS.includes(reply.status);
    // A token server may say 503 itself, as JSON; a gateway's page of another status shows whose it is by its words.
    const isTimeout = reply.status === 504 && !findErrorCode(reply.error ?? "");
    if (isTimeout) return report("gateway", place, { data: { status: "504" } });
    if (reply.format === "json" || !(isGateway || (reply.status !== 404 && GATEWAY_WORDS.test(reply.words)))) return;
    report("gateway", place, { data: { status: String(reply.status) } });
  },
});

/** Without an open tunnel nothing came further than the proxy. */
function isProxyFailure(status: number | null, kind: FailureKind): boolean {
  const isOpen = status !== null && status >= 200 && status < 300;
  return !isOpen && ["refused", "reset", "dns", "protocol"].includes(kind);
}
