import { FORM_TYPE } from "../../http/request.ts";
import { readBody } from "../../oauth/body.ts";
import { findMisspelled, GRANT_TYPES } from "../../oauth/params.ts";
import { rfc6749 } from "../../oauth/spec.ts";
import { isKnown } from "../../text/traced.ts";
import { defineRule } from "../define-rule.ts";
import { type Evidence, findMeant } from "../evidence.ts";
import { atParameterValue } from "../place.ts";
import { replacePart } from "../rewrite.ts";
import { isRefused, replyError } from "../token-request.ts";

/** Names that people give the grants. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  code: "authorization_code",
  auth_code: "authorization_code",
  authentication_code: "authorization_code",
  authorisation_code: "authorization_code",
  refresh: "refresh_token",
  token_refresh: "refresh_token",
  refreshtoken: "refresh_token",
  access_token: "refresh_token",
  token: "refresh_token",
  bearer: "refresh_token",
  basic: "client_credentials",
  client_credential: "client_credentials",
};

/** grant_type is one of a few words, compared to the letter. RFC 6749 sections 4 and 6. */
export default defineRule({
  id: "wrong-grant-type",
  severity: "error",
  title: "grant_type names no grant",
  summary: "The value of grant_type is misspelled, or names another grant than the parameters beside it.",
  spec: rfc6749("6"),
  messages: {
    none: {
      title: "{provider} has no refresh by grant_type=refresh_token",
      detail:
        "It issues no refresh tokens. Its page among the providers tells how a token is renewed there, if at all.",
    },
    misspelled: {
      title: "grant_type is {value}; the word is {right}",
      detail: "Servers compare grant_type to the letter. {value} is no grant type, {right} is.",
    },
    unsupported: {
      title: "The server does not serve grant_type={value}",
      detail:
        "It read the request and says so (unsupported_grant_type). To use a refresh token the word is refresh_token.",
    },
    mismatch: {
      title: "grant_type is {value}, but the request carries a refresh token",
      detail: "To use a refresh token, grant_type must be refresh_token; {value} asks for something else.",
    },
  },
  cleared: "grant_type is {value}",
  example: {
    reports: "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh-token -d refresh_token=r1",
    ignores: "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    more: [
      {
        text: "curl https://graph.facebook.com/v19.0/oauth/access_token -d grant_type=refresh_token -d client_id=1234567 -d client_secret=s3cret -d refresh_token=r1",
        response: {
          status: 400,
          body: '{"error":{"message":"Invalid grant_type: refresh_token","type":"OAuthException","code":1}}',
        },
      },
      "curl https://auth.example.com/token -u id1:s3cret -d grant_type=authorization_code -d refresh_token=r1",
      {
        text: "curl https://auth.example.com/token -u id1:s3cret -d grant_type=password -d username=u -d password=p",
        response: { status: 400, body: '{"error":"unsupported_grant_type"}' },
      },
    ],
  },
  page: {
    why: "The server looks grant_type up in a short list. Anything else, refreshToken and refresh-token included, is answered with unsupported_grant_type.",
    wrong: "grant_type=refresh-token",
    right: "grant_type=refresh_token",
  },
  check(evidence, { report, clear }) {
    const grant = findMeant(evidence, "grant_type");
    if (!grant || !isKnown(grant.value) || grant.value.text.trim() === "") return;
    const value = grant.value.text;
    const trimmed = value.trim().replace(/^(["'])(.*)\1$/, "$2");
    const right = findMisspelled(trimmed, GRANT_TYPES) ?? OTHER_NAMES[trimmed.toLowerCase()];
    if (right && right !== trimmed) {
      const edits = replacePart(evidence, grant.value, right);
      const fix = edits && { title: `Write ${right}`, edits };
      return report("misspelled", atParameterValue(grant), { data: { value, right }, fix });
    }
    // Quotes around it, blanks at its ends and a second grant_type are told by rules of their own.
    const isTwice = evidence.meant.filter(({ name }) => name.text === "grant_type").length > 1;
    if (isTwice || (trimmed !== value && GRANT_TYPES.includes(trimmed))) return;
    if (value === "refresh_token" && evidence.provider?.supportsRefresh === false && isRefused(evidence))
      return report("none", atParameterValue(grant), { data: { provider: evidence.provider.name } });
    if (value === "authorization_code" && findMeant(evidence, "refresh_token") && !findMeant(evidence, "code")) {
      const edits = replacePart(evidence, grant.value, "refresh_token");
      const fix = edits && { title: "Write refresh_token", edits };
      return report("mismatch", atParameterValue(grant), { data: { value }, fix });
    }
    if (replyError(evidence) === "unsupported_grant_type" && value !== "refresh_token" && isFormRead(evidence)) {
      return report("unsupported", atParameterValue(grant), { data: { value } });
    }
    if (GRANT_TYPES.includes(value)) clear({ value });
  },
});

/** Only a form under a form's name is sure to have been read. */
function isFormRead({ request }: Evidence): boolean {
  if (!request) return false;
  const { kind, mediaType } = readBody(request);
  return kind === "form" && mediaType === FORM_TYPE;
}
