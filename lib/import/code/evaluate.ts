import { findGiven, type Given, NOTHING_GIVEN } from "../../text/given.ts";
import type { Span } from "../../text/span.ts";
import { concat, concatAll, type Traced } from "../../text/traced.ts";
import { type Expression, ExpressionReader } from "./expression.ts";
import { type Call, evaluateKnown, inString, percentFormat, type Remark } from "./functions.ts";
import type { Language } from "./language.ts";
import { type Token, tokenize } from "./lexer.ts";
import { asText, type CallArgument, encodeTraced, entriesOf, textValue, unknownAt, type Value } from "./value.ts";

/** What an excerpt does, in order: calls, and values put into members (`request.Content = …`). */
export type Event =
  | ({ readonly kind: "call" } & Call)
  | { readonly kind: "assign"; readonly path: string; readonly value: Value; readonly span: Span };

export interface Trace {
  readonly events: readonly Event[];
  readonly remarks: readonly { readonly kind: string; readonly span: Span; readonly data?: Record<string, string> }[];
}

const MAX_EVENTS = 5_000;
/** Callbacks inside callbacks that are read; each level reads its tokens once more. */
const MAX_BLOCKS = 12;
const MAX_IMPORTS = 40;

/** Runs through an excerpt once, top to bottom, as if every statement ran; nothing is executed. Never fails. */
export function trace(
  source: string,
  language: Language,
  start = 0,
  end = source.length,
  given: Given = NOTHING_GIVEN,
): Trace {
  const events: Event[] = [];
  const remarks: { kind: string; span: Span; data?: Record<string, string> }[] = [];
  const remark: Remark = (kind, span, data) => remarks.push(data ? { kind, span, data } : { kind, span });
  const run = new Run(source, language, events, remark, given);
  run.statements(tokenize(source, language, start, end));
  return { events, remarks };
}

/** One run through an excerpt: its variables, and what it does. */
export class Run {
  private readonly scope = new Map<string, Value>();
  /** Functions that an import gave a name of their own, by that name. */
  private readonly imported = new Map<string, string>();
  /** Functions of the excerpt itself that encode what they are given. */
  private encoders: ReadonlySet<string> = new Set();
  private readonly wasRun = new WeakSet<readonly Token[]>();
  private depth = 0;

  constructor(
    private readonly source: string,
    private readonly language: Language,
    private readonly events: Event[],
    private readonly remark: Remark,
    private readonly given: Given = NOTHING_GIVEN,
  ) {}

  statements(tokens: readonly Token[]): void {
    const reader = new ExpressionReader(tokens, this.language);
    if (this.depth === 0) this.encoders = findEncoders(tokens);
    while (reader.peek().kind !== "end" && this.events.length < MAX_EVENTS) {
      const token = reader.peek();
      // At the start of a statement a brace opens a block, and other punctuation means nothing.
      if (token.kind === "punctuation" && token.text !== "(" && token.text !== "[") {
        if (token.text === "{" && this.language === "javascript") this.importNames(tokens, reader.at + 1);
        reader.at++;
        continue;
      }
      // A function that is declared is read as if it were called at once.
      if (token.kind === "name" && token.text === "function") {
        reader.at++;
        continue;
      }
      this.statement(reader);
    }
  }

