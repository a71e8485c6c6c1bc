import { Run } from "./code/evaluate.ts";
import { ExpressionReader } from "./code/expression.ts";
import { tokenize } from "./code/lexer.ts";
import type { Value } from "./code/value.ts";

/** A JSON text as values whose strings know their place; undefined where the text is no JSON. */
export function readJsonValue(source: string): Value | undefined {
  try {
    JSON.parse(source);
  } catch {
    return undefined;
  }
  // JSON is JavaScript, so the reader of excerpts reads it, and keeps the places that JSON.parse loses.
  const reader = new ExpressionReader(tokenize(source, "javascript"), "javascript");
  return new Run(source, "javascript", [], () => undefined).evaluate(reader.read());
}
