import type { UsedOption } from "../../curl/reading.ts";
import { FORM_TYPE, findHeader } from "../../http/request.ts";
import { readBody } from "../../oauth/body.ts";
import { rfc6749 } from "../../oauth/spec.ts";
import type { Edit } from "../../text/edit.ts";
import { isKnown } from "../../text/traced.ts";
import { defineRule } from "../define-rule.ts";
import type { Evidence } from "../evidence.ts";
import type { Fix } from "../finding.ts";
import { atHeaderValue } from "../place.ts";
import { replacePart } from "../rewrite.ts";
import { isBodyRead, isTokenRequest } from "../token-request.ts";

/** Token servers read one type of body. RFC 6749 appendix B. */
export default defineRule({
  id: "wrong-content-type",
  severity: "error",
  title: "A Content-Type that token servers do not read",
  summary:
    "The body is sent as multipart, text/plain or another type; token servers read application/x-www-form-urlencoded.",
  spec: rfc6749("B"),
  messages: {
    multipart: {
      title: "The body is multipart/form-data",
      detail: `Multipart is for file uploads. A token server reads ${FORM_TYPE}: with curl that is -d instead of -F, in Postman x-www-form-urlencoded instead of form-data.`,
    },
    other: {
      title: "Content-Type is {type}",
      detail: `A token server does not read the body as a form then. It must be ${FORM_TYPE}.`,
    },
  },
  cleared: null,
  example: {
    reports: "curl https://auth.example.com/token -u id1:s3cret -F grant_type=refresh_token -F refresh_token=r1",
    ignores: "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    more: [
      "curl https://auth.example.com/token -u id1:s3cret \\\n  --form grant_type=refresh_token \\\n  --form 'refresh_token=1//a+b'",
      "curl https://auth.example.com/token -u id1:s3cret -H 'Content-Type: text/plain' -d 'grant_type=refresh_token&refresh_token=r1'",
    ],
  },
  page: {
    why: "The server chooses how to read the body by its Content-Type. With any other type than the form's it finds no parameters.",
    wrong: "curl … -F grant_type=refresh_token",
    right: "curl … -d grant_type=refresh_token",
  },
  check(evidence, { report }) {
    if (!isTokenRequest(evidence)) return;
    const { request } = evidence;
    const field = request && findHeader(request, "Content-Type");
    if (!request?.body || !field || !isKnown(field.value)) return;
    const { kind, mediaType } = readBody(request);
    if (kind === "empty" || !mediaType || isBodyRead(evidence) || /[/+]json$/.test(mediaType)) return;
    if (mediaType === FORM_TYPE && kind !== "multipart") return;
    if (/^["'‘’“”]/.test(field.value.text) || isClientDefault(evidence)) return;
    const message = kind === "multipart" ? "multipart" : "other";
    const edits = message === "other" && kind === "form" ? replacePart(evidence, field.value, FORM_TYPE) : undefined;
    const fix = edits ? { title: `Say ${FORM_TYPE}`, edits } : message === "multipart" ? toForm(evidence) : undefined;
    report(message, atHeaderValue(field), { data: { type: mediaType }, fix });
  },
});

/** `-F name=value` as `-d name=value`, which curl encodes where the value needs it; not for files and types of parts. */
function toForm({ text, curl }: Evidence): Fix | undefined {
  const parts = curl?.options.filter(({ name }) => name === "form" || name === "form-string") ?? [];
  const edits = parts.map((option) => toData(text, option));
  if (edits.length === 0 || curl?.options.some(({ value }) => /^content-type\s*:/i.test(value?.text ?? "")))
    return undefined;
  const made = edits.flatMap((edit) => edit ?? []);
  return made.length === edits.length ? { title: "Send a form: -d instead of -F", edits: made } : undefined;
}

function toData(text: string, { written, value, span, words, name }: UsedOption): Edit | undefined {
  const [, content] = /^[\w.-]+=(.*)$/s.exec(value?.text ?? "") ?? [];
  if (content === undefined || !value || text.slice(span.start, span.start + written.length) !== written)
    return undefined;
  if (name === "form" && /^[@<"]|;/.test(content)) return undefined;
  const isPlain = isKnown(value) && /^[\w.~*-]*$/.test(content);
  // An option that is written together with its value has no room for a longer name.
  if (!isPlain && words.length < 2) return undefined;
  const flag = !isPlain ? "--data-urlencode" : written.startsWith("--") ? "--data" : "-d";
  return { start: span.start, end: span.start + written.length, text: flag };
}

/** A type that the client added because the author named none: missing-content-type tells that. */
function isClientDefault({ request }: Evidence): boolean {
  const field = request && findHeader(request, "Content-Type");
  const added = field?.value.pieces.every(({ origin }) => origin.door === "added") ?? false;
  return added && !field?.value.text.startsWith("multipart/");
}
