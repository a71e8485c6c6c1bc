import { findMisspelled } from "../../oauth/params.ts";
import { rfc6749 } from "../../oauth/spec.ts";
import { isCutShort } from "../command.ts";
import { defineRule } from "../define-rule.ts";
import { findMeant } from "../evidence.ts";
import { atParameter } from "../place.ts";
import { PRINTED } from "../printed.ts";

const CLIENT_ID = ["client_id"];

/** A secret without an id belongs to nobody. RFC 6749 sections 2.3.1 and 3.2.1. */
export default defineRule({
  id: "missing-client-id",
  severity: "error",
  title: "No client_id",
  summary: "The request carries a client secret, but not the id that it belongs to.",
  spec: rfc6749("2.3.1"),
  messages: {
    printed: PRINTED,
    secret: {
      title: "There is a client_secret, but no client_id",
      detail: "The server looks the client up by its id before it compares the secret.",
    },
    basic: {
      title: "The id in the Basic credentials is empty",
      detail: "The text before the colon is the client id, and there is none.",
    },
  },
  cleared: "client_id is in the request",
  noFix: "The client's id is not in the text.",
  example: {
    reports:
      "curl https://auth.example.com/token -d client_secret=s3cret -d grant_type=refresh_token -d refresh_token=r1",
    ignores:
      "curl https://auth.example.com/token -d client_id=id1 -d client_secret=s3cret -d grant_type=refresh_token -d refresh_token=r1",
    more: [
      {
        text: '{"error":"invalid_request","error_description":"Could not determine client ID from request."}',
        provider: "google",
      },
      "curl https://auth.example.com/token -u :s3cret -d grant_type=refresh_token -d refresh_token=r1",
    ],
  },
  page: {
    why: "Id and secret are a pair. With only one half of it the server answers invalid_client or invalid_request.",
    wrong: "client_secret=…&grant_type=refresh_token",
    right: "client_id=…&client_secret=…&grant_type=refresh_token",
  },
  check(evidence, { report, clear }) {
    const { meant, provider, authorization } = evidence;
    const id = meant.find(({ name }) => name.text === "client_id" || name.text === provider?.clientIdName);
    if (id && id.value.text !== "") return clear();
    if (id?.from === "authorization") {
      if (authorization?.credentials?.id === "") report("basic", atParameter(id));
      return;
    }
    if (isCutShort(evidence)) return;
    const secret = findMeant(evidence, "client_secret");
    if (!secret || secret.value.text === "" || id || authorization || provider?.id.startsWith("stripe")) return;
    if (!meant.some(({ name }) => findMisspelled(name.text, CLIENT_ID))) report("secret", atParameter(secret));
  },
});
