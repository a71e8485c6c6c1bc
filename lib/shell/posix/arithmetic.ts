import type { Scope } from "./scope.ts";

/** `$((…))` of whole numbers with + - * / % and parentheses; undefined for anything more, or what is too large. */
export function evaluateArithmetic(expression: string, scope: Scope): string | undefined {
  if (expression.length > 400) return undefined;
  const tokens = expression.match(/\s+|\d+|\$?[A-Za-z_]\w*|[-+*/%()]|[\s\S]/g) ?? [];
  const reader = { tokens: tokens.filter((token) => token.trim() !== ""), at: 0, scope };
  if (reader.tokens.length === 0) return "0";
  const value = readSum(reader);
  if (value === undefined || reader.at < reader.tokens.length || !Number.isSafeInteger(value)) return undefined;
  return String(value === 0 ? 0 : value);
}

interface Reader {
  readonly tokens: readonly string[];
  readonly scope: Scope;
  at: number;
}

function readSum(reader: Reader): number | undefined {
  let left = readProduct(reader);
  while (left !== undefined && (reader.tokens[reader.at] === "+" || reader.tokens[reader.at] === "-")) {
    const sign = reader.tokens[reader.at++] === "+" ? 1 : -1;
    const right = readProduct(reader);
    left = right === undefined ? undefined : left + sign * right;
  }
  return left;
}

function readProduct(reader: Reader): number | undefined {
  let left = readSign(reader);
  while (left !== undefined && /^[*/%]$/.test(reader.tokens[reader.at] ?? "")) {
    const operator = reader.tokens[reader.at++];
    const right = readSign(reader);
    if (right === undefined || (operator !== "*" && right === 0)) return undefined;
    left = operator === "*" ? left * right : operator === "/" ? Math.trunc(left / right) : left % right;
  }
  return left;
}

function readSign(reader: Reader): number | undefined {
  const token = reader.tokens[reader.at++];
  if (token === undefined) return undefined;
  if (token === "(") {
    const value = readSum(reader);
    return reader.tokens[reader.at++] === ")" ? value : undefined;
  }
  // `--x` and `++x` change a variable.
  if ((token === "-" || token === "+") && reader.tokens[reader.at] !== token) {
    const value = readSign(reader);
    return value === undefined ? undefined : token === "-" ? -value : value;
  }
  return numberOf(token, reader.scope);
}

function numberOf(token: string, scope: Scope): number | undefined {
  if (/^0[0-7]+$/.test(token)) return Number.parseInt(token, 8);
  if (/^(?:0|[1-9]\d*)$/.test(token)) return Number(token);
  const name = /^\$?([A-Za-z_]\w*)$/.exec(token)?.[1];
  const variable = name === undefined ? undefined : scope.find(name);
  if (variable?.kind !== "value" || !/^(?:0|-?[1-9]\d*)$/.test(variable.value.text)) return undefined;
  return Number(variable.value.text);
}
