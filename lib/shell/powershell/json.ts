import {
  addedBy,
  concat,
  concatAll,
  fromPieces,
  isKnown,
  type Piece,
  rewrite,
  type Traced,
} from "../../text/traced.ts";
import { asText, type Value, type Version } from "./reader.ts";

/**
 * What ConvertTo-Json writes: lines of two blanks in PowerShell 7; in 5.1 four blanks, deeper values aligned behind their
 * names, and `& ' < >` escaped. Undefined for what has no JSON here.
 */
export function formatJson(value: Value, version: Version, compress: boolean): Traced | undefined {
  return write(value, { version, compress }, 0);
}

interface Style {
  readonly version: Version;
  readonly compress: boolean;
}

function own(text: string): Traced {
  return addedBy("ConvertTo-Json", text);
}

function write(value: Value, style: Style, indent: number): Traced | undefined {
  if (indent > 200) return undefined;
  switch (value.kind) {
    case "flag":
      return own(value.on ? "true" : "false");
    case "text":
      return value.as === "number" ? value.value : writeText(value.value, style);
    case "list":
      return writeAll(
        "[",
        "]",
        value.items.map((item) => write(item, style, innerIndent(style, indent))),
        style,
        indent,
      );
    case "table": {
      const entries = value.entries.map((entry) => {
        const name = quote(entry.name, style);
        const separator = style.compress ? ":" : style.version === "powershell" ? ":  " : ": ";
        const inner = innerIndent(style, indent);
        const deeper = style.version === "powershell" ? inner + name.text.length + separator.length : inner;
        const written = write(entry.value, style, deeper);
        return written && concat(name, own(separator), written);
      });
      return writeAll("{", "}", entries, style, indent);
    }
    default:
      return undefined;
  }
}

function innerIndent(style: Style, indent: number): number {
  return indent + (style.version === "powershell" ? 4 : 2);
}

function writeAll(
  open: string,
  close: string,
  parts: readonly (Traced | undefined)[],
  style: Style,
  indent: number,
): Traced | undefined {
  if (parts.length === 0)
    return own(
      open + (style.version === "powershell" && !style.compress ? `\r\n\r\n${" ".repeat(indent)}` : "") + close,
    );
  const line = (width: number) => (style.compress ? "" : `\r\n${" ".repeat(width)}`);
  const inner = innerIndent(style, indent);
  const out: Traced[] = [own(open + line(inner))];
  for (const [i, part] of parts.entries()) {
    if (!part) return undefined;
    if (i > 0) out.push(own(`,${line(inner)}`));
    out.push(part);
  }
  return concatAll([...out, own(line(indent) + close)]);
}

/** Numbers stay bare; an unknown is taken for a string, which it nearly always is. */
function writeText(value: Traced, style: Style): Traced {
  if (value.pieces.length === 0) return own("null");
  return quote(value, style);
}

function quote(value: Traced, style: Style): Traced {
  const special = style.version === "powershell" ? /["\\\u0000-\u001F&'<>]/g : /["\\\u0000-\u001F]/g;
  const escaped = value.pieces.map((piece: Piece) => {
    const alone = fromPieces([piece]);
    return piece.unknown === undefined ? rewrite(alone, special, escapeCharacter) : alone;
  });
  return concat(own('"'), ...escaped, own('"'));
}

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

function escapeCharacter(char: string): string {
  return SHORT[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** The text of a value for a method that takes a string, if all of it is known. */
export function knownText(value: Value | undefined): Traced | undefined {
  const text = value && asText(value);
  return text && isKnown(text) ? text : undefined;
}
