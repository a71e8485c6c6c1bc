import type { ShellValue, TableEntry } from "../reading.ts";
import { readPipeline, skipSpace } from "./command.ts";
import { readExpression } from "./expression.ts";
import { asText, isShellValue, type Reader } from "./reader.ts";

const BLOCK_WORD =
  /(?:if|elseif|else|while|foreach|for|switch|try|catch|finally|do|until|function|filter|param|begin|process|end)(?=[ \t\r\n({]|$)/iy;
const LEAVING = /(?:return|throw|exit|break|continue)(?=[ \t\r\n;]|$)/iy;

/** All statements up to the end. What only may run, in branches and functions, is read like the rest and noted. */
export function readScript(reader: Reader): void {
  let open = 0;
  for (;;) {
    skipSpace(reader, true);
    if (reader.problem) return;
    if (reader.done) break;
    const start = reader.pos;
    if (reader.char === ";") reader.pos++;
    else if (reader.char === "}" && open > 0) {
      open--;
      reader.pos++;
    } else if (reader.peek(BLOCK_WORD) !== "") {
      open += readBlockHead(reader);
    } else {
      reader.take(LEAVING);
      skipSpace(reader);
      if (!reader.done && !";}\r\n".includes(reader.char)) readStatement(reader);
    }
    if (reader.pos === start && !reader.problem) {
      reader.fail("syntax", start, start + 1, `PowerShell does not expect \`${reader.char}' here.`);
    }
  }
  if (open > 0) reader.fail("open-brace", reader.pos, reader.pos, "A brace is never closed.");
}

/** A keyword with its parentheses; 1 if a block opens behind it. */
function readBlockHead(reader: Reader): number {
  const start = reader.pos;
  const keyword = reader.take(BLOCK_WORD).toLowerCase();
  reader.note("conditional", start, reader.pos, { keyword });
  skipSpace(reader, true);
  if (keyword === "function" || keyword === "filter") reader.take(/[\w:-]+[ \t\r\n]*/y);
  if (reader.char === "(") skipParentheses(reader);
  reader.take(/[ \t\r\n]*(?:\[[\w.]+\][ \t\r\n]*)*/y);
  if (reader.char !== "{") return 0;
  reader.pos++;
  return 1;
}

/** Conditions and parameter lists hold no request. */
function skipParentheses(reader: Reader): void {
  const start = reader.pos;
  let level = 0;
  const paren = /[()]/g;
  paren.lastIndex = start;
  for (let match = paren.exec(reader.text); match; match = paren.exec(reader.text)) {
    level += match[0] === "(" ? 1 : -1;
    if (level > 0) continue;
    reader.pos = match.index + 1;
    return;
  }
  reader.fail("open-parenthesis", start, start + 1, "This parenthesis is never closed.");
}

function readStatement(reader: Reader): void {
  if (!readMutation(reader)) readPipeline(reader);
  skipSpace(reader);
  const at = reader.pos;
  const chain = reader.take(/&&|\|\|/y);
  if (chain !== "") {
    if (reader.version === "powershell") {
      reader.fail("syntax", at, at + 2, `Windows PowerShell has no \`${chain}': it came with PowerShell 7.`);
      return;
    }
    skipSpace(reader, true);
    if (reader.done) reader.fail("unfinished-command", at, at + 2, "The text ends in the middle of a command.");
    return;
  }
  if (reader.char === "&") {
    if (reader.version === "powershell") {
      reader.fail("syntax", at, at + 1, "Windows PowerShell does not allow `&' here; inside of quotes it is a letter.");
    } else reader.pos++;
    return;
  }
  if (reader.done || ";}\r\n".includes(reader.char)) return;
  if (!reader.problem) reader.fail("syntax", at, at + 1, `PowerShell does not expect \`${reader.char}' here.`);
}

const TABLE_PART = /\$([A-Za-z_]\w*)(?:\.([A-Za-z_][\w-]*)[ \t]*=(?!=)|\[(?=[^\]\r\n]{1,200}\][ \t]*=(?!=))|\.Add\()/iy;

/** `$t.name = v`, `$t["name"] = v` and `$t.Add("name", v)`; false, untouched, for anything else. */
function readMutation(reader: Reader): boolean {
  const start = reader.pos;
  TABLE_PART.lastIndex = start;
  const match = TABLE_PART.exec(reader.text);
  const table = reader.variables.get((match?.[1] ?? "").toLowerCase());
  if (match?.[2] !== undefined && table?.kind !== "table") {
    // A property of an object that is not followed.
    reader.pos += match[0].length;
    skipSpace(reader, true);
    readPipeline(reader);
    return true;
  }
  if (!match || table?.kind !== "table") return false;
  reader.pos += match[0].length;
  let name =
    match[2] === undefined
      ? undefined
      : reader.traced(
          match[2],
          start + (match[1]?.length ?? 0) + 2,
          start + (match[1]?.length ?? 0) + 2 + match[2].length,
        );
  let value: ShellValue | undefined;
  if (match[0].endsWith("[")) {
    name = asText(readExpression(reader));
    reader.take(/[ \t]*\][ \t]*=/y);
  }
  skipSpace(reader, true);
  const read = match[0].endsWith("(") ? readExpression(reader) : readPipeline(reader);
  if (match[0].endsWith("(")) {
    skipSpace(reader, true);
    if (reader.char === ")") reader.pos++;
    if (read.kind === "list") {
      name = read.items[0] && asText(read.items[0]);
      value = read.items[1];
    }
  } else if (isShellValue(read)) value = read;
  if (!name || !value) return true;
  const entry: TableEntry = { name, value, span: reader.span(start) };
  const lower = name.text.toLowerCase();
  const others = table.entries.filter((other) => other.name.text.toLowerCase() !== lower);
  reader.variables.set((match[1] ?? "").toLowerCase(), { ...table, entries: [...others, entry] });
  return true;
}
