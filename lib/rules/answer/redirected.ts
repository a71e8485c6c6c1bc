import { formatUrl } from "../../http/request.ts";
import { rfc9110 } from "../../oauth/spec.ts";
import { knownReplyOf, replyOf } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { type Evidence, findMeant } from "../evidence.ts";
import { atUrl } from "../place.ts";
import { answered, RIGHT_REQUEST } from "../right-request.ts";

/** A client that follows 301, 302 or 303 sends a GET without the body. RFC 9110 section 15.4. */
export default defineRule({
  id: "redirected",
  severity: "error",
  title: "The server sends the request elsewhere",
  summary: "A redirect instead of an answer: following it would lose the body, or hand the secret to another host.",
  spec: rfc9110("15.4"),
  messages: {
    redirect: {
      title: "The server redirects (status {status}) instead of answering",
      detail: "{effect} Send the request to the right address at once{target}.",
    },
    followed: {
      title: "A redirect was followed, and the body was lost on the way",
      detail:
        "The command follows redirects (-L). With 301, 302 and 303 curl then sends a GET without the body, so that the last server finds no grant_type, though you sent one. Use the address that the redirect leads to, without -L.",
    },
  },
  cleared: null,
  noFix: "The address comes from the answer, and secrets go to no address that you have not looked at.",
  example: {
    reports: {
      text: RIGHT_REQUEST,
      response: { status: 302, headers: [["Location", "https://www.example.com/token"]], body: "" },
    },
    ignores: answered(400, '{"error":"invalid_grant"}'),
    more: [
      {
        text: "curl -L https://www.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
        response: {
          status: 400,
          body: '{"error":"invalid_request","error_description":"Invalid grant_type parameter or parameter missing"}',
        },
      },
    ],
  },
  page: {
    why: "A redirect is made for pages. For 301, 302 and 303 clients turn the POST into a GET and drop the body; for 307 and 308 they repeat it, secret and all, but most drop the Authorization header when the host changes. The token server then says that grant_type is missing or that the client is unknown.",
  },
  check(evidence, { report, found }) {
    const reply = replyOf(evidence);
    const { request } = evidence;
    if (!reply) return;
    const place = request ? atUrl(request) : null;
    if (reply.status >= 300 && reply.status < 400 && reply.status !== 304) {
      if (found.some(({ rule }) => rule === "cleartext-http") && isUpgrade(evidence)) return;
      const target = locationOf(evidence);
      return report("redirect", place, {
        data: {
          status: String(reply.status),
          effect: effectOf(reply.status, isOtherHost(evidence)),
          target: target === undefined ? "" : `: the redirect leads to ${target}`,
        },
      });
    }
    if (isLost(evidence)) report("followed", place);
  },
});

function effectOf(status: number, otherHost: boolean): string {
  if (status === 301 || status === 302 || status === 303) {
    return "A client that follows it turns the POST into a GET and drops the body.";
  }
  return otherHost
    ? "A client that follows it repeats the body at another host, without the Authorization header."
    : "A client that follows it repeats the request, secrets and all.";
}

/** Scheme, host and path; a query may hold secrets. */
function locationOf({ reply, request }: Evidence): string | undefined {
  const location = reply?.headers.find(([name]) => name.toLowerCase() === "location")?.[1];
  const base = request ? formatUrl(request) : undefined;
  if (!location || !URL.canParse(location, base)) return undefined;
  const url = new URL(location, base);
  return /^https?:$/.test(url.protocol) ? `${url.origin}${url.pathname}` : undefined;
}

function isOtherHost(evidence: Evidence): boolean {
  const target = locationOf(evidence);
  return target !== undefined && new URL(target).host !== evidence.request?.host.text.toLowerCase();
}

/** From http to the same address under https. */
function isUpgrade(evidence: Evidence): boolean {
  const target = locationOf(evidence);
  return (
    target?.startsWith("https:") === true && new URL(target).hostname === evidence.request?.host.text.split(":")[0]
  );
}

/** curl -L, a grant_type that was sent, and a server that found none. */
function isLost(evidence: Evidence): boolean {
  const follows = evidence.curl?.options.some(({ name, on }) => on && name === "location");
  const keepsPost = evidence.curl?.options.some(({ name }) => /^post30[123]$/.test(name));
  const sent = evidence.understood?.parameters.some(({ name, from }) => name.text === "grant_type" && from === "body");
  if (!follows || keepsPost || !sent || !findMeant(evidence, "grant_type")) return false;
  const words = replyOf(evidence)?.words ?? "";
  return knownReplyOf(evidence)?.rule === "missing-grant-type" || /grant_type.{0,40}(?:missing|required)/i.test(words);
}
