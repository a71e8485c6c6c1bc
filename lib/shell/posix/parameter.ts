import type { Cursor } from "./cursor.ts";
import { readDouble, readSingle } from "./quoting.ts";
import { readBackticks, readDollar } from "./substitution.ts";
import type { Part } from "./syntax.ts";

const NAME = /[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?$!-]/y;
const INDEX = /\[[^\]{}]*\]/y;
const OPERATOR = /:[-=?+]|[-=?+]|##|%%|[#%]|\/[/#%]?|\^\^|,,|[\^,:]|@(?=[A-Za-z]\})/y;

/** `${…}`; the cursor stands on the dollar. */
export function readParameter(cursor: Cursor, quoted: boolean): void {
  const start = cursor.pos;
  cursor.count(start);
  cursor.pos += 2;
  const length = cursor.char === "#" && /^#(?:[A-Za-z_0-9@*?$!#-])/.test(cursor.slice(cursor.pos, cursor.pos + 2));
  const indirect = cursor.char === "!" && cursor.text[cursor.pos + 1] !== "}";
  if (length || indirect) cursor.pos++;
  const name = cursor.take(NAME);
  const index = name === "" ? "" : cursor.take(INDEX);
  const operator = name === "" || cursor.char === "}" ? "" : cursor.take(OPERATOR);
  const isValid = name !== "" && (cursor.char === "}" || operator !== "") && !(length && operator !== "");
  const behind = cursor.pos;
  const operand = cursor.nest(start, [], () => readOperand(cursor, quoted));
  const isPlain = operand.length < 2 && !/["'\\$`]/.test(cursor.slice(behind, Math.min(cursor.pos, behind + 1000)));
  if (cursor.done) {
    cursor.fail("open-substitution", start, start + 2, "This brace is never closed.");
    return;
  }
  cursor.pos++;
  const written = cursor.slice(start);
  const span = cursor.span(start);
  if (!isValid) {
    cursor.parts.push({ kind: "bad", written, span, quoted });
    return;
  }
  if (indirect) {
    cursor.parts.push({ kind: "opaque", name: written.slice(2, -1), written, span, quoted });
    return;
  }
  const parameter = {
    name,
    operator: length ? "length" : operator,
    operand,
    isPlain,
    index: index === "" ? null : index.slice(1, -1),
  };
  cursor.parts.push({ kind: "parameter", parameter, written, span, quoted });
}

/** Up to the brace that closes it, quotes and nested expansions taken whole. */
function readOperand(cursor: Cursor, quoted: boolean): Part[] {
  const base = cursor.parts.length;
  const plain = quoted ? /[^}"\\$`]+/y : /[^}"'\\$`]+/y;
  while (!cursor.done && cursor.char !== "}") {
    const start = cursor.pos;
    const run = cursor.take(plain);
    if (run !== "") cursor.parts.push(text(cursor, run, start, quoted));
    else if (cursor.char === "$") readDollar(cursor, quoted);
    else if (cursor.char === "`") readBackticks(cursor, quoted);
    else if (cursor.char === '"') readDouble(cursor);
    else if (cursor.char === "'") readSingle(cursor);
    else {
      const next = cursor.text[start + 1] ?? "";
      const isEscape = next !== "" && (!quoted || '\\$`"}'.includes(next));
      cursor.pos += isEscape || next === "\n" ? 2 : 1;
      if (next !== "\n") cursor.parts.push(text(cursor, isEscape ? next : "\\", start, true));
    }
  }
  return cursor.takeParts(base);
}

function text(cursor: Cursor, value: string, start: number, quoted: boolean): Part {
  return { kind: "text", value: cursor.traced(value, start), span: cursor.span(start), quoted };
}
