import { decodeBytes, encodeBytes, fromBase64, toBase64 } from "../text/bytes.ts";
import { concatAll, hullOrigin, isKnown, NOTHING, slice, slicer, type Traced, unknownValue } from "../text/traced.ts";
import { encodeContent, type StandardInput } from "./data.ts";
import { maskUnknowns, rewriteKnown } from "./opaque.ts";
import type { OptionTrouble } from "./trouble.ts";

/** The variables that --variable set so far. */
export type Variables = Map<string, Traced>;

const NAME = /^[A-Za-z0-9_]{1,127}(?![A-Za-z0-9_])/;

/**
 * Sets a variable as `--variable name=content`, `name[first-last]=content`, `name@file` or `%name` (the environment, which
 * the text does not tell) does.
 */
export function setVariable(value: Traced, variables: Variables, input: StandardInput): OptionTrouble | null {
  const masked = maskUnknowns(value);
  const isImport = masked.startsWith("%");
  const start = isImport ? 1 : 0;
  const name = NAME.exec(masked.slice(start))?.[0];
  if (name === undefined) return null;
  if (isImport) {
    variables.set(name, unknownValue(name, value.text, hullOrigin(value) ?? { door: "added", by: "curl" }));
    return null;
  }
  let at = name.length;
  let range: readonly [first: number, last: number] | null = null;
  if (/^\[\d/.test(masked.slice(at))) {
    const match = /^\[(\d+)-(\d*)\]/.exec(masked.slice(at));
    const last = match?.[2] ? Number(match[2]) : Number.POSITIVE_INFINITY;
    if (!match || Number(match[1]) > last) return "variable-syntax";
    range = [Number(match[1]), last];
    at += match[0].length;
  }
  if (masked[at] === "@") {
    const file = value.text.slice(at + 1);
    if (file !== "-" && file !== "/dev/stdin" && file !== "/dev/null") return "missing-file";
    variables.set(name, file === "/dev/null" ? NOTHING : cut(input.read(value), range));
    return null;
  }
  if (masked[at] !== "=") return null;
  variables.set(name, at + 1 < masked.length ? cut(slice(value, at + 1), range) : NOTHING);
  return null;
}

function cut(content: Traced, range: readonly [first: number, last: number] | null): Traced {
  if (!range || !isKnown(content)) return content;
  const bytes = encodeBytes(content.text);
  const before = decodeBytes(bytes.subarray(0, range[0])).length;
  const length = decodeBytes(bytes.subarray(range[0], range[1] + 1)).length;
  return length === 0 ? NOTHING : slice(content, before, before + length);
}

/** The value with `{{name}}` and `{{name:function}}` replaced; null for a function that curl does not know. */
export function expandVariables(value: Traced, variables: Variables): Traced | null {
  const masked = maskUnknowns(value);
  const parts: Traced[] = [];
  const cutter = slicer(value);
  const part = (start: number, end: number) => (start >= end ? NOTHING : cutter(start, end));
  let replaced = false;
  let from = 0;
  for (let open = masked.indexOf("{{"); open >= 0; open = masked.indexOf("{{", from)) {
    if (open > from && masked[open - 1] === "\\") {
      parts.push(part(from, open - 1), part(open, open + 2));
      from = open + 2;
      continue;
    }
    const close = masked.indexOf("}}", open + 2);
    if (close < 0) break;
    const [name = "", ...functions] = masked.slice(open + 2, close).split(":");
    if (NAME.exec(name)?.[0] === name) {
      parts.push(part(from, open));
      const content = apply(variables.get(name) ?? NOTHING, functions);
      if (!content) return null;
      parts.push(content);
      replaced = true;
    } else parts.push(part(from, close + 2));
    from = close + 2;
  }
  parts.push(part(from, masked.length));
  return replaced ? concatAll(parts) : value;
}

function take(value: Traced, start: number, end: number): Traced {
  return start >= end ? NOTHING : slice(value, start, end);
}

function apply(content: Traced, functions: readonly string[]): Traced | null {
  let result: Traced | null = content;
  for (const name of functions) result = result && applyOne(result, name);
  return result;
}

function applyOne(content: Traced, name: string): Traced | null {
  switch (name) {
    case "trim": {
      const start = /^[ \t-\r]*/.exec(content.text)?.[0].length ?? 0;
      return take(content, start, content.text.trimEnd().length);
    }
    case "url":
      return encodeContent(content, "%20");
    case "json":
      return rewriteKnown(content, /["\\\x00-\x1f]/g, (char) => JSON.stringify(char).slice(1, -1));
    case "b64":
      return replace(content, () => toBase64(encodeBytes(content.text)));
    case "64dec":
      return replace(content, () => {
        const bytes = fromBase64(content.text);
        return bytes ? decodeBytes(bytes) : "[64dec-fail]";
      });
    default:
      return null;
  }
}

/** A text that comes of all of another; an unknown one stays as it was written. */
function replace(content: Traced, change: () => string): Traced {
  if (!isKnown(content) || content.text === "") return content;
  const text = change();
  return { text, pieces: [{ text, origin: hullOrigin(content) ?? { door: "added", by: "curl" } }] };
}
