import { encodeBytes, toBase64 } from "../text/bytes.ts";
import { addedBy, concat, concatAll, type Traced } from "../text/traced.ts";
import type { FormPart } from "./form.ts";
import { rewriteKnown } from "./opaque.ts";
import { isSince, type Release } from "./version.ts";

const TYPES: readonly (readonly [extension: string, type: string])[] = [
  [".gif", "image/gif"],
  [".jpg", "image/jpeg"],
  [".jpeg", "image/jpeg"],
  [".png", "image/png"],
  [".svg", "image/svg+xml"],
  [".txt", "text/plain"],
  [".htm", "text/html"],
  [".html", "text/html"],
  [".pdf", "application/pdf"],
  [".xml", "application/xml"],
];
const BREAK = "\r\n";

/** A multipart body and the parameter that its Content-Type needs. */
export interface Multipart {
  readonly body: Traced;
  readonly boundary: string;
}

/** False where curl cannot tell how long the body will be: it comes from a device such as /dev/null. */
export function hasLength(parts: readonly FormPart[]): boolean {
  return parts.every(({ content }) => (content.kind === "parts" ? hasLength(content.parts) : content.kind === "text"));
}

/**
 * A boundary as long as curl's: 24 dashes and 16 hex digits (7.88) or 22 letters and digits. Curl's own is random, so each
 * is as good as this one.
 */
export function boundaryOf(release: Release, number = 0): string {
  const mark = number.toString(16).padStart(2, "0");
  const rest = isSince(release, "8.14.1") ? `Regrant0Boundary0000${mark}` : `5ea1c0de5ea1c0${mark}`;
  return "-".repeat(24) + rest;
}

/** The first file of the parts that cannot be read. */
export function findMissingFile(parts: readonly FormPart[]): Traced | undefined {
  for (const { content } of parts) {
    if (content.kind === "file" && content.text === null) return content.name;
    const inner = content.kind === "parts" ? findMissingFile(content.parts) : undefined;
    if (inner) return inner;
  }
  return undefined;
}

/** The first encoder of the parts that curl does not know; it gives up with exit code 43. */
export function findUnknownEncoder(parts: readonly FormPart[]): Traced | undefined {
  for (const { content, encoder } of parts) {
    if (encoder && !/^(binary|8bit|7bit|base64|quoted-printable)$/i.test(encoder.text)) return encoder;
    const inner = content.kind === "parts" ? findUnknownEncoder(content.parts) : undefined;
    if (inner) return inner;
  }
  return undefined;
}

/**
 * The body of -F as curl writes it (RFC 7578): `contentType` is the type of the whole, which decides between
 * `form-data` and `attachment`; `escapes` is --form-escape.
 */
export function toMultipart(
  parts: readonly FormPart[],
  contentType: string,
  escapes: boolean,
  release: Release,
): Multipart {
  let boundaries = 0;
  const write = (list: readonly FormPart[], type: string): Multipart => {
    const boundary = boundaryOf(release, boundaries++);
    const disposition = /^multipart\/form-data($|[ ;\t\r\n])/i.test(type) ? "form-data" : "attachment";
    const pieces = list.flatMap((part) => [
      addedBy("curl", `--${boundary}${BREAK}`),
      ...writePart(part, disposition),
      addedBy("curl", BREAK),
    ]);
    pieces.push(addedBy("curl", `--${boundary}--${BREAK}`));
    return { body: concatAll(pieces), boundary };
  };
  const writePart = (part: FormPart, disposition: string): Traced[] => {
    const custom = part.type ?? findPartHeader(part, "content-type");
    const { content } = part;
    if (content.kind === "parts") {
      const type = custom ?? addedBy("curl", "multipart/mixed");
      const inner = write(content.parts, type.text);
      const full = concat(type, addedBy("curl", `; boundary=${inner.boundary}`));
      return [...writeHead(part, disposition, full, escapes), inner.body];
    }
    const text = content.text ?? addedBy("curl", "");
    return [...writeHead(part, disposition, custom ?? guessType(part), escapes), encode(text, part.encoder)];
  };
  return write(parts, contentType);
}

function writeHead(part: FormPart, disposition: string, type: Traced | null, escapes: boolean): Traced[] {
  const head: Traced[] = [];
  const shows = disposition === "form-data" || part.name || part.fileName;
  if (shows && !findPartHeader(part, "content-disposition")) {
    head.push(addedBy("curl", `Content-Disposition: ${disposition}`));
    if (part.name) head.push(addedBy("curl", '; name="'), escapeName(part.name, escapes), addedBy("curl", '"'));
    if (part.fileName) {
      head.push(addedBy("curl", '; filename="'), escapeName(part.fileName, escapes), addedBy("curl", '"'));
    }
    head.push(addedBy("curl", BREAK));
  }
  if (type) head.push(addedBy("curl", "Content-Type: "), type, addedBy("curl", BREAK));
  if (part.encoder && !findPartHeader(part, "content-transfer-encoding")) {
    head.push(addedBy("curl", `Content-Transfer-Encoding: ${part.encoder.text.toLowerCase()}${BREAK}`));
  }
  for (const header of part.headers) {
    if (!/^content-type:/i.test(header.text)) head.push(header, addedBy("curl", BREAK));
  }
  head.push(addedBy("curl", BREAK));
  return head;
}

function guessType(part: FormPart): Traced | null {
  const byName = typeOf(part.fileName) ?? (part.content.kind === "file" ? typeOf(part.content.name) : undefined);
  const guess = byName ?? (part.content.kind === "file" && part.fileName ? "application/octet-stream" : undefined);
  return guess === undefined || (guess === "text/plain" && !part.fileName) ? null : addedBy("curl", guess);
}

function typeOf(name: Traced | null): string | undefined {
  const lower = name?.text.toLowerCase();
  return TYPES.find(([extension]) => lower?.endsWith(extension))?.[1];
}

function findPartHeader(part: FormPart, name: string): Traced | undefined {
  return part.headers.find((header) => header.text.toLowerCase().startsWith(`${name}:`));
}

/** Names are escaped as HTML forms do it, or with backslashes under --form-escape. */
function escapeName(name: Traced, escapes: boolean): Traced {
  return escapes
    ? rewriteKnown(name, /["\\]/g, (char) => `\\${char}`)
    : rewriteKnown(name, /["\r\n]/g, (char) => (char === '"' ? "%22" : char === "\r" ? "%0D" : "%0A"));
}

function encode(text: Traced, encoder: Traced | null): Traced {
  if (encoder?.text.toLowerCase() !== "base64" || text.text === "") return text;
  const lines = toBase64(encodeBytes(text.text)).match(/.{1,76}/g) ?? [];
  const [first] = text.pieces;
  return first ? { text: lines.join(BREAK), pieces: [{ ...first, text: lines.join(BREAK) }] } : text;
}
