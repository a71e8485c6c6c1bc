import { decodeFormText } from "../../http/form.ts";
import { rfc6749 } from "../../oauth/spec.ts";
import { unknownsOf } from "../../text/traced.ts";
import { defineRule } from "../define-rule.ts";
import { atParameterValue } from "../place.ts";
import { replaceValues } from "../replace-value.ts";
import { isLiteral } from "../token-request.ts";

const CHECKED = /^(?:client_id|client_secret|refresh_token|code|redirect_uri|scope)$/;
/** Encoded forms of what values are encoded for. */
const ENCODED = /%(?:2[0-9BCF]|3[ABDF]|40|5[BDE]|7C|25)/i;

/** A value that is encoded twice is decoded once, and remains encoded. RFC 6749 appendix B. */
export default defineRule({
  id: "double-encoded-value",
  severity: "error",
  title: "A value is encoded twice",
  summary: "After decoding, the value still holds percent codes: it was encoded twice.",
  spec: rfc6749("B"),
  messages: {
    twice: {
      title: "{name} was percent-encoded twice",
      detail:
        "The server decodes once and gets a value that still holds {code}. It was encoded before already; send it as it was issued, and encode once.",
    },
    function: {
      title: "{name} is percent-encoded by the program, and again by the form",
      detail:
        "What writes the form encodes every value by itself. The server decodes once and gets a value that still holds percent codes, wherever the value has a character that is encoded. Hand the value over as it was issued.",
    },
  },
  cleared: null,
  example: {
    reports:
      "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token --data-urlencode refresh_token=1%2F%2F0gAb",
    ignores:
      "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token --data-urlencode refresh_token=1//0gAb",
    more: [
      "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=1%252F%252F0gAb",
      'requests.post("https://auth.example.com/token", auth=(cid, cs), data={"grant_type": "refresh_token", "refresh_token": urllib.parse.quote(rt)})',
    ],
  },
  page: {
    why: "Codes and tokens that are copied from a redirect URL are encoded already. A client that encodes them again turns %2F into %252F, and the server, decoding once, sees %2F instead of the slash.",
    wrong: "code=4%252F0Aa…",
    right: "code=4%2F0Aa…",
  },
  check(evidence, { report }) {
    for (const parameter of evidence.meant) {
      if (unknownsOf(parameter.value).some((name) => name.startsWith("twice percent-encoded ")))
        report("function", atParameterValue(parameter), { data: { name: parameter.name.text } });
      if (!CHECKED.test(parameter.name.text) || parameter.from === "authorization" || !isLiteral(parameter)) continue;
      // Whoever encodes once encodes all of it: a value that still holds raw special characters was not encoded before.
      if (!/^[\w.~*!'()%-]+$/.test(parameter.value.text)) continue;
      const code = ENCODED.exec(parameter.value.text)?.[0];
      if (!code) continue;
      const text = decodeFormText(parameter.value.text.replaceAll("+", "%2B"));
      const edits = replaceValues(evidence, [{ parameter, text }]);
      const fix = edits && { title: "Encode the value once", edits };
      report("twice", atParameterValue(parameter), { data: { name: parameter.name.text, code }, fix });
    }
  },
});
