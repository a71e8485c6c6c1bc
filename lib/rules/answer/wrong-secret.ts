import { rfc6749 } from "../../oauth/spec.ts";
import { findConclusion, isRefusalExplained, replyOf, saidBy } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { placeOfClient } from "../grant.ts";
import { answered, RIGHT_REQUEST } from "../right-request.ts";

/** The client was not recognised, though its credentials came in the right form. RFC 6749 section 5.2. */
export default defineRule({
  id: "wrong-secret",
  severity: "error",
  title: "The client's credentials are refused",
  summary: "The request is right in form; the server does not accept this client id with this secret.",
  spec: rfc6749("5.2"),
  messages: {
    refused: {
      title: "The server refuses this client id with this secret",
      detail:
        "The request is right in form: it came as far as the client ({said}). {meaning} Copy both values anew from the app's settings. A secret that was replaced, that has expired, or that belongs to another environment looks the same.",
    },
    confirmed: {
      title: "The server refuses the client, as was to be expected",
      detail: "Its answer ({said}) confirms what was found in the credentials; mend that first.",
    },
  },
  cleared: null,
  noFix: "The right secret is in the settings of the app, not in the text.",
  example: {
    reports: answered(401, '{"error":"invalid_client"}'),
    ignores: answered(400, '{"error":"invalid_grant"}'),
    more: [
      {
        text: RIGHT_REQUEST.replace("aWQxOnMzY3JldA==", "dW5kZWZpbmVkOnVuZGVmaW5lZA=="),
        response: { status: 401, body: '{"error":"invalid_client"}' },
      },
    ],
  },
  page: {
    why: "A token server looks at the client before it looks at the token. invalid_client means that it read the request and stopped there. Where the encoding of the header or of the body is at fault, this page is not the one you see: the request was checked, and what is left are the values.",
  },
  check(evidence, { report, found }) {
    const reply = replyOf(evidence);
    if (!reply) return;
    if (isRefusalExplained(evidence, found)) {
      return report("confirmed", placeOfClient(evidence), { data: { said: saidBy(reply) }, severity: "info" });
    }
    const conclusion = findConclusion(evidence, found);
    if (conclusion?.rule !== "wrong-secret") return;
    report("refused", placeOfClient(evidence), {
      data: { said: conclusion.said, meaning: conclusion.known?.meaning ?? "" },
    });
  },
});
