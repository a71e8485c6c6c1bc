import { rfc6749 } from "../../oauth/spec.ts";
import { phaseOf } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { findMeant } from "../evidence.ts";
import { atParameterValue } from "../place.ts";
import { isLiteral } from "../token-request.ts";

/** Forms in which password hashes are stored; no secret looks like that by chance. */
const STORED =
  /^(?:pbkdf2_sha\d+\$\d+\$|bcrypt(?:_sha256)?\$|argon2\w*\$|scrypt\$|sha1\$|md5\$|\$2[abxy]\$\d\d\$|\$argon2(?:id|i|d)\$|\$(?:5|6|y|scrypt)\$|\{(?:bcrypt|SSHA|SHA|pbkdf2|argon2|noop)[^}]*\})/i;
/** Base64 of 32 or 64 bytes: what IdentityServer stores in place of a secret (SHA-256, SHA-512). */
const DIGEST = /^(?:[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==)$/;

/** The server stores a hash of the secret; the client must send the secret itself. RFC 6749 section 2.3.1. */
export default defineRule({
  id: "hashed-client-secret",
  severity: "error",
  title: "The secret is a stored hash",
  summary: "What is sent as client secret is the hash that the server keeps of it.",
  spec: rfc6749("2.3.1"),
  messages: {
    hash: {
      title: "The client secret is a hash, copied from the server's own store",
      detail:
        "A server keeps a hash and compares it with the hash of what is sent. Sending the hash itself never fits. Use the secret that was shown when the client was made; if nobody kept it, set a new one.",
    },
  },
  cleared: "The client secret is no stored hash",
  noFix: "A hash cannot be turned back into the secret.",
  example: {
    reports:
      "curl https://auth.example.com/token -d client_id=id1 --data-urlencode 'client_secret=pbkdf2_sha256$600000$Q9vWmE3x$kY0=' -d grant_type=refresh_token -d refresh_token=r1",
    ignores:
      "curl https://auth.example.com/token -d client_id=id1 -d client_secret=s3cret -d grant_type=refresh_token -d refresh_token=r1",
    more: [
      {
        text: "curl https://auth.example.com/connect/token -d client_id=id1 --data-urlencode client_secret=K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols= -d grant_type=refresh_token -d refresh_token=r1",
        response: { status: 400, body: '{"error":"invalid_client"}' },
      },
    ],
  },
  page: {
    why: "Newer versions of Django OAuth Toolkit, IdentityServer and Spring show the stored form of a secret in their admin pages and databases, where it looks like any random text.",
  },
  check(evidence, { report, clear }) {
    const secret = findMeant(evidence, "client_secret");
    if (!secret || !isLiteral(secret)) return;
    const { text } = secret.value;
    const path = evidence.request?.target.text.split("?")[0] ?? "";
    const isDigest = DIGEST.test(text) && path.endsWith("/connect/token") && phaseOf(evidence) === "client";
    if (STORED.test(text) || isDigest) report("hash", atParameterValue(secret));
    else clear();
  },
});
