import { rfc6749 } from "../../oauth/spec.ts";
import { isKnown } from "../../text/traced.ts";
import { defineRule } from "../define-rule.ts";
import { findMeant } from "../evidence.ts";
import { atValue } from "../place.ts";
import { isLiteral } from "../token-request.ts";

/** The id comes first, then the secret. RFC 6749 section 2.3.1. */
export default defineRule({
  id: "credentials-swapped",
  severity: "error",
  title: "Id and secret are swapped",
  summary: "What stands as the client id has the shape of a secret, and the other way round.",
  spec: rfc6749("2.3.1"),
  messages: {
    shape: {
      title: "Client id and client secret are swapped",
      detail:
        "By their shape, what is sent as client_secret is an id of {provider}, and what is sent as client_id is not.",
    },
    secret: {
      title: "Client id and client secret are swapped",
      detail: "By its shape, what is sent as client_id is a secret of {provider}.",
    },
  },
  cleared: null,
  noFix: "The shape of the values is strong evidence, but only the settings of the app tell which is which.",
  example: {
    reports: {
      text: "curl https://oauth2.googleapis.com/token -d client_id=GOCSPX-made_up_value_not_real_01 -d client_secret=418203957716-q7m2v9k4x1c8b5n0t3r6w2y8p5s1d4f7.apps.googleusercontent.com -d grant_type=refresh_token -d refresh_token=1//0gAb",
    },
    ignores: {
      text: "curl https://oauth2.googleapis.com/token -d client_id=418203957716-q7m2v9k4x1c8b5n0t3r6w2y8p5s1d4f7.apps.googleusercontent.com -d client_secret=GOCSPX-made_up_value_not_real_01 -d grant_type=refresh_token -d refresh_token=1//0gAb",
    },
    more: [
      {
        text: "curl https://oauth2.googleapis.com/token -d client_id=GOCSPX-made_up_value_not_real_01 -d client_secret=made_up -d grant_type=refresh_token -d refresh_token=1//0gAb",
      },
    ],
  },
  page: {
    why: "Both are random text, and in Basic only their order tells them apart: the id comes before the colon.",
    wrong: "-u SECRET:ID",
    right: "-u ID:SECRET",
  },
  check(evidence, { report }) {
    const { provider } = evidence;
    const id = findMeant(evidence, "client_id");
    const secret = findMeant(evidence, "client_secret");
    if (!provider?.shapes || !id || !secret || !isLiteral(id) || !isLiteral(secret) || !isKnown(id.value)) return;
    const { clientId, clientSecret } = provider.shapes;
    const place = atValue(`${id.from}.client_id`, id.value, secret.value);
    const data = { provider: provider.name };
    if (clientId?.test(secret.value.text) && !clientId.test(id.value.text)) return report("shape", place, { data });
    if (clientSecret?.test(id.value.text) && !clientSecret.test(secret.value.text)) report("secret", place, { data });
  },
});
