import { findMisspelled } from "../../oauth/params.ts";
import { rfc6749 } from "../../oauth/spec.ts";
import { isKnown } from "../../text/traced.ts";
import { isCutShort } from "../command.ts";
import { defineRule } from "../define-rule.ts";
import { type Evidence, findMeant } from "../evidence.ts";
import { atBody, atSpan } from "../place.ts";
import { PRINTED } from "../printed.ts";
import { findGrant, isClientRefused, isTokenRequest } from "../token-request.ts";

const CLIENT_PARAMETERS = ["client_id", "client_secret"];

/** A confidential client must authenticate, and every client must say who it is. RFC 6749 sections 2.3, 3.2.1 and 6. */
export default defineRule({
  id: "missing-client-auth",
  severity: "error",
  title: "The client does not authenticate",
  summary: "The request carries no client credentials: no Authorization header, no client_id and client_secret.",
  spec: rfc6749("3.2.1"),
  messages: {
    printed: PRINTED,
    nothing: {
      title: "Nothing in the request says which client sends it",
      detail:
        "There is no Authorization: Basic header, and no client_id in the body. A refresh token belongs to one client, and the server must know that it is you.",
    },
    secret: {
      title: "The request has a client_id, but no client secret",
      detail:
        "Only public clients (apps without a server) go without a secret. The server did not accept this one: send the secret by Authorization: Basic or as client_secret in the body.",
    },
    challenge: {
      title: "The credentials are sent only after the server asks for them",
      detail:
        "The client first sends the request without them and waits for a 401 with a challenge. Token servers often answer without one, so the credentials never go out. Send the Authorization header itself.",
    },
  },
  cleared: "The client authenticates: {how}",
  noFix: "The client's id and secret are not in the text.",
  example: {
    reports: "curl https://auth.example.com/token -d grant_type=refresh_token -d refresh_token=r1",
    ignores: "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    more: [
      { text: '{"error":"invalid_client","error_description":"Invalid client"}', provider: "spotify" },
      {
        shell: "powershell",
        text: "Invoke-RestMethod -Method Post -Uri https://auth.example.com/token -Credential $cred -Body @{ grant_type = 'refresh_token'; refresh_token = 'r1' }",
      },
      {
        text: "curl https://auth.example.com/token -d grant_type=refresh_token -d refresh_token=r1 -d client_id=id1",
        response: { status: 401, body: '{"error":"invalid_client"}' },
      },
    ],
  },
  page: {
    why: "A refresh token is bound to the client that it was issued to. Without credentials the server cannot check that, and answers invalid_client, sometimes invalid_request or 401 without a body.",
    wrong: "curl … -d grant_type=refresh_token -d refresh_token=…",
    right: "curl … -u CLIENT_ID:CLIENT_SECRET -d grant_type=refresh_token -d refresh_token=…",
  },
  check(evidence, { report, clear, found }) {
    const { request, meant, authorization, provider } = evidence;
    if (!request || !isTokenRequest(evidence) || meant.some(({ name }) => !isKnown(name))) return;
    const waiting = evidence.notes.find(({ kind }) => kind === "credentials-after-challenge");
    if (waiting && !authorization) {
      const severity = isClientRefused(evidence) ? "error" : "warning";
      return report("challenge", atSpan(waiting.span), { severity });
    }
    if (found.some(({ rule }) => rule === "headers-merged")) return;
    const how = methodOf(evidence);
    if (how) return clear({ how });
    if (authorization || meant.length === 0 || hasClientHeaders(evidence) || isCutShort(evidence)) return;
    if (meant.some(({ name }) => findMisspelled(name.text, CLIENT_PARAMETERS))) return;
    const hasId = [provider?.clientIdName ?? "client_id", "client_id"].some(
      (name) => (findMeant(evidence, name)?.value.text ?? "") !== "",
    );
    if (!hasId) {
      if (provider?.id !== "clover" && findGrant(evidence) !== undefined) report("nothing", atBody(request));
      return;
    }
    if (isClientRefused(evidence)) report("secret", atBody(request));
  },
});

function methodOf(evidence: Evidence): string | undefined {
  const { authorization } = evidence;
  if (authorization?.scheme === "basic" && authorization.facts.length === 0) return "by Authorization: Basic";
  if ((findMeant(evidence, "client_secret")?.value.text ?? "") !== "") return "by client_secret in the body";
  if ((findMeant(evidence, "client_assertion")?.value.text ?? "") !== "") return "by a signed assertion";
  return evidence.curl?.options.some(({ name }) => name === "cert") ? "by a certificate" : undefined;
}

/** Credentials that were put into headers of their own: params-in-headers tells that. */
function hasClientHeaders({ request }: Evidence): boolean {
  return request?.headers.some(({ name }) => /^client[-_]?(?:id|secret)$/i.test(name.text)) ?? false;
}
