import { encodeBytes } from "../text/bytes.ts";
import { addedBy, concat, NOTHING, slice, type Traced, unknownValue } from "../text/traced.ts";
import { maskUnknowns, rewriteKnown } from "./opaque.ts";
import { isSince, type Release } from "./version.ts";

/** Standard input, which one command reads to its end once. */
export interface StandardInput {
  /** What is left of it; unknown if the text does not tell what comes in. */
  read(asked: Traced): Traced;
}

/** Standard input with that content; null for one that the text does not tell. */
export function toStandardInput(content: Traced | null): StandardInput {
  let rest = content;
  return {
    read(asked) {
      const origin = asked.pieces[0]?.origin ?? { door: "added", by: "curl" };
      const read = rest ?? unknownValue("standard input", asked.text, origin);
      rest = NOTHING;
      return read;
    },
  };
}

/** One piece of data as an option gives it. `file` names a file that was asked for and is taken as missing. */
export interface DataPiece {
  readonly content: Traced;
  readonly file: Traced | null;
}

/** The options that put their value into the body (or, with -G, into the query). */
export type DataOption = "data" | "data-ascii" | "data-binary" | "data-raw" | "data-urlencode" | "json";

/** The content that one data option adds, files taken as missing (empty, but for standard input and /dev/null). */
export function readData(option: DataOption, value: Traced, input: StandardInput, release: Release): DataPiece {
  if (option === "data-urlencode") return encodeData(value, input);
  if (option === "data-raw" || maskUnknowns(value)[0] !== "@") return { content: value, file: null };
  const read = readFile(slice(value, 1), value, input);
  const keepsBytes = option === "data-binary" || option === "json";
  return keepsBytes ? read : { ...read, content: dropLineBreaks(read.content, release) };
}

/** `name=content`, `=content`, `content`, `name@file`, `@file`: the content is encoded, the name never. */
export function encodeData(value: Traced, input: StandardInput): DataPiece {
  const masked = maskUnknowns(value);
  const equals = masked.indexOf("=");
  const at = equals < 0 ? masked.indexOf("@") : -1;
  const split = equals < 0 ? at : equals;
  const name = split > 0 ? slice(value, 0, split) : NOTHING;
  const rest = split < 0 ? value : slice(value, split + 1);
  const read = at >= 0 ? readFile(rest, value, input) : { content: rest, file: null };
  // Of a file that is missing or empty curl sends nothing, not even the name.
  if (at >= 0 && read.content.pieces.length === 0) return read;
  const encoded = encodeContent(read.content, "+");
  if (name.text === "") return { ...read, content: encoded };
  const sign = equals < 0 ? addedBy("curl", "=") : slice(value, equals, equals + 1);
  return { ...read, content: concat(name, sign, encoded) };
}

const RESERVED = /[^A-Za-z0-9\-._~]+/g;

/** Percent-encoding of RFC 3986, `blank` for a blank: `+` in data, `%20` elsewhere. Unknown values stay as written. */
export function encodeContent(value: Traced, blank: "+" | "%20"): Traced {
  return rewriteKnown(value, RESERVED, (run) => {
    let out = "";
    for (const byte of encodeBytes(run)) {
      out += byte === 0x20 ? blank : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    }
    return out;
  });
}

function readFile(name: Traced, asked: Traced, input: StandardInput): DataPiece {
  if (name.text === "-" || name.text === "/dev/stdin") return { content: input.read(asked), file: null };
  if (name.text === "/dev/null") return { content: NOTHING, file: null };
  return { content: NOTHING, file: name };
}

/** 7.88 cuts each line at its first CR or NUL; later releases drop CR, LF and NUL alone. */
function dropLineBreaks(value: Traced, release: Release): Traced {
  return isSince(release, "8.14.1")
    ? rewriteKnown(value, /[\r\n\0]+/g, () => "")
    : rewriteKnown(value, /[\r\0][^\n]*\n?|\n/g, () => "");
}
