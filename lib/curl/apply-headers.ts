import { isKnown, slice, type Traced } from "../text/traced.ts";
import { type Context, chooseKind, type Stop, type Use } from "./effect.ts";
import { maskUnknowns } from "./opaque.ts";
import { isSince } from "./version.ts";

/** -I. */
export function applyHead(use: Use, { operation }: Context): Stop | null {
  operation.head = use.on;
  operation.showHeaders = use.on;
  const message = chooseKind(operation, use.on ? "HEAD" : "GET");
  return message === null ? null : { trouble: "conflicting-options", message };
}

/** -H and --proxy-header. */
export function applyHeader(use: Use, { operation, release, input, notes }: Context): Stop | null {
  const list = use.name === "header" ? operation.headers : operation.proxyHeaders;
  if (maskUnknowns(use.value)[0] !== "@") {
    list.push(use);
    return null;
  }
  const name = slice(use.value, 1).text;
  if (name === "-" || name === "/dev/stdin") {
    const read = input.read(use.value);
    for (const line of linesOf(read)) list.push({ value: line, span: use.span });
    return null;
  }
  if (name === "/dev/null") return null;
  notes.push({ kind: "header-from-file", span: use.span, data: { file: name } });
  return isSince(release, "8.14.1") ? { trouble: "missing-file", message: `curl: Failed to open ${name}` } : null;
}

function linesOf(value: Traced): Traced[] {
  return [...value.text.matchAll(/[^\r\n]+/g)].map((match) => slice(value, match.index, match.index + match[0].length));
}

/** A value with `=` is sent, another names a file; up to 7.88 a leading `@` makes it a file in any case. */
export function applyCookie(use: Use, { operation, release, notes }: Context): Stop | null {
  const masked = maskUnknowns(use.value);
  const isText = masked.includes("=") || !isKnown(use.value);
  const isFile = !isText || (masked[0] === "@" && !isSince(release, "8.14.1"));
  if (!isFile) operation.cookies.push(use);
  else notes.push({ kind: "cookie-file", span: use.span, data: { file: use.value.text.replace(/^@/, "") } });
  return null;
}

/** The place of `;auto` counts: anywhere up to 7.88, later only at the end. */
export function applyReferer(use: Use, { operation, release }: Context): Stop | null {
  const masked = maskUnknowns(use.value);
  const at = isSince(release, "8.14.1") ? (masked.endsWith(";auto") ? masked.length - 5 : -1) : masked.indexOf(";auto");
  operation.autoReferer = at >= 0;
  const value = at < 0 ? use.value : slice(use.value, 0, at);
  operation.referer = value.pieces.length === 0 ? null : { value, span: use.span };
  return null;
}
