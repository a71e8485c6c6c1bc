import { concat, concatAll, fromPieces, hullOrigin, type Traced } from "../../text/traced.ts";
import type { TableEntry } from "../reading.ts";
import { readPipeline, skipSpace } from "./command.ts";
import { callMethod, callStatic } from "./method.ts";
import { asText, isShellValue, type Reader, type Value } from "./reader.ts";
import { DOUBLE, readDouble, readHereString, readSingle, readVariable, SINGLE } from "./strings.ts";

const OPERATOR =
  /\+(?![+=])|-(?:f|join|replace|eq|ne|gt|lt|ge|le|match|like|and|or|split|as|in|contains|not\w+|c\w+|i\w+)\b|[*/%](?!=)|\.\.|\?\?|-(?![-A-Za-z=])/iy;

/** A value with whatever operators follow it; only `+`, `-f` and `,` of known kinds are worked out. */
export function readExpression(reader: Reader): Value {
  const start = reader.pos;
  const empty = reader.textValue(fromPieces([]), start);
  return reader.nest(start, empty, () => readOperators(reader, start));
}

function readOperators(reader: Reader, start: number): Value {
  let left = readList(reader);
  for (;;) {
    skipSpace(reader);
    const operator = reader.take(OPERATOR).toLowerCase();
    if (operator === "" || reader.problem) return left;
    skipSpace(reader, true);
    const right = readList(reader);
    left = operate(reader, operator, left, right) ?? reader.unknown(reader.text.slice(start, reader.pos), start);
  }
}

/** `a, b`: a list of what stands between the commas. */
function readList(reader: Reader): Value {
  const start = reader.pos;
  const first = readUnary(reader);
  const items = [first];
  for (;;) {
    skipSpace(reader);
    if (reader.char !== "," || reader.problem) break;
    reader.pos++;
    skipSpace(reader, true);
    items.push(readUnary(reader));
  }
  return items.length === 1 ? first : toList(reader, items, start);
}

function toList(reader: Reader, items: readonly Value[], start: number): Value {
  const plain = items.filter(isShellValue);
  return { kind: "list", items: plain, span: reader.span(start) };
}

function operate(reader: Reader, operator: string, left: Value, right: Value): Value | undefined {
  const a = asText(left);
  const b = asText(right);
  const span = { start: left.span.start, end: Math.max(left.span.end, right.span.end) };
  if (operator === "+") {
    if (left.kind === "table" && right.kind === "table")
      return { ...left, entries: [...left.entries, ...right.entries] };
    if (!a || !b || (/^[0-9.]+$/.test(a.text) && /^[0-9.]+$/.test(b.text))) return undefined;
    const value = concat(a, b);
    reader.spend(value, span.start);
    return { kind: "text", value, span };
  }
  if (operator === "-join" && left.kind === "list" && b) {
    const texts = left.items.map(asText);
    if (texts.some((text) => !text)) return undefined;
    const value = concatAll(texts.flatMap((text, i) => (i > 0 ? [b, text ?? b] : [text ?? b])));
    reader.spend(value, span.start);
    return { kind: "text", value, span };
  }
  if (operator !== "-f" || !a) return undefined;
  const values = right.kind === "list" ? right.items.map(asText) : [b];
  return formatText(a, values, span);
}

