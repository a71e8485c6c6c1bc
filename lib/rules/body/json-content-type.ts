import { FORM_TYPE, findHeader } from "../../http/request.ts";
import { readBody } from "../../oauth/body.ts";
import { rfc6749 } from "../../oauth/spec.ts";
import { defineRule } from "../define-rule.ts";
import { atHeaderValue } from "../place.ts";
import { replacePart } from "../rewrite.ts";
import { isBodyRead, isTokenRequest } from "../token-request.ts";

/** A form under the name of JSON is read by nobody: the JSON parser fails on it. RFC 6749 appendix B. */
export default defineRule({
  id: "json-content-type",
  severity: "error",
  title: "A form that calls itself JSON",
  summary: "The body is a form, but Content-Type says application/json.",
  spec: rfc6749("B"),
  messages: {
    json: {
      title: "The body is a form, but Content-Type says {type}",
      detail: `The server chooses how to read the body by its Content-Type. It must be ${FORM_TYPE}.`,
    },
  },
  cleared: "Content-Type and body agree: both are a form",
  example: {
    reports:
      "curl https://auth.example.com/token -u id1:s3cret -H 'Content-Type: application/json' -d 'grant_type=refresh_token&refresh_token=r1'",
    ignores:
      "curl https://auth.example.com/token -u id1:s3cret -H 'Content-Type: application/x-www-form-urlencoded' -d 'grant_type=refresh_token&refresh_token=r1'",
  },
  page: {
    why: "Under application/json a server hands the body to a JSON parser, or to none. The form in it is never split into parameters, so grant_type is missing.",
    wrong: "Content-Type: application/json",
    right: `Content-Type: ${FORM_TYPE}`,
  },
  check(evidence, { report, clear }) {
    if (!isTokenRequest(evidence)) return;
    const { request } = evidence;
    const field = request && findHeader(request, "Content-Type");
    if (!request || !field) return;
    const { kind, mediaType } = readBody(request);
    if (kind === "form" && mediaType === FORM_TYPE) return clear();
    if (
      kind !== "form" ||
      !mediaType ||
      isBodyRead(evidence) ||
      !/^(?:application|text)\/(?:[\w.-]+\+)?json$/.test(mediaType)
    )
      return;
    const edits = replacePart(evidence, field.value, FORM_TYPE);
    const fix = edits && { title: `Say ${FORM_TYPE}`, edits };
    report("json", atHeaderValue(field), { data: { type: mediaType }, fix });
  },
});
