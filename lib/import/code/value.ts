import { encodeComponent } from "../../http/form.ts";
import type { Span } from "../../text/span.ts";
import {
  addedBy,
  concat,
  concatAll,
  fromPieces,
  hullOrigin,
  isKnown,
  mapKnown,
  type Traced,
  unknownsOf,
  unknownValue,
} from "../../text/traced.ts";

/** What an expression of an excerpt comes to, as far as the excerpt tells. Objects and instances are shared, so that later statements fill them. */
export type Value =
  | TextValue
  | { readonly kind: "object"; readonly type: string; readonly entries: [name: Traced, value: Value][] }
  | { readonly kind: "list"; readonly items: Value[] }
  | { readonly kind: "body"; readonly body: Body }
  | {
      readonly kind: "instance";
      readonly type: string;
      readonly args: readonly CallArgument[];
      readonly fields: Map<string, Value>;
    };

export interface TextValue {
  readonly kind: "text";
  readonly text: Traced;
  /** Of a base64 text: what was encoded. */
  readonly encoded?: Traced;
  /** True for Python's bytes: put into a string they are written `b'…'`. */
  readonly bytes?: boolean;
  /** True for what a function percent-encoded. */
  readonly escaped?: boolean;
}

export interface CallArgument {
  readonly name: string | null;
  readonly value: Value;
}

/** What is sent, and the media type that its maker sets by itself; null where it sets none. */
export interface Body {
  readonly text: Traced;
  readonly contentType: string | null;
}

export const textValue = (text: Traced): TextValue => ({ kind: "text", text });

/** A value that only run time knows, named as it is written. */
export function unknownAt(source: string, span: Span, name = source.slice(span.start, span.end)): TextValue {
  return textValue(unknownValue(name.slice(0, 200), source.slice(span.start, span.end), { door: "text", ...span }));
}

/** The value as the text that a program would put into a string. */
export function asText(value: Value | undefined): Traced {
  if (!value) return { text: "", pieces: [] };
  if (value.kind === "text") return value.text;
  if (value.kind === "body") return value.body.text;
  if (value.kind === "instance") {
    const first = value.args[0]?.value;
    if (first) return asText(first);
  }
  return addedBy("program", "");
}

/** The entries of an object, of an instance that was given one, or none. */
export function entriesOf(value: Value | undefined): readonly (readonly [Traced, Value])[] {
  if (!value) return [];
  if (value.kind === "object") return value.entries;
  if (value.kind === "list") {
    return value.items.flatMap((item) => {
      const [name, second] = item.kind === "list" ? item.items : pairOf(item);
      return name && second ? [[asText(name), second] as const] : [];
    });
  }
  if (value.kind !== "instance") return [];
  const [name, second] = pairOf(value);
  if (name && second) return [[asText(name), second]];
  const filled = value.fields.get("entries");
  return [...entriesOf(value.args[0]?.value), ...(filled?.kind === "object" ? filled.entries : [])];
}

/** .NET: new KeyValuePair<string, string>(name, value). */
function pairOf(value: Value): readonly Value[] {
  return value.kind === "instance" && /(?:KeyValuePair|NameValuePair)$/.test(value.type)
    ? value.args.map((each) => each.value)
    : [];
}

export function findEntry(value: Value | undefined, ...names: string[]): Value | undefined {
  const wanted = names.map((name) => name.toLowerCase());
  return entriesOf(value).find(([name]) => wanted.includes(name.text.toLowerCase()))?.[1];
}

/** A list of values under one name (Go's url.Values, an array) stands for its first. */
export function firstOf(value: Value): Value {
  return value.kind === "list" && value.items[0] ? value.items[0] : value;
}

/** Known characters are form-encoded; what is unknown stays as it is written, and unknown. */
export function encodeTraced(value: Traced): Traced {
  return mapKnown(value, encodeComponent);
}

export function toFormText(entries: readonly (readonly [Traced, Value])[], by: string): Traced {
  const pairs = entries.map(([name, value]) =>
    concat(encodeTraced(name), addedBy(by, "="), encodeTraced(toSent(firstOf(value)))),
  );
  return concatAll(pairs.flatMap((pair, i) => (i === 0 ? [pair] : [addedBy(by, "&"), pair])));
}

/** What a form encoder makes of a value that run time knows and a function has percent-encoded: encoded twice, by name. */
export const TWICE = "twice percent-encoded ";

function toSent(value: Value): Traced {
  const text = asText(value);
  if (value.kind !== "text" || !value.escaped) return text;
  return fromPieces(
    text.pieces.map((piece) =>
      piece.unknown === undefined ? piece : { ...piece, unknown: `${TWICE}${piece.unknown}` },
    ),
  );
}

/** JSON as a serializer writes it; unknown values stand in it as they are written. */
export function toJsonText(value: Value, by: string, depth = 0): Traced {
  if (depth > 20) return addedBy(by, "null");
  if (value.kind === "object") {
    const pairs = value.entries.map(([name, each]) =>
      concat(jsonString(name, by), addedBy(by, ":"), toJsonText(each, by, depth + 1)),
    );
    return concat(
      addedBy(by, "{"),
      ...pairs.flatMap((pair, i) => (i === 0 ? [pair] : [addedBy(by, ","), pair])),
      addedBy(by, "}"),
    );
  }
  if (value.kind === "list") {
    const items = value.items.map((item) => toJsonText(item, by, depth + 1));
    return concat(
      addedBy(by, "["),
      ...items.flatMap((item, i) => (i === 0 ? [item] : [addedBy(by, ","), item])),
      addedBy(by, "]"),
    );
  }
  return jsonString(asText(value), by);
}

function jsonString(value: Traced, by: string): Traced {
  const inner = mapKnown(value, (text) => JSON.stringify(text).slice(1, -1));
  return concat(addedBy(by, '"'), inner, addedBy(by, '"'));
}

/** base64 of a value: computed where all of it is known, else an unknown that remembers what it encodes. */
export function toBase64Value(value: Traced, encode: (text: string) => string): TextValue {
  const origin = hullOrigin(value);
  if (!origin) return { kind: "text", text: addedBy("program", ""), encoded: value };
  if (isKnown(value))
    return {
      kind: "text",
      text: { text: encode(value.text), pieces: [{ text: encode(value.text), origin }] },
      encoded: value,
    };
  const name = `base64 of ${unknownsOf(value).join(", ")}`;
  return { kind: "text", text: unknownValue(name, `<base64 of ${value.text}>`, origin), encoded: value };
}
