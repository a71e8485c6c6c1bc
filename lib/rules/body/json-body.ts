import { formatForm } from "../../http/form.ts";
import { FORM_TYPE, findHeader, mediaTypeOf } from "../../http/request.ts";
import { type BodyField, readBody } from "../../oauth/body.ts";
import { rfc6749 } from "../../oauth/spec.ts";
import type { Edit } from "../../text/edit.ts";
import { isKnown } from "../../text/traced.ts";
import { defineRule } from "../define-rule.ts";
import { type Evidence, findMeant } from "../evidence.ts";
import type { Fix } from "../finding.ts";
import { atBody } from "../place.ts";
import { replacePart } from "../rewrite.ts";
import { isBodyRead, isClientRefused, isTokenRequest } from "../token-request.ts";

/** Token servers read forms, not JSON. RFC 6749 sections 4 and 6, appendix B. */
export default defineRule({
  id: "json-body",
  severity: "error",
  title: "The body is JSON",
  summary: "Token servers read application/x-www-form-urlencoded; in a JSON body they find no grant_type.",
  spec: rfc6749("6"),
  messages: {
    json: {
      title: "The body is JSON, and the token server reads a form",
      detail:
        "The server splits the body at & and =. What it finds is one odd parameter named {shown}, and no grant_type. Send grant_type=refresh_token&refresh_token=… as application/x-www-form-urlencoded.",
    },
  },
  cleared: "The body is a form, not JSON",
  example: {
    reports: `curl https://auth.example.com/token -u id1:s3cret -H 'Content-Type: application/json' -d '{"grant_type":"refresh_token","refresh_token":"r1"}'`,
    ignores: "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
  },
  page: {
    why: "RFC 6749 lets a token endpoint read one format only: application/x-www-form-urlencoded. A form reader looks for name=value pairs between ampersands. In JSON there are none, so it sees a single parameter whose name is the JSON text, and answers that grant_type is missing. Some providers (Auth0, Notion, Square, Atlassian) read JSON as well; for those this rule is silent.",
    wrong: `curl … -H 'Content-Type: application/json' -d '{"grant_type":"refresh_token","refresh_token":"…"}'`,
    right: "curl … -d grant_type=refresh_token -d refresh_token=…",
  },
  check(evidence, { report, clear }) {
    if (!isTokenRequest(evidence)) return;
    const { request, provider } = evidence;
    if (!request?.body) return;
    const { kind, fields } = readBody(request);
    if (kind === "form") return clear();
    if (kind !== "json" || provider?.bodyFormats.includes("json") || isBodyRead(evidence)) return;
    if (request.body.text.trim() === "{}") return;
    report("json", atBody(request), {
      data: { shown: shorten(request.body.text) },
      fix: toFormFix(evidence, fields),
      severity: isClientNamed(evidence) ? "warning" : "error",
    });
  },
});

function shorten(text: string): string {
  const line = text.trim().replace(/\s+/g, " ");
  return line.length > 32 ? `${line.slice(0, 31)}…` : line;
}

/** A server that speaks of the client, whose credentials stand in the JSON only, may have read it. */
function isClientNamed(evidence: Evidence): boolean {
  const { request } = evidence;
  if (!request || readBody(request).mediaType === FORM_TYPE) return false;
  return isClientRefused(evidence) && !evidence.authorization && findMeant(evidence, "client_secret") !== undefined;
}

/** The same fields as a form, and the type that goes with it. Blacked-out values stay as they are written. */
function toFormFix(evidence: Evidence, fields: readonly BodyField[]): Fix | undefined {
  const { request, meant } = evidence;
  if (!request?.body || fields.length === 0 || !isKnown(request.body)) return undefined;
  const form = meant
    .filter(({ from }) => from === "body")
    .map(({ name, value }) => (isKnown(value) ? formatForm([[name.text, value.text]]) : `${name.text}=${value.text}`))
    .join("&");
  const body = replacePart(evidence, request.body, form);
  const type = typeEdits(evidence);
  return body && type && { title: "Send the same fields as a form", edits: [...body, ...type] };
}

function typeEdits(evidence: Evidence): Edit[] | undefined {
  const field = evidence.request && findHeader(evidence.request, "Content-Type");
  if (!field || mediaTypeOf(field.value.text) === FORM_TYPE) return [];
  return replacePart(evidence, field.value, FORM_TYPE);
}