/** `"{0}:{1}" -f $a, $b`; undefined where a place has a format of its own. */
function formatText(format: Traced, values: readonly (Traced | undefined)[], span: Value["span"]): Value | undefined {
  const origin = hullOrigin(format);
  const parts: Traced[] = [];
  for (const part of format.text.split(/(\{\{|\}\}|\{[^{}]*\})/)) {
    if (part === "" || !origin) continue;
    const index = /^\{([0-9]+)\}$/.exec(part)?.[1];
    const value = index === undefined ? undefined : values[Number(index)];
    if (index !== undefined && !value) return undefined;
    if (index === undefined && /^\{[^{]/.test(part)) return undefined;
    parts.push(value ?? fromPieces([{ text: part === "{{" || part === "}}" ? (part[0] ?? "") : part, origin }]));
  }
  return { kind: "text", value: concatAll(parts), span };
}

function readUnary(reader: Reader): Value {
  const start = reader.pos;
  const operator = reader.take(/(?:-not|!|-join|-split|\+\+|--)[ \t]*/iy);
  const value = readPostfix(reader);
  return operator === "" ? value : reader.unknown(reader.text.slice(start, reader.pos), start);
}

/** A value with its members and elements, and no operators: what one argument of a command can be. */
export function readPostfix(reader: Reader): Value {
  const start = reader.pos;
  let value = readPrimary(reader);
  for (;;) {
    if (reader.problem) return value;
    const member = reader.take(/\.[A-Za-z_]\w*/y);
    if (member !== "") {
      const name = member.slice(1);
      const values = reader.char === "(" ? readArguments(reader) : undefined;
      value = callMethod(value, name, values) ?? reader.unknown(reader.text.slice(start, reader.pos), start);
      continue;
    }
    if (reader.char !== "[") return value;
    reader.pos++;
    const index = readExpression(reader);
    skipSpace(reader, true);
    if (reader.take(/\]/y) === "") {
      reader.fail("syntax", reader.pos, reader.pos + 1, "PowerShell expects `]' here.");
    }
    value = elementOf(value, index) ?? reader.unknown(reader.text.slice(start, reader.pos), start);
  }
}

function elementOf(value: Value, index: Value): Value | undefined {
  const key = asText(index)?.text;
  if (key === undefined) return undefined;
  if (value.kind === "table") return value.entries.findLast(({ name }) => isSameName(name.text, key))?.value;
  return value.kind === "list" && /^[0-9]+$/.test(key) ? value.items[Number(key)] : undefined;
}

export function isSameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** `(…)` behind a method's name. */
function readArguments(reader: Reader): readonly Value[] {
  reader.pos++;
  skipSpace(reader, true);
  if (reader.char === ")") {
    reader.pos++;
    return [];
  }
  const value = readExpression(reader);
  skipSpace(reader, true);
  if (reader.char === ")") reader.pos++;
  else reader.fail("syntax", reader.pos, reader.pos + 1, "PowerShell expects `)' here.");
  return value.kind === "list" ? value.items : [value];
}

function readPrimary(reader: Reader): Value {
  const start = reader.pos;
  const { char } = reader;
  if (char !== "" && SINGLE.includes(char)) return reader.textValue(readSingle(reader), start);
  if (char !== "" && DOUBLE.includes(char)) return reader.textValue(readDouble(reader), start);
  if (char === "@") {
    const text = readHereString(reader);
    if (text) return reader.textValue(text, start);
    if (reader.text[start + 1] === "{") return readTable(reader);
    if (reader.text[start + 1] === "(") return readSubexpression(reader);
  }
  if (char === "$") {
    if (reader.text[start + 1] === "(") return readSubexpression(reader);
    if (reader.peek(/\$[\w{?^$]/y) !== "") return readVariable(reader, "none");
  }
  if (char === "(") return readParenthesis(reader);
  if (char === "[") return readType(reader);
  if (char === "{") return readBlock(reader);
  const number = reader.take(/-?[0-9]+(?:\.[0-9]+)?\w*/y);
  if (number !== "") return { ...reader.textValue(reader.traced(number, start), start), as: "number" } as Value;
  const word = reader.take(/[A-Za-z_][\w-]*/y);
  if (word === "") reader.fail("syntax", start, start + 1, "PowerShell does not expect this here.");
  return reader.unknown(word, start);
}

function readParenthesis(reader: Reader): Value {
  const start = reader.pos;
  reader.pos++;
  const value = reader.nest(start, reader.unknown("(", start), () => readPipeline(reader));
  skipSpace(reader, true);
  if (reader.char === ")") reader.pos++;
  else reader.fail("open-parenthesis", start, start + 1, "This parenthesis is never closed.");
  return value;
}

/** `$(…)` and `@(…)`: the value of a single expression, or a list for `@(…)`. */
export function readSubexpression(reader: Reader): Value {
  const start = reader.pos;
  const isList = reader.char === "@";
  reader.pos += 2;
  const values = reader.nest(start, [], () => readStatements(reader));
  if (reader.char === ")") reader.pos++;
  else reader.fail("open-substitution", start, start + 2, "This subexpression is never closed.");
  const [first] = values;
  if (isList) return values.length === 1 && first?.kind === "list" ? first : toList(reader, values, start);
  if (values.length === 1 && first) return first;
  return reader.unknown(reader.text.slice(start, reader.pos), start);
}

function readStatements(reader: Reader): Value[] {
  const values: Value[] = [];
  for (;;) {
    skipSpace(reader, true);
    if (reader.char === ";") reader.pos++;
    else if (reader.done || reader.char === ")") return values;
    else {
      const at = reader.pos;
      values.push(readPipeline(reader));
      skipSpace(reader);
      if (reader.pos === at) reader.fail("syntax", at, at + 1, "PowerShell does not expect this here.");
    }
  }
}

/** `{ … }` as a value: its text. */
function readBlock(reader: Reader): Value {
  const start = reader.pos;
  let level = 0;
  const brace = /[{}]/g;
  brace.lastIndex = start;
  for (let match = brace.exec(reader.text); match; match = brace.exec(reader.text)) {
    level += match[0] === "{" ? 1 : -1;
    if (level > 0) continue;
    reader.pos = match.index + 1;
    const text = reader.text.slice(start + 1, match.index);
    return reader.textValue(reader.traced(text, start + 1, match.index), start);
  }
  reader.fail("open-brace", start, start + 1, "This brace is never closed.");
  return reader.textValue(fromPieces([]), start);
}

/** `[Type]::Method(…)`, or a cast, which leaves a text as it is. */
function readType(reader: Reader): Value {
  const start = reader.pos;
  const type = reader.take(/\[[\w.]+(?:\[\])?\]/y);
  if (type === "") {
    reader.fail("syntax", start, start + 1, "PowerShell expects a type's name here.");
    return reader.unknown("[", start);
  }
  const name = type.slice(1, -1);
  const member = reader.take(/::\w+/y).slice(2);
  if (member !== "") {
    const values = reader.char === "(" ? readArguments(reader) : undefined;
    return callStatic(reader, name, member, values, start);
  }
  skipSpace(reader);
  const value = reader.nest(start, reader.unknown(type, start), () => readPostfix(reader));
  if (/^(?:system\.)?byte\[\]$/i.test(name) && value.kind === "text")
    return { kind: "bytes", text: value.value, span: value.span };
  if (/^(?:ordered|hashtable|pscustomobject|string|array|object|char|uri|system\.uri)(?:\[\])?$/i.test(name))
    return value;
  return reader.unknown(reader.text.slice(start, reader.pos), start);
}

/** `@{ name = value; … }`. */
function readTable(reader: Reader): Value {
  const start = reader.pos;
  reader.pos += 2;
  const entries = reader.nest(start, [], () => readEntries(reader, start));
  if (reader.char === "}") reader.pos++;
  else reader.fail("open-brace", start, start + 2, "This table is never closed.");
  return { kind: "table", entries, span: reader.span(start) };
}

function readEntries(reader: Reader, open: number): TableEntry[] {
  const entries: TableEntry[] = [];
  for (;;) {
    skipSpace(reader, true);
    if (reader.char === ";") {
      reader.pos++;
      continue;
    }
    if (reader.done || reader.char === "}") return entries;
    const start = reader.pos;
    const bare = reader.take(/[\w.]+(?:-[\w.]+)*(?=[ \t]*=)/y);
    const name = bare === "" ? asText(readPostfix(reader)) : reader.traced(bare, start);
    skipSpace(reader, true);
    if (reader.char !== "=" || !name) {
      if (reader.done) reader.fail("open-brace", open, open + 2, "This table is never closed.");
      reader.fail("syntax", start, Math.max(reader.pos, start + 1), "A table's entry is written name = value.");
      return entries;
    }
    reader.pos++;
    skipSpace(reader, true);
    const value = readPipeline(reader);
    if (isShellValue(value)) entries.push({ name, value, span: reader.span(start) });
    skipSpace(reader);
    if (!reader.done && !"};\r\n".includes(reader.char)) {
      reader.fail(
        "syntax",
        reader.pos,
        reader.pos + 1,
        "The next entry of a table begins on a line of its own, or behind `;'.",
      );
    }
  }
}
