import { findErrorCode } from "../../oauth/error-codes.ts";
import { rfc6749 } from "../../oauth/spec.ts";
import { findLookalikeHost, findProviderOf } from "../../providers/find-provider.ts";
import type { Provider } from "../../providers/provider.ts";
import { knownReplyOf, printedOf, replyOf } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import type { Evidence } from "../evidence.ts";
import { atUrl } from "../place.ts";
import { isTokenRequest } from "../token-request.ts";

const AUTHORIZE = /\/(?:authori[sz]e|oauth2\/(?:v\d\/)?auth|login\/oauth\/authorize|dialog\/oauth)\/?$/i;
const TOKEN_WORDS = /token|oauth|\/connect\/|refresh/i;

/** Refreshing takes the token endpoint (RFC 6749 section 3.2), not the page where the user consents, nor the API. */
export default defineRule({
  id: "wrong-endpoint",
  severity: "error",
  title: "The address is not the token endpoint",
  summary: "The request goes to the consent page, to the API, to another region, or to a host that does not exist.",
  spec: rfc6749("3.2"),
  messages: {
    authorize: {
      title: "This is the address of the consent page, not the token endpoint",
      detail: "A browser opens it for the user to agree. A refresh goes to the token endpoint{right}.",
    },
    other: {
      title: "This is an address of {provider}, but not its token endpoint",
      detail: "A refresh goes to the token endpoint{right}.",
    },
    lookalike: {
      title: "The host looks like {near}, but is not",
      detail: "No address was found for the host as it is written. The token endpoint is at {near}.",
    },
    notFound: {
      title: "The server has no token endpoint at this address (status {status})",
      detail: "The path is wrong, was retired, or takes another method{right}.",
    },
    environment: {
      title: "The client id belongs to {environment}, which has another address",
      detail: "Ids, secrets and tokens of one environment are unknown in the other. Send it to {host}.",
    },
    known: { title: "The server says that the address does not fit", detail: "{meaning}" },
  },
  cleared: "The address is the token endpoint of {provider}",
  noFix: "Secrets go to an address only once you have looked at it, so the right one is named and not filled in.",
  example: {
    reports:
      "POST /o/oauth2/v2/auth HTTP/1.1\nHost: accounts.google.com\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=refresh_token&client_id=1.apps.googleusercontent.com&client_secret=GOCSPX-made-up&refresh_token=1//0made-up",
    ignores:
      "POST /token HTTP/1.1\nHost: oauth2.googleapis.com\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=refresh_token&client_id=1.apps.googleusercontent.com&client_secret=GOCSPX-made-up&refresh_token=1//0made-up",
    more: [
      {
        text: "POST /crm/rest/v1/token HTTP/1.1\nHost: api.infusionsoft.com\nAuthorization: Basic aWQxOnMzY3JldA==\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=refresh_token&refresh_token=r1",
        response: { status: 404, body: '{"message":"Not Found"}' },
      },
      {
        text: "POST /token HTTP/1.1\nHost: oauth2.googleapi.com\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=refresh_token&client_id=id1&client_secret=s3cret&refresh_token=r1",
        response: { status: 0, body: "curl: (6) Could not resolve host: oauth2.googleapi.com" },
      },
      {
        text: "POST /oauth2/toke HTTP/1.1\nHost: auth.example.com\nAuthorization: Basic aWQxOnMzY3JldA==\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=refresh_token&refresh_token=r1",
        response: { status: 404, body: "" },
      },
      {
        text: "POST /x/oauth2/v2.0/token HTTP/1.1\nHost: login.microsoftonline.com\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=refresh_token&client_id=id1&client_secret=s3cret&refresh_token=r1",
        response: {
          status: 400,
          body: '{"error":"invalid_request","error_description":"AADSTS90002: Tenant x not found."}',
        },
      },
      "curl https://api.ebay.com/identity/v1/oauth2/token -u Ana-Shop-SBX-0123456789-abcdef01:SBX-0123456789ab -d grant_type=refresh_token -d refresh_token=r1",
    ],
  },
  page: {
    why: "An authorization server has several addresses with similar names: one for the browser, one for tokens, one for the user's data; the API beside it has more. Each answers a token request in its own way: with a page, with 404, or with 405.",
    wrong: "https://accounts.google.com/o/oauth2/v2/auth",
    right: "https://oauth2.googleapis.com/token",
  },
  check(evidence, { report, clear, found }) {
    const { request } = evidence;
    if (!request || !isTokenRequest(evidence)) return;
    const place = atUrl(request);
    const match = findProviderOf(request);
    const reply = replyOf(evidence);
    const known = knownReplyOf(evidence);
    const right = addressOf(match?.provider ?? evidence.provider);
    const path = request.target.text.split("?")[0] ?? "";
    const answers = answersAsTokenEndpoint(evidence);
    const environment = findOtherEnvironment(evidence);
    if (environment) return report("environment", place, { data: environment });
    // invalid_client in a known meaning is about the address only where the credentials show no fault of their own.
    const isClientsFault = known?.error === "invalid_client" && found.some(({ severity }) => severity === "error");
    if (known?.rule === "wrong-endpoint" && !isClientsFault)
      return report("known", place, { data: { meaning: known.meaning } });
    if (AUTHORIZE.test(path) && !answers) return report("authorize", place, { data: { right } });
    if (match?.is === "token-endpoint" && reply?.status !== 404) return clear({ provider: match.provider.name });
    const near = !match && isUnresolved(evidence) ? findLookalikeHost(request.host.text) : undefined;
    if (near) return report("lookalike", place, { data: { near: near.host } });
    if (match && match.is !== "token-endpoint" && isSurelyOther(match.is, path, evidence)) {
      return report("other", place, { data: { provider: match.provider.name, right } });
    }
    const isExplained = found.some(({ severity }) => severity === "error");
    if (reply && [404, 405, 410].includes(reply.status) && !answers && !isExplained) {
      report("notFound", place, { data: { status: String(reply.status), right } });
    }
  },
});

