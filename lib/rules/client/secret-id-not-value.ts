import { rfc6749 } from "../../oauth/spec.ts";
import { defineRule } from "../define-rule.ts";
import { findMeant } from "../evidence.ts";
import { atParameterValue } from "../place.ts";
import { isLiteral } from "../token-request.ts";

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Microsoft Entra shows a secret's ID beside its value; only the value is a secret. */
export default defineRule({
  id: "secret-id-not-value",
  severity: "error",
  title: "The secret's ID stands in place of its value",
  summary: "Microsoft Entra lists each client secret with an ID and a value; here the ID was sent.",
  spec: rfc6749("2.3.1"),
  messages: {
    id: {
      title: "client_secret is a GUID: the secret's ID, not its value",
      detail:
        "Entra's list of client secrets has two columns, Value and Secret ID. The secret is the value, about 40 characters long; it is shown once, right after it was made. Make a new secret and copy its Value.",
    },
  },
  cleared: "client_secret is not the GUID of a secret's ID",
  noFix: "The secret's value was shown once, when it was made; where it is not kept, a new one must be made.",
  example: {
    reports:
      "curl https://login.microsoftonline.com/common/oauth2/v2.0/token -d grant_type=refresh_token -d refresh_token=r1 -d client_id=3f1c9a52-7d0e-4b68-9c21-5e8f0a6d4b73 -d client_secret=d8d5a9cc-3c55-4f06-8c5b-d92e84ea9a99",
    ignores:
      "curl https://login.microsoftonline.com/common/oauth2/v2.0/token -d grant_type=refresh_token -d refresh_token=r1 -d client_id=3f1c9a52-7d0e-4b68-9c21-5e8f0a6d4b73 -d client_secret=Xp~8Q~made.up-value-1234567890abcdefgh",
  },
  page: {
    why: "The value is hidden after the first look, and the ID next to it stays, with a copy button. The answer is AADSTS7000215, the same as for any wrong secret.",
    wrong: "client_secret=d8d5a9cc-3c55-…",
    right: "client_secret=Xp~8Q~…",
  },
  check(evidence, { report, clear }) {
    const secret = findMeant(evidence, "client_secret");
    if (evidence.provider?.id !== "microsoft-entra" || !secret || !isLiteral(secret)) return;
    if (GUID.test(secret.value.text)) report("id", atParameterValue(secret));
    else clear();
  },
});
