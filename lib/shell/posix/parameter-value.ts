import { fromPieces, hullOrigin, isKnown, NOTHING, slice, type Traced } from "../../text/traced.ts";
import { matchingLengths, parsePattern } from "./pattern.ts";
import type { Scope } from "./scope.ts";
import type { Parameter } from "./syntax.ts";

/** What `$X` or `${X…}` comes to. `operand`: the words behind the operator stand in its place. */
export type Resolved =
  | { readonly kind: "value"; readonly value: Traced }
  | { readonly kind: "list"; readonly values: readonly Traced[]; readonly joined: boolean }
  | { readonly kind: "unknown"; readonly name: string }
  | { readonly kind: "operand"; readonly assigns: boolean }
  | { readonly kind: "failure" };

/** The value, null for none (unset), undefined for one that the text cannot tell. */
type State = Traced | null | undefined;

/** Evaluates a parameter expansion as far as the text alone tells (bash manual 3.5.3). */
export function resolveParameter(scope: Scope, parameter: Parameter, operand: () => Traced): Resolved {
  const { name, operator } = parameter;
  const list = operator === "" ? listOf(scope, parameter) : undefined;
  if (list) return list;
  const state = stateOf(scope, parameter);
  if (/^:?[-=?+]$/.test(operator)) return resolveDefault(operator, state, name);
  const written = operator === "" ? name : operator === "length" ? `#${name}` : `${name}${operator}…`;
  if (state === undefined) return { kind: "unknown", name: written };
  const value = state ?? NOTHING;
  if (operator === "") return { kind: "value", value };
  const changed = isKnown(value) ? change(value, parameter, operand) : undefined;
  return changed ? { kind: "value", value: changed } : { kind: "unknown", name: written };
}

function listOf(scope: Scope, { name, index }: Parameter): Resolved | undefined {
  if (name === "@" || name === "*") {
    return { kind: "list", values: scope.positional ?? [], joined: name === "*" };
  }
  if (index !== "@" && index !== "*") return undefined;
  const variable = scope.find(name);
  if (variable.kind === "unknown") return undefined;
  const values = variable.kind === "list" ? variable.values : variable.kind === "value" ? [variable.value] : [];
  return { kind: "list", values, joined: index === "*" };
}

function stateOf(scope: Scope, { name, index }: Parameter): State {
  if (name === "#") return scope.positional ? ownText(String(scope.positional.length)) : undefined;
  if (/^[1-9][0-9]*$/.test(name)) return scope.positional ? (scope.positional[Number(name) - 1] ?? null) : undefined;
  if (!/^[A-Za-z_]/.test(name)) return undefined;
  const variable = scope.find(name);
  if (index !== null && !/^[0-9]+$/.test(index)) return undefined;
  const at = Number(index ?? "0");
  if (variable.kind === "list") return variable.values[at] ?? null;
  if (variable.kind === "value") return at === 0 ? variable.value : null;
  return variable.kind === "unset" ? null : undefined;
}

function ownText(text: string): Traced {
  return fromPieces([{ text, origin: { door: "added", by: "shell" } }]);
}

function resolveDefault(operator: string, state: State, name: string): Resolved {
  const sign = operator.at(-1);
  // With `+` the value itself does not matter, so its name would promise too much.
  if (state === undefined) return { kind: "unknown", name: sign === "+" ? `${name}${operator}…` : name };
  const isMissing = state === null || (operator.startsWith(":") && state.text === "" && state.pieces.length === 0);
  if (sign === "+") return isMissing ? { kind: "value", value: NOTHING } : { kind: "operand", assigns: false };
  if (!isMissing) return { kind: "value", value: state };
  return sign === "?" ? { kind: "failure" } : { kind: "operand", assigns: sign === "=" };
}

/** Undefined for what is not followed: patterns with quotes inside, or with more than the plain signs. */
function change(value: Traced, { operator, isPlain }: Parameter, operand: () => Traced): Traced | undefined {
  if (operator === "length") return whole(value, String([...value.text].length));
  if (operator === "^^") return operand().text === "" ? whole(value, value.text.toUpperCase()) : undefined;
  if (operator === ",,") return operand().text === "" ? whole(value, value.text.toLowerCase()) : undefined;
  const argument = operand();
  if (!isKnown(argument)) return undefined;
  const { text } = argument;
  if (operator === ":") return substring(value, text);
  const isPattern = /[*?[\\]/.test(text);
  // A quoted sign is an ordinary character.
  if (isPattern && !isPlain) return undefined;
  if (isPattern && (/[^\u0000-\u007F]/.test(value.text) || value.text.length * text.length > 100_000)) return undefined;
  if (/^\/[/#%]?$/.test(operator)) return replace(value, operator, text);
  const fromEnd = operator.startsWith("%");
  const length = /^[#%]{1,2}$/.test(operator) ? findEdge(value.text, text, fromEnd, operator.length === 2) : undefined;
  if (length === undefined) return undefined;
  return fromEnd ? slice(value, 0, value.text.length - length) : slice(value, length);
}

/** How much of the text's beginning or end a pattern matches, at the most or at the least; 0 for nothing. */
function findEdge(text: string, pattern: string, fromEnd: boolean, longest: boolean): number | undefined {
  const elements = parsePattern(pattern);
  if (!elements) return undefined;
  const lengths = fromEnd
    ? matchingLengths([...text].reverse().join(""), elements.toReversed())
    : matchingLengths(text, elements);
  return (longest ? lengths.at(-1) : lengths[0]) ?? 0;
}

function substring(value: Traced, written: string): Traced | undefined {
  const match = /^\s*([0-9]+)\s*(?::\s*([0-9]+)\s*)?$/.exec(written);
  if (!match || /[^\u0000-\u007F]/.test(value.text)) return undefined;
  const start = Number(match[1]);
  return slice(value, start, match[2] === undefined ? value.text.length : start + Number(match[2]));
}

/** The longest match, the first or all of them; `/#` and `/%` tie it to an end of the text. */
function replace(value: Traced, operator: string, written: string): Traced | undefined {
  const cut = written.indexOf("/", 1);
  const from = cut < 0 ? written : written.slice(0, cut);
  const to = cut < 0 ? "" : written.slice(cut + 1);
  if (from === "" || from.startsWith("/") || to.includes("&")) return undefined;
  const { text } = value;
  if (/[#%]$/.test(operator)) {
    const length = findEdge(text, from, operator === "/%", true);
    if (length === undefined || text === "") return undefined;
    if (length === 0) return value;
    return whole(value, operator === "/#" ? to + text.slice(length) : text.slice(0, text.length - length) + to);
  }
  if (!/[*?[]/.test(from)) {
    if (!text.includes(from)) return value;
    return whole(value, operator === "//" ? text.replaceAll(from, () => to) : text.replace(from, () => to));
  }
  const elements = parsePattern(from);
  if (!elements || text.length > 500) return undefined;
  if (text === "" && elements.every((element) => element === "*")) return whole(value, to);
  let out = "";
  for (let at = 0; at < text.length; ) {
    const length = matchingLengths(text.slice(at), elements).at(-1) ?? 0;
    if (length > 0 && operator === "/") return whole(value, out + to + text.slice(at + length));
    out += length > 0 ? to : (text[at] ?? "");
    at += length || 1;
  }
  return whole(value, out);
}

/** A new text that comes from all of the old one. */
function whole(value: Traced, text: string): Traced {
  const origin = hullOrigin(value) ?? { door: "added", by: "shell" };
  return fromPieces([{ text, origin }]);
}
