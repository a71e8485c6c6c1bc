import { type FormPair, MOST_PAIRS, parseForm } from "../http/form.ts";
import { FORM_TYPE, findHeader, type HttpRequest, mediaTypeOf } from "../http/request.ts";
import { once } from "../text/once.ts";
import { NOTHING, rewrite, slice, slicer, type Traced } from "../text/traced.ts";

/** What a body is by its own look, whatever its Content-Type says. */
export type BodyKind = "absent" | "empty" | "form" | "json" | "multipart" | "other";

export interface BodyField {
  readonly name: Traced;
  readonly value: Traced;
}

export interface BodyReading {
  readonly kind: BodyKind;
  /** Lower case, without parameters; null without a Content-Type. */
  readonly mediaType: string | null;
  /** The fields that the author meant, read by the body's own look. */
  readonly fields: readonly BodyField[];
  /** The pairs of a body that looks like a form, as sent and as read. */
  readonly pairs: readonly FormPair[];
}

/** Reads the body by its look, and the type that the request gives it. */
export const readBody = once((request: HttpRequest): BodyReading => {
  const contentType = findHeader(request, "Content-Type")?.value.text;
  const mediaType = contentType === undefined ? null : mediaTypeOf(contentType);
  const { body } = request;
  if (!body) return { kind: "absent", mediaType, fields: [], pairs: [] };
  if (body.text.trim() === "") return { kind: "empty", mediaType, fields: [], pairs: [] };
  if (mediaType?.startsWith("multipart/") || looksLikeMultipart(body.text)) {
    return { kind: "multipart", mediaType, fields: readMultipart(body), pairs: [] };
  }
  if (looksLikeJson(body.text)) return { kind: "json", mediaType, fields: readJsonFields(body), pairs: [] };
  if (body.text.includes("=") || mediaType === FORM_TYPE) {
    const pairs = parseForm(body);
    return { kind: "form", mediaType, fields: pairs, pairs };
  }
  return { kind: "other", mediaType, fields: [], pairs: [] };
});

function looksLikeMultipart(text: string): boolean {
  return /^--\S{2,}\r\nContent-Disposition:/i.test(text);
}

/** True for JSON objects and for what was meant to be one: curly or single quotes, `=` for `:`, quotes lost. */
export function looksLikeJson(text: string): boolean {
  return /^\s*['"]?\{\s*(?:\}|["'“”„‘’]|[\w-]+\s*[:=])/.test(text) || /^\s*\[\s*[{[]/.test(text);
}

const QUOTES = /["'“”„‘’]/y;
const BARE = /[^\s,:={}[\]"“”]+/y;
const STRING_END: Readonly<Record<string, RegExp>> = {
  '"': /(?:[^"\\]|\\[\s\S])*/y,
  "'": /(?:[^'\\]|\\[\s\S])*/y,
};
const CURLY = /[^“”„‘’"]*/y;

/** The top-level fields of an object that may not be quite JSON. Linear; never fails. */
function readJsonFields(body: Traced): BodyField[] {
  const { text } = body;
  const take = slicer(body);
  const fields: BodyField[] = [];
  let at = text.indexOf("{") + 1;
  let depth = 1;
  let name: Traced | null = null;
  while (at < text.length && depth > 0 && fields.length < MOST_PAIRS) {
    const char = text[at] ?? "";
    const start = at;
    const string = endOfString(text, at);
    const token = string ?? (depth === 1 ? endOfBare(text, at) : undefined);
    if (token !== undefined) {
      at = token;
      if (depth > 1) continue;
      const read = () => (string === undefined ? take(start, token) : unescapeString(take(start + 1, token - 1)));
      const colon = /\s*[:=]/y;
      colon.lastIndex = at;
      if (name === null && colon.test(text)) {
        name = read();
        at = colon.lastIndex;
      } else if (name !== null) {
        fields.push({ name, value: read() });
        name = null;
      }
      continue;
    }
    if (char === "{" || char === "[") depth++;
    else if (char === "}" || char === "]") depth--;
    if (char === "," && depth === 1) name = null;
    at++;
  }
  return fields;
}

/** Where a string that begins at `at` ends, its quotes included; undefined where none begins. */
function endOfString(text: string, at: number): number | undefined {
  QUOTES.lastIndex = at;
  if (!QUOTES.test(text)) return undefined;
  const inner = STRING_END[text[at] ?? ""] ?? CURLY;
  inner.lastIndex = at + 1;
  inner.test(text);
  return Math.max(inner.lastIndex, at + 1) + 1;
}

function endOfBare(text: string, at: number): number | undefined {
  BARE.lastIndex = at;
  return BARE.test(text) ? BARE.lastIndex : undefined;
}

function unescapeString(value: Traced): Traced {
  return rewrite(value, /\\(?:u[0-9A-Fa-f]{4}|.)/g, unescapeJson);
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

function unescapeJson(text: string): string {
  if (text[1] === "u" && text.length === 6) return String.fromCharCode(Number.parseInt(text.slice(2), 16));
  return ESCAPES[text[1] ?? ""] ?? text.slice(1);
}

/** Name and content of each part (RFC 7578), read by the first delimiter line. */
function readMultipart(body: Traced): BodyField[] {
  const delimiter = /^--[^\r\n]+/.exec(body.text)?.[0];
  if (!delimiter) return [];
  const fields: BodyField[] = [];
  let start = delimiter.length;
  for (
    let end = body.text.indexOf(delimiter, start);
    end >= 0 && fields.length < MOST_PAIRS;
    end = body.text.indexOf(delimiter, start)
  ) {
    const field = readPart(body, start, end);
    if (field) fields.push(field);
    start = end + delimiter.length;
  }
  return fields;
}

function readPart(body: Traced, start: number, end: number): BodyField | undefined {
  const part = body.text.slice(start, end);
  const head = /\r?\n\r?\n/.exec(part);
  if (!head) return undefined;
  const name = /[;\s]name="([^"]*)"/i.exec(part.slice(0, head.index));
  if (!name) return undefined;
  const nameAt = start + name.index + name[0].indexOf('"') + 1;
  const contentAt = start + head.index + head[0].length;
  const contentEnd = part.endsWith("\r\n") ? end - 2 : part.endsWith("\n") ? end - 1 : end;
  return {
    name: slice(body, nameAt, nameAt + (name[1] ?? "").length),
    value: contentEnd > contentAt ? slice(body, contentAt, contentEnd) : NOTHING,
  };
}
