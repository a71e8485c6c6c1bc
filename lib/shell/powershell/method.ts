import { encodeBytes, toBase64 } from "../../text/bytes.ts";
import { fromPieces, hullOrigin, rewrite, slice, type Traced } from "../../text/traced.ts";
import { knownText } from "./json.ts";
import { CREDENTIAL, toCredential } from "./object.ts";
import { asText, type Reader, type Value } from "./reader.ts";

const ENCODING = /^(?:system\.)?text\.encoding$/i;

/** `[Type]::Member(…)` where it is pure: base64, encodings, URI escapes. */
export function callStatic(
  reader: Reader,
  type: string,
  member: string,
  values: readonly Value[] | undefined,
  start: number,
): Value {
  const span = reader.span(start);
  if (ENCODING.test(type) && values === undefined) return { kind: "encoding", name: member, span };
  const [first] = values ?? [];
  if (/^(?:system\.)?convert$/i.test(type) && /^ToBase64String$/i.test(member) && first?.kind === "bytes") {
    return { kind: "text", value: whole(first.text, toBase64(encodeBytes(first.text.text))), span };
  }
  if (CREDENTIAL.test(type) && /^new$/i.test(member)) {
    const credential = toCredential(values ?? []);
    if (credential) return credential;
  }
  if (ENCODING.test(type) && /^GetEncoding$/i.test(member)) {
    const name = knownText(first)?.text ?? "";
    if (/^(?:iso-8859-1|28591|latin1|us-ascii|utf-8)$/i.test(name))
      return { kind: "encoding", name: /utf-8/i.test(name) ? "UTF8" : "Latin1", span };
  }
  const text = knownText(first);
  if (text && /^(?:system\.)?uri$/i.test(type) && /^EscapeDataString$/i.test(member)) {
    return { kind: "text", value: rewrite(text, /[^A-Za-z0-9\-._~]+/g, escapeData), span };
  }
  if (text && /(?:^|\.)(?:HttpUtility|WebUtility)$/i.test(type) && /^UrlEncode$/i.test(member)) {
    const lower = /HttpUtility$/i.test(type);
    return { kind: "text", value: rewrite(text, /[^A-Za-z0-9\-._!*()]+/g, (run) => encodeUrl(run, lower)), span };
  }
  return reader.unknown(reader.text.slice(start, reader.pos), start);
}

function escapeData(run: string): string {
  return Array.from(encodeBytes(run), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
}

/** .NET's UrlEncode: a blank is `+`; HttpUtility writes lower-case digits. */
function encodeUrl(run: string, lower: boolean): string {
  const encoded = escapeData(run).replaceAll("%20", "+");
  return lower ? encoded.toLowerCase() : encoded;
}

function getBytes(value: Value, encoding: string): Value | undefined {
  const text = knownText(value);
  if (!text) return undefined;
  const isAscii = /^[\u0000-\u007F]*$/.test(text.text);
  if (/^unicode$/i.test(encoding) && isAscii) {
    return { kind: "bytes", text: rewrite(text, /[\s\S]/g, (char) => `${char}\0`), span: value.span };
  }
  if (!/^utf8$/i.test(encoding) && !(/^(?:ascii|default|latin1)$/i.test(encoding) && isAscii)) return undefined;
  return { kind: "bytes", text, span: value.span };
}

/** `.Method(…)` and `.Property` of a value; undefined for what is not worked out. */
export function callMethod(value: Value, name: string, values: readonly Value[] | undefined): Value | undefined {
  if (value.kind === "table" && values === undefined) {
    return value.entries.findLast((entry) => entry.name.text.toLowerCase() === name.toLowerCase())?.value;
  }
  const [first] = values ?? [];
  if (value.kind === "encoding") return first && /^GetBytes$/i.test(name) ? getBytes(first, value.name) : undefined;
  const text = asText(value);
  if (!text) return undefined;
  const known = text.pieces.every((piece) => piece.unknown === undefined);
  if (/^ToString$/i.test(name) && values?.length === 0) return { kind: "text", value: text, span: value.span };
  if (/^Trim$/i.test(name) && values?.length === 0 && known) {
    const start = text.text.length - text.text.trimStart().length;
    return { kind: "text", value: slice(text, start, start + text.text.trim().length), span: value.span };
  }
  return undefined;
}

function whole(from: Traced, text: string): Traced {
  return fromPieces([{ text, origin: hullOrigin(from) ?? { door: "added", by: "PowerShell" } }]);
}
