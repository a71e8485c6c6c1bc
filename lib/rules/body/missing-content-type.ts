import { FORM_TYPE, findHeader } from "../../http/request.ts";
import { readBody } from "../../oauth/body.ts";
import { rfc6749 } from "../../oauth/spec.ts";
import { defineRule } from "../define-rule.ts";
import type { Evidence } from "../evidence.ts";
import type { Fix } from "../finding.ts";
import { atBody } from "../place.ts";
import { removeOption } from "../rewrite.ts";
import { isBodyRead, isTokenRequest } from "../token-request.ts";

/** A body needs a type, and not every client adds the right one. RFC 6749 appendix B. */
export default defineRule({
  id: "missing-content-type",
  severity: "error",
  title: "No Content-Type for the form",
  summary: "The body is sent without a form's Content-Type, so the server may not read it.",
  spec: rfc6749("B"),
  messages: {
    none: {
      title: "The body is sent without a Content-Type",
      detail: `Without it the server does not know that the body is a form. It must say ${FORM_TYPE}.`,
    },
    plain: {
      title: "The client sends the body as {type}",
      detail: `No Content-Type was given, so the client added its own. It must be ${FORM_TYPE}; in JavaScript, pass a URLSearchParams instead of a string.`,
    },
  },
  cleared: `Content-Type is ${FORM_TYPE}`,
  example: {
    reports:
      "curl https://auth.example.com/token -u id1:s3cret -H 'Content-Type:' -d 'grant_type=refresh_token&refresh_token=r1'",
    ignores: "curl https://auth.example.com/token -u id1:s3cret -d 'grant_type=refresh_token&refresh_token=r1'",
    more: [
      "fetch('https://auth.example.com/token', { method: 'POST', body: 'grant_type=refresh_token&refresh_token=r1&client_id=id1' })",
    ],
  },
  page: {
    why: "curl adds the form's type to -d by itself. fetch adds text/plain to a string, and a request written by hand has none. A server that reads bodies by their type then finds no parameters.",
    wrong: "fetch(url, { method: 'POST', body: 'grant_type=refresh_token&…' })",
    right: "fetch(url, { method: 'POST', body: new URLSearchParams({ grant_type: 'refresh_token', … }) })",
  },
  check(evidence, { report, clear }) {
    if (!isTokenRequest(evidence)) return;
    const { request } = evidence;
    if (!request?.body) return;
    const { kind, mediaType } = readBody(request);
    if (mediaType === FORM_TYPE) return clear();
    if (kind !== "form" || isBodyRead(evidence)) return;
    const field = findHeader(request, "Content-Type");
    if (!field || field.value.text.trim() === "") return report("none", atBody(request), { fix: toFix(evidence) });
    const isAdded = field.value.pieces.every(({ origin }) => origin.door === "added");
    if (isAdded && mediaType === "text/plain") report("plain", atBody(request), { data: { type: mediaType } });
  },
});

/** curl adds the right type as soon as nothing takes it away. */
function toFix(evidence: Evidence): Fix | undefined {
  const { curl, format, request, text } = evidence;
  const removing = curl?.options.find(
    ({ name, value }) => name === "header" && /^content-type:\s*$/i.test(value?.text ?? ""),
  );
  if (removing) return { title: "Let curl add its own Content-Type", edits: [removeOption(evidence, removing)] };
  const last = request?.headers.at(-1)?.value.pieces.at(-1)?.origin;
  if (format !== "http" || last?.door !== "text") return undefined;
  const line = `${text.startsWith("\r\n", last.end) ? "\r\n" : "\n"}Content-Type: ${FORM_TYPE}`;
  return { title: "Add the Content-Type", edits: [{ start: last.end, end: last.end, text: line }] };
}
