import { addedBy, concatAll, fromPieces, isKnown, slice, type Traced } from "../../text/traced.ts";
import { unescapeEcho } from "./pure.ts";

const DIRECTIVE = /%(?:%|[sbd])|\\[0-7]{1,3}|\\[\s\S]|%/g;

/** bash's printf with %s, %b, %d and %%; null for other directives and whatever the text cannot tell. */
export function formatPrintf(words: readonly Traced[]): Traced | null {
  const [first, ...rest] = words;
  const [format, ...values] = first?.text === "--" ? rest : words;
  if (!format || (format.text.startsWith("-") && format.text !== "-")) return null;
  if (!isKnown(format) && /[%\\]/.test(format.text)) return null;
  const parts: Traced[] = [];
  let next = 0;
  do {
    const before = next;
    const used = formatOnce(format, values, next, parts);
    if (used === undefined) return null;
    next = used;
    if (next === before) break;
  } while (next < values.length);
  return concatAll(parts);
}

/** One pass over the format; how many values are used up then, or undefined. */
function formatOnce(format: Traced, values: readonly Traced[], first: number, parts: Traced[]): number | undefined {
  let next = first;
  let done = 0;
  for (const match of format.text.matchAll(DIRECTIVE)) {
    const end = match.index + match[0].length;
    if (match.index > done) parts.push(slice(format, done, match.index));
    const piece = slice(format, match.index, end);
    done = end;
    if (match[0] === "%") return undefined;
    if (match[0] === "%%") parts.push(slice(piece, 0, 1));
    else if (match[0].startsWith("\\")) {
      const text = escapeOf(piece);
      if (!text) return undefined;
      parts.push(text);
    } else {
      const value = values[next++];
      const shown = directive(match[0], value);
      if (!shown) return undefined;
      parts.push(shown);
    }
  }
  if (done < format.text.length) parts.push(slice(format, done, format.text.length));
  return next;
}

function directive(written: string, value: Traced | undefined): Traced | undefined {
  if (written === "%d") {
    if (value && !/^(?:0|-?[1-9][0-9]{0,14})$/.test(value.text)) return undefined;
    return value ?? addedBy("printf", "0");
  }
  if (!value) return fromPieces([]);
  if (written === "%s") return value;
  return value.text.includes("\\c") ? undefined : unescapeEcho(value);
}

function escapeOf(piece: Traced): Traced | undefined {
  const { text } = piece;
  if (text === "\\c" || /^\\[xuU]/.test(text)) return undefined;
  // In a format the octal digits need no leading zero, and a quote may be escaped.
  const octal = /^\\([0-7]+)$/.exec(text)?.[1];
  const origin = piece.pieces[0]?.origin;
  if (!origin) return undefined;
  if (octal !== undefined) return unescapeEcho(fromPieces([{ text: `\\0${octal}`, origin }]));
  if (text === '\\"' || text === "\\'") return fromPieces([{ text: text.slice(1), origin }]);
  return unescapeEcho(piece);
}
