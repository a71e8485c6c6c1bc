import type { Reply } from "../../lib/http/exchange.ts";
import type { Span } from "../../lib/text/span.ts";

const STATUS_LINE = /^(?:[<*]\s*)?HTTP\/[\d.]+\s+(\d{3})\b[^\n]*(?:\r?\n|$)/;

/**
 * A reply as people paste it: with `HTTP/1.1 400 …` and headers, as `curl -i` and `curl -v` print it, or its body alone.
 * A body that is an OAuth error without a status was a 400 (RFC 6749 section 5.2), `invalid_client` a 401; what a client
 * printed instead of a reply has status 0.
 */
export function parseReply(text: string): Reply {
  const trimmed = text.trim();
  const first = STATUS_LINE.exec(trimmed);
  if (first) return parseWhole(trimmed, Number(first[1]), first[0].length);
  const status = guessStatus(trimmed);
  return { status, headers: [], body: trimmed };
}

function parseWhole(text: string, status: number, headEnd: number): Reply {
  const headers: [string, string][] = [];
  let at = headEnd;
  while (at < text.length) {
    const lineEnd = text.indexOf("\n", at);
    const line = text
      .slice(at, lineEnd < 0 ? text.length : lineEnd)
      .replace(/^<\s?/, "")
      .trim();
    at = lineEnd < 0 ? text.length : lineEnd + 1;
    if (line === "") break;
    const colon = line.indexOf(":");
    if (colon > 0) headers.push([line.slice(0, colon), line.slice(colon + 1).trim()]);
  }
  return { status, headers, body: text.slice(at) };
}

function guessStatus(body: string): number {
  const code = findErrorCode(body);
  if (code) return code === "invalid_client" ? 401 : 400;
  if (/[“”"]access_token[“”"]\s*:/.test(body)) return 200;
  if (/^<(!doctype|html|\?xml)/i.test(body)) return 200;
  return /^[[{]/.test(body) ? 400 : 0;
}

/** The value of `error` in a JSON body, curly quotes allowed: forums put them in. */
export function findErrorCode(body: string): string | undefined {
  return /[“”"]error[“”"]\s*:\s*[“”"]([^“”"]*)[“”"]/.exec(body)?.[1];
}

/** What in a reply is evidence: its error, description and status. */
export function findEvidence(text: string): Span[] {
  const found = text.matchAll(
    /[“”"](?:error|error_description|error_message|message|fault|errorcode)[“”"]\s{0,4}:\s{0,4}[“”"]([^“”"\n]{1,2000})[“”"]|^HTTP\/[\d.]+ ([^\r\n]*)/gi,
  );
  return [...found].flatMap((match) => {
    const value = match[1] ?? match[2] ?? "";
    const end = match.index + match[0].length - (match[1] === undefined ? 0 : 1);
    return value === "" ? [] : [{ start: end - value.length, end }];
  });
}

/** How the reply was read, for the line under it. */
export function describeReply(text: string): { status: number; kind: string } | undefined {
  if (text.trim() === "") return undefined;
  const { status, body } = parseReply(text);
  if (findErrorCode(body)) return { status, kind: "an OAuth error" };
  if (/^\s*</.test(body)) return { status, kind: "an HTML or XML page" };
  if (status === 0) return { status, kind: "what the client printed: no reply came" };
  return { status, kind: status < 300 ? "a success" : "a reply" };
}