/** The environment that the client id names, where the host is another environment's. */
function findOtherEnvironment({
  provider,
  request,
  meant,
}: Evidence): { environment: string; host: string } | undefined {
  const id = meant.find(({ name }) => name.text === "client_id");
  const own = provider?.environments?.find(({ clientId }) => id !== undefined && clientId.test(id.value.text));
  const here = provider?.environments?.find(({ host }) => host === request?.host.text);
  return own && here && own !== here ? { environment: own.name, host: own.host } : undefined;
}

/** The provider's own address, as the end of a sentence. */
function addressOf(provider: Provider | null | undefined): string {
  const address = provider?.tokenEndpoint ?? provider?.tokenEndpointTemplate;
  return address ? `: ${address}` : "";
}

function answersAsTokenEndpoint(evidence: Evidence): boolean {
  const reply = replyOf(evidence);
  return reply?.kind === "tokens" || (reply?.error !== null && findErrorCode(reply?.error ?? "") !== undefined);
}

function isUnresolved(evidence: Evidence): boolean {
  return evidence.failure?.kind === "dns" || printedOf(evidence)?.rule === "dns-failure";
}

/** Lists of addresses are never complete, so an unknown path alone does not tell; a path of the API or an answer does. */
function isSurelyOther(is: "other-path" | "other-host", path: string, evidence: Evidence): boolean {
  if (!TOKEN_WORDS.test(path)) return true;
  const reply = replyOf(evidence);
  if (!reply) return false;
  if (reply.kind === "html" || [301, 302, 303, 307, 308, 404, 405, 410].includes(reply.status)) return true;
  // Where a redirect was followed, the answer is another server's.
  const follows = evidence.curl?.options.some(({ name, on }) => on && name === "location") ?? false;
  return is === "other-host" && follows && reply.kind !== "tokens";
}
