import { readBody } from "../../oauth/body.ts";
import { rfc6749 } from "../../oauth/spec.ts";
import { defineRule } from "../define-rule.ts";
import { type Evidence, findMeant } from "../evidence.ts";
import { atParameter } from "../place.ts";
import { isLiteral } from "../token-request.ts";

/** "The client MUST NOT use more than one authentication method in each request." RFC 6749 section 2.3. */
export default defineRule({
  id: "two-client-auth-methods",
  severity: "warning",
  title: "The client authenticates twice",
  summary: "Credentials stand in the Authorization header and in the body; one request may use one method.",
  spec: rfc6749("2.3"),
  messages: {
    secret: {
      title: "The client's credentials are sent twice: in the header and in the body",
      detail: "A request must use one method. Leave client_secret out of the body, or the Authorization header away.",
    },
    id: {
      title: "client_id stands in the body beside the Basic header",
      detail: "The specification allows it, but this server counts it as a second method. Leave it out of the body.",
    },
    differs: {
      title: "client_id in the body is another than in the Basic header",
      detail:
        "The header says {other}, the body {id}. A server cannot tell which client it is, and refuses the request.",
    },
    assertion: {
      title: "The client sends an assertion and a secret",
      detail: "A request must use one method: either the signed assertion or the secret.",
    },
  },
  cleared: "The client authenticates by one method",
  noFix: "Either place may be the one that the server wants, so the choice is yours.",
  example: {
    reports:
      "curl https://auth.example.com/token -u id1:s3cret -d client_id=id1 -d client_secret=s3cret -d grant_type=refresh_token -d refresh_token=r1",
    ignores: "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    more: [
      {
        text: "curl https://auth.example.com/token -u id1:s3cret -d client_id=id1 -d grant_type=refresh_token -d refresh_token=r1",
        response: {
          status: 400,
          body: '{"error":"invalid_request","error_description":"Cannot supply multiple client credentials."}',
        },
      },
      "curl https://auth.example.com/token -u id1:s3cret -d client_id=id2 -d grant_type=refresh_token -d refresh_token=r1",
      "curl https://auth.example.com/token -d client_id=id1 -d client_secret=s3cret -d client_assertion=a.b.c -d grant_type=refresh_token -d refresh_token=r1",
    ],
  },
  page: {
    why: "Two methods leave it open which of them counts, so the specification forbids them and strict servers (Okta, NetSuite) refuse the request with invalid_request. Others take one of the two in silence.",
    wrong: "Authorization: Basic … and client_secret=… in the body",
    right: "Authorization: Basic … alone",
  },
  check(evidence, { report, clear }) {
    const { authorization } = evidence;
    const secret = findMeant({ meant: inBody(evidence) }, "client_secret");
    const id = findMeant({ meant: inBody(evidence) }, "client_id");
    const assertion = findMeant({ meant: inBody(evidence) }, "client_assertion");
    const severity = isRefusedForIt(evidence) ? "error" : "warning";
    if (authorization?.scheme === "basic" && secret && secret.value.text !== "") {
      return report("secret", atParameter(secret), { severity });
    }
    if (assertion && secret && assertion.value.text !== "" && secret.value.text !== "") {
      return report("assertion", atParameter(secret), { severity });
    }
    const other = findMeant({ meant: evidence.meant.filter(({ from }) => from === "authorization") }, "client_id");
    const isForm = evidence.request !== null && readBody(evidence.request).kind === "form";
    if (isForm && id && other && isLiteral(id) && isLiteral(other) && id.value.text !== other.value.text) {
      return report("differs", atParameter(id), {
        data: { id: id.value.text, other: other.value.text },
        severity: "error",
      });
    }
    if (
      authorization?.scheme === "basic" &&
      id &&
      (severity === "error" || evidence.provider?.clientIdBesideBasic === false)
    ) {
      return report("id", atParameter(id), { severity });
    }
    if (authorization?.scheme === "basic" || secret) clear();
  },
});

function inBody({ meant }: Evidence) {
  return meant.filter(({ from }) => from === "body" || from === "query");
}

function isRefusedForIt({ reply }: Evidence): boolean {
  return /multiple (?:client )?(?:credentials|authentication)|more than one (?:client )?(?:authentication|mechanism|method)/i.test(
    reply?.body ?? "",
  );
}