  /** `{ request } = require("https")`, and what an import takes from there. */
  private importNames(tokens: readonly Token[], start: number): void {
    const names: string[] = [];
    let at = start;
    for (; at < start + MAX_IMPORTS && tokens[at]?.text !== "}"; at++) names.push(tokens[at]?.text ?? "");
    const after = tokens.slice(at + 1, at + 6);
    const { text = "" } = after.find(({ kind }) => kind === "string") ?? {};
    const module = /^["'`](?:node:)?(https?)["'`]$/.exec(text)?.[1];
    if (tokens[at]?.text !== "}" || !/^(?:=|from)$/.test(after[0]?.text ?? "") || !module) return;
    const place = names.indexOf("request");
    if (place < 0) return;
    const renamed = /^(?::|as)$/.test(names[place + 1] ?? "") ? names[place + 2] : undefined;
    this.imported.set(renamed ?? "request", `${module}.request`);
  }

  /** A callback, read where it is handed over. */
  private block(tokens: readonly Token[]): void {
    if (this.depth >= MAX_BLOCKS || this.wasRun.has(tokens)) return;
    this.wasRun.add(tokens);
    this.depth++;
    this.statements(tokens);
    this.depth--;
  }

  private statement(reader: ExpressionReader): void {
    const before = reader.at;
    const pair = reader.peek(1).text === "," && reader.peek(3).text === ":=" && reader.peek(2).kind === "name";
    const target = reader.read();
    if (pair && target.kind === "name") reader.at += 2;
    const declares = /^(?:let|mut|const|var)$/.test(reader.peek(before - reader.at - 1).text);
    if (declares && target.kind === "name" && reader.peek().text === ":") skipType(reader);
    const mark = reader.peek();
    const assigns =
      mark.kind === "punctuation" &&
      (mark.text === "=" || mark.text === ":=" || mark.text === "+=" || mark.text === ".=");
    if (assigns) {
      reader.at++;
      const value = this.evaluate(reader.read());
      this.assign(target, mark.text.length === 2 && mark.text !== ":=" ? this.append(target, value) : value);
    } else this.evaluate(target);
    if (reader.at === before) reader.at++;
  }

  private append(target: Expression, value: Value): Value {
    return textValue(concat(asText(this.evaluate(target)), asText(value)));
  }

  private assign(target: Expression, value: Value): void {
    if (target.kind === "name") this.scope.set(target.name, value);
    else if (target.kind === "member") {
      const owner = this.evaluate(target.of);
      if (owner.kind === "instance") owner.fields.set(target.name, value);
      else if (owner.kind === "object") owner.entries.push([this.nameOf(target), value]);
      this.events.push({ kind: "assign", path: pathOf(target), value, span: target.span });
    } else if (target.kind === "index") {
      const name = asText(this.evaluate(target.at));
      let owner = this.evaluate(target.of);
      if (owner.kind === "text" && target.of.kind === "name") {
        owner = { kind: "object", type: "", entries: [] };
        this.scope.set(target.of.name, owner);
      }
      if (owner.kind === "object") owner.entries.push([name, value]);
      this.events.push({ kind: "assign", path: `${pathOf(target.of)}[${name.text}]`, value, span: target.span });
    }
  }

  private nameOf(member: Extract<Expression, { kind: "member" }>): Traced {
    const start = member.span.end - member.name.length;
    return {
      text: member.name,
      pieces: [{ text: member.name, origin: { door: "text", start, end: member.span.end } }],
    };
  }

  evaluate(expression: Expression): Value {
    const value = this.follow(expression);
    const [piece] = value.kind === "text" && value.text.pieces.length === 1 ? value.text.pieces : [];
    const given = piece?.unknown === undefined ? undefined : findGiven(this.given, piece.unknown, piece.origin);
    return given ? textValue(given) : value;
  }

  private follow(expression: Expression): Value {
    switch (expression.kind) {
      case "string":
        return textValue(
          concatAll(expression.parts.map((part) => ("text" in part ? part.text : this.inside(part.expression)))),
        );
      case "number": {
        const { text, span } = expression;
        return textValue({ text, pieces: [{ text, origin: { door: "text", ...span } }] });
      }
      case "name":
        return this.scope.get(expression.name) ?? unknownAt(this.source, expression.span);
      case "member":
        return this.member(expression);
      case "index":
        return this.index(expression);
      case "list":
        return { kind: "list", items: expression.items.map((item) => this.evaluate(item)) };
      case "object":
        return this.object(expression);
      case "binary":
        return this.binary(expression);
      case "call":
        return this.call(expression);
      case "block":
        this.block(expression.tokens);
        return unknownAt(this.source, expression.span);
      default:
        return unknownAt(this.source, expression.span);
    }
  }

  /** An expression inside a string literal. */
  private inside({ start, end }: Span): Traced {
    const reader = new ExpressionReader(tokenize(this.source, this.language, start, end), this.language);
    const value = this.evaluate(reader.read());
    return asText(this.language === "python" ? inString(value, { start, end }, this.remark) : value);
  }

  private member(expression: Extract<Expression, { kind: "member" }>): Value {
    const path = pathOf(expression);
    const environment = /^(?:process\.env|import\.meta\.env|Deno\.env)\.(\w+)$/.exec(path)?.[1];
    if (environment) return unknownAt(this.source, expression.span, environment);
    const verb = /^http\.Method(Get|Post|Put|Patch|Delete)$/.exec(path)?.[1];
    if (verb) return textValue(fromText(verb.toUpperCase(), expression.span));
    const owner = this.evaluate(expression.of);
    if (owner.kind === "object") {
      const found = owner.entries.findLast(([name]) => name.text === expression.name);
      if (found) return found[1];
    }
    if (owner.kind === "instance") {
      const field = owner.fields.get(expression.name);
      if (field) return field;
    }
    return unknownAt(this.source, expression.span, path);
  }

  private index(expression: Extract<Expression, { kind: "index" }>): Value {
    const owner = this.evaluate(expression.of);
    const key = asText(this.evaluate(expression.at)).text;
    const found = entriesOf(owner).find(([name]) => name.text === key)?.[1];
    const environment = /(?:environ|ENV|\$_ENV|\$_SERVER|process\.env)$/.test(pathOf(expression.of));
    return found ?? unknownAt(this.source, expression.span, environment ? key : undefined);
  }

  private object(expression: Extract<Expression, { kind: "object" }>): Value {
    const entries: [Traced, Value][] = [];
    for (const { key, value } of expression.entries) {
      if (key) entries.push([asText(this.evaluate(key)), this.evaluate(value)]);
      else for (const [name, each] of entriesOf(this.evaluate(value))) entries.push([name, each]);
    }
    return { kind: "object", type: expression.type, entries };
  }

  private binary(expression: Extract<Expression, { kind: "binary" }>): Value {
    const { operator, left, right } = expression;
    if (operator === "+" || operator === ".") return textValue(concatAll(this.operands(expression)));
    const value = this.evaluate(left);
    if (operator !== "%" || value.kind !== "text") return value;
    const given = this.evaluate(right);
    const values = given.kind === "list" ? given.items : [given];
    for (const each of values) inString(each, expression.span, this.remark);
    return percentFormat(value.text, values);
  }

  /** All texts of `a + b + c`, joined once: joining them pair by pair would take the square of their number. */
  private operands(expression: Expression): Traced[] {
    const texts: Traced[] = [];
    let rest = expression;
    while (rest.kind === "binary" && (rest.operator === "+" || rest.operator === ".")) {
      texts.push(asText(this.evaluate(rest.right)));
      rest = rest.left;
    }
    texts.push(asText(this.evaluate(rest)));
    return texts.reverse();
  }

  /** Rust's `format!` finds the names that its text holds among the variables. */
  private namedIn(template: string): CallArgument[] {
    return [...template.matchAll(/\{([A-Za-z_]\w*)/g)].slice(0, MAX_IMPORTS).flatMap(([, name = ""]) => {
      const value = this.scope.get(name);
      return value ? [{ name, value }] : [];
    });
  }

  private call(expression: Extract<Expression, { kind: "call" }>): Value {
    const { callee, isNew, span } = expression;
    const receiver = callee.kind === "member" ? this.evaluate(callee.of) : null;
    const args: CallArgument[] = expression.args.map(({ name, value }) => ({ name, value: this.evaluate(value) }));
    const written = pathOf(callee);
    const path = (callee.kind === "name" && this.imported.get(written)) || written;
    const method = callee.kind === "member" ? callee.name : path;
    const [only] = args;
    if (only && args.length === 1 && this.encoders.has(method)) return encodedBy(only.value);
    if (path === "format!") args.push(...this.namedIn(asText(only?.value).text));
    const call: Call = { path, method, receiver, args, isNew, span };
    const known = evaluateKnown(call, this.remark);
    if (known && !isNew) return known;
    this.events.push({ kind: "call", ...call });
    if (known) return known;
    const filled = fill(call);
    if (filled) return filled;
    if (isNew || /^[A-Z]/.test(method)) return { kind: "instance", type: path, args, fields: new Map() };
    // A builder hands itself on: `builder.add(…).build()`.
    if (receiver && receiver.kind !== "text") return receiver;
    return unknownAt(this.source, span, `${path}(…)`);
  }
}

const MAX_TYPE = 40;

/** `name: Type<…> = …`: on to the sign, where there is one. */
function skipType(reader: ExpressionReader): void {
  for (let ahead = 1; ahead < MAX_TYPE; ahead++) {
    const { kind, text } = reader.peek(ahead);
    if (kind === "end" || text === ";") return;
    if (text === "=") {
      reader.at += ahead;
      return;
    }
  }
}

const NAME_BEFORE = /^[A-Za-z_]\w*$/;

/**
 * The names of the excerpt's own functions that form-encode their argument: they hand it to the language's encoder, or
 * write bytes as percent signs and two digits.
 */
function findEncoders(tokens: readonly Token[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (let at = 1; at + 1 < tokens.length; at++) {
    const name = tokens[at];
    const before = tokens[at - 1];
    if (name?.kind !== "name" || before?.kind !== "name" || tokens[at + 1]?.text !== "(") continue;
    if (!/^(?:fn|func|function|def|String|string)$/.test(before.text) || !NAME_BEFORE.test(name.text)) continue;
    if (isEncoder(tokens, at + 1)) names.add(name.text);
  }
  return names;
}

const MAX_ENCODER = 160;

function isEncoder(tokens: readonly Token[], start: number): boolean {
  const limit = Math.min(start + MAX_ENCODER, tokens.length);
  let open = start;
  while (open < limit && tokens[open]?.text !== "{" && tokens[open]?.text !== ";") open++;
  if (tokens[open]?.text !== "{") return false;
  const [, second, third, fourth] = tokens.slice(open, open + 4).map(({ text }) => text);
  if (second === "return" && /^(?:encodeURIComponent|rawurlencode|urlencode)$/.test(third ?? "")) return true;
  if (second === "return" && (third === "URLEncoder" || third === "url" || third === "Uri" || third === "WebUtility")) {
    return fourth === ".";
  }
  let depth = 0;
  for (let at = open; at < limit; at++) {
    const { kind = "end", text = "" } = tokens[at] ?? {};
    if (text === "{") depth++;
    else if (text === "}" && --depth === 0) return false;
    if (kind === "name" && text === "byte_serialize") return true;
    if (kind === "string" && /^["'`]%(?:\{:02[Xx]\}|%?%02[Xx])/.test(text)) return true;
  }
  return false;
}

function encodedBy(value: Value): Value {
  return { kind: "text", text: encodeTraced(asText(value)), escaped: true };
}

const fromText = (text: string, span: Span): Traced => ({
  text,
  pieces: [{ text, origin: { door: "text", ...span } }],
});

/** `params.append("a", b)`, `values.Set("a", b)`, `data.put("a", b)`: the object grows. */
function fill({ method, receiver, args }: Call): Value | undefined {
  const [pair] = args;
  // Rust: form.push(("grant_type", "refresh_token")).
  if (method === "push" && receiver?.kind === "list" && pair) {
    receiver.items.push(pair.value);
    return receiver;
  }
  if (!/^(append|set|Set|Add|add|put|with|addFormDataPart|insert|append_pair)$/.test(method)) return undefined;
  const [name, value] = args;
  if (!name || !value || !receiver) return undefined;
  if (receiver.kind === "object") {
    receiver.entries.push([asText(name.value), value.value]);
    return receiver;
  }
  if (receiver.kind === "instance") {
    const entries = receiver.fields.get("entries");
    if (entries?.kind === "object") entries.entries.push([asText(name.value), value.value]);
    else receiver.fields.set("entries", { kind: "object", type: "", entries: [[asText(name.value), value.value]] });
    return receiver;
  }
  return undefined;
}

/** The dotted name of an expression, calls left out: `HttpRequest.newBuilder().uri` is `HttpRequest.newBuilder.uri`. */
function pathOf(expression: Expression): string {
  switch (expression.kind) {
    case "name":
      return expression.name;
    case "member":
      return `${pathOf(expression.of)}.${expression.name}`;
    case "call":
      return pathOf(expression.callee);
    case "index":
      return pathOf(expression.of);
    default:
      return "";
  }
}
