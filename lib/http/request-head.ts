import type { ByteRange } from "./byte-buffer.ts";

/** Where the parts of a head stand. A folded header value is one range, line breaks within. */
export interface RequestHead {
  readonly method: ByteRange;
  readonly target: ByteRange;
  /** `1.1` of `HTTP/1.1`. */
  readonly version: ByteRange;
  readonly fields: readonly { readonly name: ByteRange; readonly value: ByteRange }[];
}

/** A line of a head without its end. */
export type Line = ByteRange;

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** The parts of a request line (RFC 9112 section 3), and what is wrong about it though it means one thing. */
export function parseRequestLine(
  line: string,
  start: number,
): { parts: Omit<RequestHead, "fields">; defect: string | null } | undefined {
  const match = /^(\S+)([ \t]+)(.*?)([ \t]+)HTTP\/([0-9]\.[0-9])([ \t]*)$/s.exec(line);
  if (!match) return undefined;
  const [, method = "", gap = "", target = "", gapAfter = "", version = "", rest = ""] = match;
  if (!TOKEN.test(method)) return undefined;
  const targetStart = start + method.length + gap.length;
  const versionStart = targetStart + target.length + gapAfter.length + "HTTP/".length;
  const defect =
    gap !== " " || gapAfter !== " " || rest !== ""
      ? "The request line holds more blanks than the two between its parts."
      : findTargetDefect(target);
  return {
    parts: {
      method: { start, end: start + method.length },
      target: { start: targetStart, end: targetStart + target.length },
      version: { start: versionStart, end: versionStart + version.length },
    },
    defect: defect ?? (version === "1.1" || version === "1.0" ? null : `The request line says HTTP/${version}.`),
  };
}

function findTargetDefect(target: string): string | null {
  if (target === "") return "The request line has no target.";
  if (/[\0- \x7f]/.test(target)) return "The request target holds a blank or a control character.";
  // One character stands for one byte here, so all above ASCII are bytes that must be percent-encoded (RFC 3986).
  return /[\x80-\xff]/.test(target)
    ? "The request target holds a byte beyond ASCII that is not percent-encoded."
    : null;
}

/**
 * The header fields of these lines, each a span of `text`, in which one character is one byte; and the first thing that
 * RFC 9112 section 5 forbids, null if there is none. A line without a colon is no field.
 */
export function parseFields(
  text: string,
  lines: readonly Line[],
): { fields: RequestHead["fields"]; defect: string | null } {
  const fields: { name: ByteRange; value: ByteRange }[] = [];
  let defect: string | null = null;
  for (const { start, end } of lines) {
    const last = fields.at(-1);
    const first = text.charCodeAt(start);
    if (first === 0x20 || first === 0x09) {
      defect ??= last ? "A header is folded over two lines." : "A header line begins with a blank.";
      if (last) {
        last.value = trim(text, last.value.start, end);
        continue;
      }
    }
    const colon = text.indexOf(":", start);
    if (colon < 0 || colon >= end) {
      defect ??= "A header line has no colon.";
      continue;
    }
    const name = text.slice(start, colon);
    if (!TOKEN.test(name)) defect ??= nameDefect(name);
    const value = trim(text, colon + 1, end);
    if (hasControl(text, value)) defect ??= "A header value holds a control character that none may hold.";
    fields.push({ name: { start, end: colon }, value });
  }
  return { fields, defect };
}

function nameDefect(name: string): string {
  if (name === "") return "A header has no name before its colon.";
  return /[ \t]$/.test(name)
    ? "A blank stands between a header name and its colon."
    : "A header name holds a character that none may hold.";
}

function hasControl(text: string, { start, end }: ByteRange): boolean {
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === 0 || code === 0x0d || code === 0x0a) return true;
  }
  return false;
}

/** The range without the blanks at both ends. */
function trim(text: string, from: number, to: number): ByteRange {
  let start = from;
  let end = to;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return { start, end };
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** How the end of a request's body is told (RFC 9112 section 6.3), or why nobody can tell. */
export type RequestFraming =
  | { readonly kind: "none" }
  | { readonly kind: "length"; readonly length: number }
  | { readonly kind: "chunked" }
  | { readonly kind: "broken"; readonly problem: string };

/** The framing that a head tells, and what is wrong about it though it means one thing. `text` holds one character a byte. */
export function requestFramingOf(
  text: string,
  head: RequestHead,
): { readonly framing: RequestFraming; readonly defect: string | null } {
  const codings = membersOf(text, head, "transfer-encoding").map((coding) => coding.toLowerCase());
  const lengths = membersOf(text, head, "content-length");
  if (codings.length > 0) {
    if (codings.at(-1) !== "chunked") {
      const problem = "Transfer-Encoding does not end in chunked, so nobody can tell where the body ends.";
      return { framing: { kind: "broken", problem }, defect: null };
    }
    const both = lengths.length > 0 ? "The request has both Transfer-Encoding and Content-Length." : null;
    const other = codings.length > 1 ? "The request has a transfer coding other than chunked." : null;
    return { framing: { kind: "chunked" }, defect: both ?? other };
  }
  const [length] = lengths;
  if (length === undefined) return { framing: { kind: "none" }, defect: null };
  if (!lengths.every((other) => /^[0-9]+$/.test(other))) {
    return { framing: { kind: "broken", problem: "Content-Length is no number." }, defect: null };
  }
  if (!lengths.every((other) => Number(other) === Number(length))) {
    return { framing: { kind: "broken", problem: "The request has several values of Content-Length." }, defect: null };
  }
  const defect = lengths.length > 1 ? "Content-Length stands in the request twice." : null;
  return { framing: { kind: "length", length: Number(length) }, defect };
}

/** What RFC 9112 section 3.2 asks of the Host header; null if it is kept. */
export function findHostDefect(text: string, head: RequestHead): string | null {
  const hosts = valuesOf(text, head, "host");
  if (hosts.length > 1) return "The request has more than one Host header.";
  const isOld = text.slice(head.version.start, head.version.end) === "1.0";
  return hosts.length === 0 && !isOld ? "The request has no Host header." : null;
}

/** The values of a header, by its name in lower case. */
export function valuesOf(text: string, head: RequestHead, name: string): string[] {
  const values: string[] = [];
  for (const field of head.fields) {
    const { start, end } = field.name;
    if (end - start !== name.length || text.slice(start, end).toLowerCase() !== name) continue;
    values.push(text.slice(field.value.start, field.value.end));
  }
  return values;
}

function membersOf(text: string, head: RequestHead, name: string): string[] {
  return valuesOf(text, head, name).flatMap((value) => value.split(",").map((member) => member.trim()));
}
