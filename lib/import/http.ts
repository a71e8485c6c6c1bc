import type { HeaderField, HttpRequest } from "../http/request.ts";
import { addedBy, concat, concatAll, fromText, NOTHING, type Traced } from "../text/traced.ts";
import type { ImportNote, ImportReading } from "./reading.ts";

const REQUEST_LINE =
  /^[ \t]*([A-Za-z]{3,10})[ \t]+((?:\/|https?:|\{\{|\*|localhost|[\w-]+(?:\.[\w-]+)+)(?:.*\S)?)[ \t]*$/i;
const VERSION = /[ \t]+HTTP\/\d(?:\.\d)?$/i;
const FIELD = /^([^\s:=][^:=]*?)[ \t]*:[ \t]*(.*?)[ \t]*$/;
const PAIRS =
  /^(?:grant_type|refresh_token|client_id|client_secret|code|scope|username|redirect_uri)=|^[\w.-]+=[^&=\s]+&[\w.-]+=/i;

interface Line {
  readonly text: string;
  readonly start: number;
  /** Behind the line break. */
  readonly next: number;
}

/** What stands behind more lines than any request has headers is body. */
const MOST_LINES = 5_000;

function linesOf(source: string, most = Number.POSITIVE_INFINITY): Line[] {
  const lines: Line[] = [];
  let start = 0;
  while (start < source.length && lines.length < most) {
    const feed = source.indexOf("\n", start);
    const next = feed < 0 ? source.length : feed + 1;
    lines.push({ text: source.slice(start, next).replace(/\r?\n$/, ""), start, next });
    start = next;
  }
  return lines;
}

/**
 * Reads a raw HTTP/1.1 request (RFC 9112) as people paste it: bare line feeds, no HTTP version, the whole URL in the
 * request line, comments above it, a header value broken over lines, no blank line before a form body.
 */
export function parseHttp(source: string): ImportReading {
  const lines = linesOf(source, MOST_LINES);
  const first = lines.findIndex(({ text }) => text.trim() !== "" && !/^\s*(?:#|\/\/|@)/.test(text));
  const line = lines[first];
  const head = line && REQUEST_LINE.exec(line.text);
  if (!line || !head) return nothing("no request line", { start: 0, end: source.length });
  const notes: ImportNote[] = [];
  // Editors for .http files take a query that goes on over further lines.
  let next = first + 1;
  while (/^[ \t]*[?&]/.test(lines[next]?.text ?? "")) next++;
  const queries = lines.slice(first + 1, next);
  const { headers, bodyStart } = readHeaders(source, lines, next, notes);
  const method = part(source, line.start + line.text.indexOf(head[1] ?? ""), head[1] ?? "");
  const target = (head[2] ?? "").replace(VERSION, "");
  const targetAt =
    line.start + line.text.indexOf(head[2] ?? "", line.text.indexOf(head[1] ?? "") + (head[1] ?? "").length);
  const address = readTarget(source, targetAt, target, headers);
  const body = readBody(source, bodyStart);
  const further = queries.map((each) => part(source, each.start + each.text.search(/\S/), each.text.trim()));
  const request: HttpRequest = { method, ...address, target: concat(address.target, ...further), headers, body };
  return { client: "http", request, notes };
}

function nothing(missing: string, span: { start: number; end: number }): ImportReading {
  return { client: "http", request: null, notes: [{ kind: "cannot-tell", span, data: { missing } }] };
}

function part(source: string, start: number, text: string): Traced {
  return text === "" ? NOTHING : fromText(source, start, start + text.length);
}

function readHeaders(source: string, lines: readonly Line[], from: number, notes: ImportNote[]) {
  const headers: HeaderField[] = [];
  for (let i = from; i < lines.length; i++) {
    const line = lines[i];
    if (!line) break;
    if (line.text.trim() === "") return { headers, bodyStart: line.next };
    if (/^(?:#|\/\/)/.test(line.text)) continue;
    const span = { start: line.start, end: line.start + line.text.length };
    const field = FIELD.exec(line.text);
    if (/^[ \t]/.test(line.text) || !field) {
      if (PAIRS.test(line.text.trim()) && !/^[ \t]/.test(line.text)) {
        notes.push({ kind: "missing-blank-line", span });
        return { headers, bodyStart: line.start };
      }
      if (!continueHeader(source, headers, line)) notes.push({ kind: "header-without-colon", span });
      continue;
    }
    const [, name = "", value = ""] = field;
    const end = line.start + line.text.trimEnd().length;
    headers.push({
      name: part(source, line.start, name),
      value: value === "" ? NOTHING : fromText(source, end - value.length, end),
    });
  }
  return { headers, bodyStart: lines.at(-1)?.next ?? source.length };
}

/** A folded line (RFC 9112 section 5.2), or the rest of a value that was wrapped when it was copied. */
function continueHeader(source: string, headers: HeaderField[], line: Line): boolean {
  const last = headers.at(-1);
  const origin = last?.value.pieces[0]?.origin;
  if (!last || origin?.door !== "text") return false;
  const end = line.start + line.text.trimEnd().length;
  headers[headers.length - 1] = { name: last.name, value: fromText(source, origin.start, end) };
  return true;
}

/** Scheme, host and target; an absolute-form target (RFC 9112 section 3.2.2) tells all three. */
function readTarget(source: string, at: number, target: string, headers: readonly HeaderField[]) {
  const hostField = headers.find(({ name }) => name.text.toLowerCase() === "host")?.value ?? NOTHING;
  const absolute = /^(https?):\/\/([^/?#]*)/i.exec(target);
  if (!absolute) {
    const bare = target.startsWith("/")
      ? undefined
      : /^((?:\{\{[^}]*\}\}|[\w.-]+\.[a-z]{2,}|localhost)(?::\d+)?)(?=[/?]|$)/i.exec(target);
    if (!bare?.[1] || hostField.text !== "")
      return { scheme: "https", host: hostField, target: part(source, at, target) };
    const rest = part(source, at + bare[1].length, target.slice(bare[1].length));
    return { scheme: "https", host: part(source, at, bare[1]), target: rest.text === "" ? addedBy("http", "/") : rest };
  }
  const [whole, scheme = "", authority = ""] = absolute;
  const hostAt = at + whole.length - authority.length;
  const path = target.slice(whole.length).replace(/#.*$/, "");
  return {
    scheme: scheme.toLowerCase(),
    host: part(source, hostAt, authority),
    target: path === "" ? addedBy("http", "/") : part(source, at + whole.length, path),
  };
}

/** A line break at the very end belongs to the paste, not to the body. */
function readBody(source: string, start: number): Traced | null {
  const end = source.length - (/(?:\r?\n)+$/.exec(source.slice(start))?.[0].length ?? 0);
  if (start >= end) return null;
  const body = source.slice(start, end);
  // Editors for .http files take a form that is written one parameter a line, each new line beginning with &.
  if (!body.includes("\n") || /\n(?!&)/.test(body)) return fromText(source, start, end);
  const lines = linesOf(body);
  return concatAll(lines.map((line) => part(source, start + line.start, line.text.trimEnd())));
}
