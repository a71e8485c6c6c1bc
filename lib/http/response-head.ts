import { decodeLatin1 } from "./byte-buffer.ts";

/** The status line and the header fields of an answer. */
export interface ResponseHead {
  readonly status: number;
  readonly reason: string;
  readonly httpVersion: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Header text: UTF-8 where valid, else one character a byte. */
export function decodeHeaderText(bytes: Uint8Array): string {
  // Nearly all of it is short and ASCII, where both are the same and the decoder costs more than its work.
  if (bytes.length <= 256 && bytes.every((byte) => byte < 0x80)) return decodeLatin1(bytes);
  try {
    return utf8.decode(bytes);
  } catch {
    return decodeLatin1(bytes);
  }
}

/** A status line of HTTP/1 (RFC 9112 section 4); undefined for anything else. A missing reason is an empty one. */
export function parseStatusLine(line: Uint8Array): Omit<ResponseHead, "headers"> | undefined {
  const match = /^HTTP\/(1\.[0-9]) ([1-9][0-9]{2})(?: (.*))?$/s.exec(decodeHeaderText(line));
  if (!match?.[1] || !match[2]) return undefined;
  return { httpVersion: match[1], status: Number(match[2]), reason: match[3] ?? "" };
}

/** The fields of a header block, and the first thing in it that RFC 9112 section 5 forbids; null if there is none. */
export interface HeaderBlock {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly defect: string | null;
}

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Reads header lines, without their line ends. A folded line is joined to the one before it by a space (section 5.2). */
export function parseHeaderLines(lines: readonly Uint8Array[]): HeaderBlock {
  const fields: { name: string; values: string[] }[] = [];
  let defect: string | null = null;
  for (const bytes of lines) {
    const line = decodeHeaderText(bytes);
    const last = fields.at(-1);
    if (/^[ \t]/.test(line) && last) {
      last.values.push(trim(line));
      continue;
    }
    const colon = line.indexOf(":");
    if (colon < 0) {
      defect ??= "A header line has no colon.";
      continue;
    }
    const name = line.slice(0, colon);
    const value = trim(line.slice(colon + 1));
    if (!TOKEN.test(name)) defect ??= "A header name holds a character that none may hold.";
    if (/[\0\r]/.test(value)) defect ??= "A header value holds a control character that none may hold.";
    fields.push({ name, values: [value] });
  }
  return { headers: fields.map(({ name, values }) => [name, values.join(" ")] as const), defect };
}

/** Blanks and tabs at both ends gone, in linear time for any run of blanks within. */
function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** How the end of a body is told (RFC 9112 section 6.3), or why it cannot be. */
export type Framing =
  | { readonly kind: "none" }
  | { readonly kind: "length"; readonly length: number }
  | { readonly kind: "chunked" }
  | { readonly kind: "close" }
  | { readonly kind: "broken"; readonly problem: string };

/** The framing of the answer to a request that was neither HEAD nor CONNECT, and what is wrong about it though it can be read. */
export function framingOf(head: ResponseHead): { readonly framing: Framing; readonly defect: string | null } {
  if (head.status === 101) return { framing: { kind: "none" }, defect: "The server switched protocols unasked (101)." };
  if (head.status < 200 || head.status === 204 || head.status === 304) {
    return { framing: { kind: "none" }, defect: null };
  }
  const codings = listOf(head, "transfer-encoding").map((coding) => coding.toLowerCase());
  const lengths = listOf(head, "content-length");
  if (codings.length > 0) {
    const chunked = codings.at(-1) === "chunked";
    const others = chunked ? codings.length > 1 : true;
    const defect =
      lengths.length > 0
        ? "The answer has both Transfer-Encoding and Content-Length."
        : others
          ? "The answer has a transfer coding other than chunked."
          : null;
    return { framing: { kind: chunked ? "chunked" : "close" }, defect };
  }
  const [length] = lengths;
  if (length === undefined) return { framing: { kind: "close" }, defect: null };
  if (!lengths.every((other) => /^[0-9]+$/.test(other) && Number(other) === Number(length))) {
    const problem =
      lengths.length > 1 ? "The answer has several values of Content-Length." : "Content-Length is no number.";
    return { framing: { kind: "broken", problem }, defect: null };
  }
  return { framing: { kind: "length", length: Number(length) }, defect: null };
}

/** The members of a comma-separated header, of all its lines, in order; an empty member stays. */
function listOf(head: ResponseHead, name: string): string[] {
  return head.headers
    .filter(([other]) => other.toLowerCase() === name)
    .flatMap(([, value]) => value.split(",").map(trim));
}
