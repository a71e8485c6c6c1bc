import { type Given, NOTHING_GIVEN } from "../../text/given.ts";
import type { Span } from "../../text/span.ts";
import type { Traced } from "../../text/traced.ts";
import type { ImportNote, ImportReading } from "../reading.ts";
import { basicPair } from "./clients/python.ts";
import { CLIENT_CALLS } from "./clients.ts";
import { bodyOf, type Draft, jsonBody, newDraft, setBasic, setHeader, toRequest } from "./draft.ts";
import { type Event, trace } from "./evaluate.ts";
import { detectLanguage, type Language } from "./language.ts";
import { commentsOf } from "./lexer.ts";
import { asText, type Value } from "./value.ts";

/** Characters of an excerpt that are read. What a program sends to a token server stands well within them. */
const MAX_EXCERPT = 200_000;

/**
 * Reads the token request that an excerpt of a program makes: which encoder, headers and credentials it uses. Nothing is
 * executed; what only run time knows is an unknown value, unless it is `given`. The languages of `LANGUAGES`; never fails.
 */
export function readCode(
  source: string,
  language: Language = detectLanguage(source),
  given: Given = NOTHING_GIVEN,
): ImportReading {
  const end = Math.min(source.length, MAX_EXCERPT);
  const { events, remarks } = trace(source, language, 0, end, given);
  let draft = bestDraft(events, language);
  if (!draft) {
    for (const comment of commentsOf(source, language)) draft ??= fromComment(source, comment, language);
  }
  const request = draft ? toRequest(draft) : null;
  const notes: ImportNote[] = [...remarks];
  if (end < source.length) notes.push({ kind: "not-read-further", span: { start: end, end: source.length } });
  if (!request) notes.push({ kind: "cannot-tell", span: { start: 0, end: source.length }, data: { language } });
  return { client: draft?.client ?? language, request, notes };
}

/** People paste what a library sends as a comment beside the call that hides it. */
function fromComment(source: string, comment: Span, language: Language): Draft | undefined {
  const mark =
    /^(?:\/\/|\/\*|#)?\s*(?:->|=>|sends|→)?\s*/.exec(source.slice(comment.start, comment.end))?.[0].length ?? 0;
  return bestDraft(trace(source, language, comment.start + mark, comment.end).events, language);
}

/** The drafts of all calls, in order: a new one begins where a client is called after one was sent. The best is kept. */
function bestDraft(events: readonly Event[], language: Language): Draft | undefined {
  const drafts: Draft[] = [];
  let draft: Draft | undefined;
  const shared: [Traced, Value][] = [];
  let session: Value | undefined;
  for (const event of events) {
    if (event.kind === "assign") {
      if (/DefaultRequestHeaders\.Authorization$/.test(event.path)) shared.push(authorizationHeader(event));
      // requests: what is set on a Session goes along with every call.
      else if (language === "python" && /\.auth$/.test(event.path)) session = event.value;
      else if (draft) assign(draft, event);
      continue;
    }
    const client = CLIENT_CALLS.find((each) => each.languages.includes(language) && each.path.test(event.path));
    if (!client) continue;
    if (!draft || (draft.sent && startsAnew(event.method))) {
      draft = newDraft(client.client);
      drafts.push(draft);
    }
    client.apply(draft, event);
  }
  for (const each of drafts) {
    for (const [name, value] of shared) setHeader(each, name, value);
    if (session && !each.basic) setBasic(each, basicPair(session));
  }
  return drafts.filter((each) => each.url || each.body).sort((a, b) => weight(b) - weight(a))[0];
}

/** Calls that only add to a request that is being put together do not begin another. */
function startsAnew(method: string): boolean {
  return (
    !/^(?:header|addHeader|setHeader|Set|Add|write|end|SetBasicAuth|basic_auth|set_form_data|send|sendAsync|SendAsync|execute|curl_exec|AddParameter|AddHeader|AddJsonBody|AddBody|RestRequest|method|setMethod|setBody|POST|post|GET|get|uri)$/.test(
      method,
    ) || method === "post"
  );
}

function weight(draft: Draft): number {
  const text = `${draft.url?.text ?? ""} ${draft.query?.text ?? ""} ${draft.body?.text.text ?? ""}`;
  const token = /grant_type|refresh_token|\/token|oauth/i.test(text) ? 4 : 0;
  return token + (draft.body ? 2 : 0) + (draft.url ? 1 : 0);
}

/** `request.Content = …`, `req.body = …`, `request.Headers.Authorization = …`. */
function assign(draft: Draft, event: Extract<Event, { kind: "assign" }>): void {
  if (/\.(?:Content|body)$/.test(event.path))
    draft.body = bodyOf(event.value, draft.client, (value) => jsonBody(value, draft.client, null), null);
  else if (/\.Headers?\.Authorization$/.test(event.path)) setHeader(draft, ...authorizationHeader(event));
  else if (/\.Method$/.test(event.path))
    draft.method = { ...asText(event.value), text: asText(event.value).text.split(".").at(-1)?.toUpperCase() ?? "" };
  else {
    // Ruby: request["Content-Type"] = …
    const name = /^\w+\[([\w-]+)\]$/.exec(event.path)?.[1];
    if (name && /-|^(?:accept|authorization|origin)$/i.test(name))
      setHeader(draft, headerName(name, event.span), event.value);
  }
}

function headerName(text: string, span: Span): Traced {
  return { text, pieces: [{ text, origin: { door: "text", ...span } }] };
}

/** .NET: new AuthenticationHeaderValue(scheme, parameter). */
function authorizationHeader(event: Extract<Event, { kind: "assign" }>): [Traced, Value] {
  const name = headerName("Authorization", event.span);
  const { value } = event;
  if (value.kind !== "instance") return [name, value];
  const [scheme, parameter] = value.args.map((each) => each.value);
  const text = asText(parameter);
  const pieces = [
    ...asText(scheme).pieces,
    { text: " ", origin: { door: "added" as const, by: "HttpClient" } },
    ...text.pieces,
  ];
  const encoded = parameter?.kind === "text" ? parameter.encoded : undefined;
  const joined = { text: pieces.map((piece) => piece.text).join(""), pieces };
  return [name, encoded ? { kind: "text", text: joined, encoded } : { kind: "text", text: joined }];
}
