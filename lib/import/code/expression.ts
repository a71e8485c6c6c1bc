import type { Span } from "../../text/span.ts";
import type { Language } from "./language.ts";
import type { StringPart, Token } from "./lexer.ts";

/** An expression of an excerpt, as far as most languages agree on one. */
export type Expression = { readonly span: Span } & (
  | { readonly kind: "string"; readonly parts: readonly StringPart[] }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "member"; readonly of: Expression; readonly name: string }
  | { readonly kind: "index"; readonly of: Expression; readonly at: Expression }
  | { readonly kind: "call"; readonly callee: Expression; readonly args: readonly Argument[]; readonly isNew: boolean }
  | { readonly kind: "object"; readonly type: string; readonly entries: readonly Entry[] }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "binary"; readonly operator: string; readonly left: Expression; readonly right: Expression }
  /** Statements that are handed on to be run, as a callback is. */
  | { readonly kind: "block"; readonly tokens: readonly Token[] }
  | { readonly kind: "opaque" }
);

export interface Argument {
  readonly name: string | null;
  readonly value: Expression;
}

/** `key` is null for a spread or for an entry whose key cannot be read. */
export interface Entry {
  readonly key: Expression | null;
  readonly value: Expression;
}

const MAX_DEPTH = 40;
/** Links of one chain (`a.b().c`, `a + b + c`): more are left unread, so that reading back down cannot run out of stack. */
const MAX_CHAIN = 100;
const PREFIXES = new Set([
  "await",
  "yield",
  "return",
  "throw",
  "not",
  "typeof",
  "go",
  "defer",
  "echo",
  "print",
  "puts",
]);
const BINARY = new Set(["+", "%", "??", "||", "&&", "or", "and"]);

/** Reads one expression from `tokens`, starting at `at`. Never fails: what it cannot read is "opaque", one token long. */
export class ExpressionReader {
  private depth = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly language: Language,
    public at = 0,
  ) {}

  peek(offset = 0): Token {
    const last = this.tokens[this.tokens.length - 1] as Token;
    return this.tokens[this.at + offset] ?? last;
  }

  private take(): Token {
    const token = this.peek();
    if (this.at < this.tokens.length - 1) this.at++;
    return token;
  }

  private is(text: string, offset = 0): boolean {
    const token = this.peek(offset);
    return token.kind !== "string" && token.text === text;
  }

  private accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.take();
    return true;
  }

  private spanFrom(start: Span): Span {
    return { start: start.start, end: this.tokens[Math.max(this.at - 1, 0)]?.span.end ?? start.end };
  }

  read(): Expression {
    if (++this.depth > MAX_DEPTH) {
      this.depth--;
      return { kind: "opaque", span: this.take().span };
    }
    let left = this.readUnary();
    for (let links = 0; links < MAX_CHAIN; links++) {
      const operator = this.peek();
      const concatenation = operator.text === "." && this.language === "php";
      if (operator.kind === "string" || !(BINARY.has(operator.text) || concatenation)) break;
      this.take();
      const right = this.readUnary();
      left = {
        kind: "binary",
        operator: operator.text,
        left,
        right,
        span: { start: left.span.start, end: right.span.end },
      };
    }
    if (this.is("?") && !this.peek().afterBreak) left = this.readTernary(left);
    this.depth--;
    return left;
  }

  private readTernary(condition: Expression): Expression {
    this.take();
    this.read();
    if (this.accept(":")) this.read();
    return { kind: "opaque", span: this.spanFrom(condition.span) };
  }

  private readUnary(): Expression {
    while (
      PREFIXES.has(this.peek().text) ||
      this.is("!") ||
      this.is("&") ||
      this.is("-") ||
      this.is("...") ||
      this.is("*")
    ) {
      if (this.peek().kind === "string" || this.peek().kind === "end") break;
      this.take();
    }
    return this.readPostfix(this.readPrimary());
  }

  private readPrimary(): Expression {
    const token = this.take();
    if (token.kind === "string") return this.readStrings(token);
    if (token.kind === "number") return { kind: "number", text: token.text, span: token.span };
    if (token.kind === "name") return this.readNamed(token);
    if (token.text === "(") return this.readGroup(token);
    // Go: []byte(…), a conversion.
    if (token.text === "[" && this.language === "go" && this.is("]") && this.peek(1).kind === "name") {
      this.take();
      return this.readPrimary();
    }
    if (token.text === "[") return this.readList(token, "]");
    if (token.text === "{") return this.readEntries(token, "");
    if (token.text === ":" && this.peek().kind === "name") {
      const name = this.take();
      return {
        kind: "string",
        parts: [{ text: { text: name.text, pieces: [{ text: name.text, origin: { door: "text", ...name.span } }] } }],
        span: name.span,
      };
    }
    return { kind: "opaque", span: token.span };
  }

  /** Literals that stand side by side are one string in Python, and in no other language two. */
  private readStrings(first: Token): Expression {
    const parts = [...(first.parts ?? [])];
    while (this.language === "python" && this.peek().kind === "string")
      for (const part of this.take().parts ?? []) parts.push(part);
    return { kind: "string", parts, span: this.spanFrom(first.span) };
  }

  private readNamed(token: Token): Expression {
    if (token.text === "new") return this.readNew(token);
    if (token.text === "function" && this.language === "javascript") return this.readFunction(token);
    if (token.text === "function" || token.text === "lambda" || token.text === "func")
      return { kind: "opaque", span: token.span };
    if (token.text === "map" && this.is("[")) return this.readGoMap(token);
    if (token.text === "array" && this.language === "php" && this.is("(")) return this.readList(this.take(), ")");
    if (this.language === "rust" && this.is("!") && (this.is("(", 1) || this.is("[", 1))) return this.readMacro(token);
    if (this.language === "rust" && /^[A-Z]/.test(token.text) && this.is("{") && this.is(":", 2)) {
      return this.readEntries(this.take(), token.text, token.span);
    }
    return { kind: "name", name: token.text, span: token.span };
  }

  /** Rust: `vec![…]` is a list, `format!(…)` a call. */
  private readMacro(token: Token): Expression {
    this.take();
    if (this.is("[")) return this.readList(this.take(), "]");
    const callee: Expression = { kind: "name", name: `${token.text}!`, span: token.span };
    return { kind: "call", callee, args: this.readArguments(), isNew: false, span: this.spanFrom(token.span) };
  }

  /** JavaScript: `function name(…) { … }` as a value. */
  private readFunction(start: Token): Expression {
    if (this.peek().kind === "name") this.take();
    if (!this.is("(")) return { kind: "opaque", span: start.span };
    this.readArguments();
    return this.is("{") ? this.readBlock() : { kind: "opaque", span: start.span };
  }

  /** The statements between braces; they are read when the block is run. */
  private readBlock(): Expression {
    const open = this.take();
    const from = this.at;
    let depth = 1;
    while (this.peek().kind !== "end") {
      if (this.is("{")) depth++;
      else if (this.is("}") && --depth === 0) break;
      this.at++;
    }
    const { span } = this.peek();
    const end: Token = { kind: "end", text: "", span: { start: span.start, end: span.start }, afterBreak: true };
    const tokens = [...this.tokens.slice(from, this.at), end];
    this.accept("}");
    return { kind: "block", tokens, span: this.spanFrom(open.span) };
  }

  private readNew(start: Token): Expression {
    // C#: `new[] { … }`, an array by its elements.
    if (this.is("[") && this.is("]", 1) && this.is("{", 2)) this.at += 2;
    if (this.is("{") || this.is("[")) return this.readPrimary();
    let callee: Expression = { kind: "name", name: this.take().text, span: start.span };
    while (this.is(".") && this.peek(1).kind === "name") {
      this.take();
      callee = { kind: "member", of: callee, name: this.take().text, span: this.spanFrom(start.span) };
    }
    this.skipTypeArguments();
    const args = this.is("(") ? this.readArguments() : [];
    const call: Expression = { kind: "call", callee, args, isNew: true, span: this.spanFrom(start.span) };
    if (!this.is("{") || (this.language !== "csharp" && this.language !== "other")) return call;
    const name = callee.kind === "name" ? callee.name : "";
    return this.readEntries(this.take(), name, start.span, args);
  }

  private readGoMap(start: Token): Expression {
    while (!this.is("{") && this.peek().kind !== "end" && !this.peek().afterBreak) this.take();
    return this.is("{") ? this.readEntries(this.take(), "map", start.span) : { kind: "opaque", span: start.span };
  }

  private skipTypeArguments(): void {
    if (!this.is("<")) return;
    let depth = 0;
    const start = this.at;
    do {
      const token = this.take();
      if (token.text === "<") depth++;
      else if (token.text === ">") depth--;
      else if (token.kind === "end" || this.at - start > 40) {
        this.at = start;
        return;
      }
    } while (depth > 0);
  }

  private readGroup(open: Token): Expression {
    const items = [this.read()];
    while (this.accept(",")) if (!this.is(")")) items.push(this.read());
    this.accept(")");
    const only = items[0];
    if (items.length === 1 && only) {
      // A cast: `(HttpURLConnection) url.openConnection()`.
      const next = this.peek();
      const cast =
        only.kind === "name" &&
        (this.language === "java" || this.language === "csharp") &&
        next.kind === "name" &&
        !next.afterBreak;
      return cast ? this.readPrimary() : only;
    }
    return { kind: "list", items, span: this.spanFrom(open.span) };
  }

  /** `[…]`, or PHP's `array(…)`: a list, or an object where its elements have keys. */
  private readList(open: Token, close: string): Expression {
    const items: Expression[] = [];
    const entries: Entry[] = [];
    while (!this.is(close) && this.peek().kind !== "end") {
      const value = this.read();
      if (this.accept("=>")) entries.push({ key: value, value: this.read() });
      else items.push(value);
      if (!this.accept(",") && !this.is(close)) this.take();
    }
    this.accept(close);
    const span = this.spanFrom(open.span);
    return entries.length > 0 ? { kind: "object", type: "", entries, span } : { kind: "list", items, span };
  }

  /** Between braces: `k: v`, `"k" => v`, `["k"] = v`, `{ "k", v }`, `k` alone, `...spread`. */
  private readEntries(open: Token, type: string, start = open.span, given: readonly Argument[] = []): Expression {
    const entries: Entry[] = [];
    for (const { value } of given) if (value.kind === "object") for (const entry of value.entries) entries.push(entry);
    let hasSpread = false;
    while (!this.is("}") && this.peek().kind !== "end") {
      const before = this.at;
      hasSpread ||= this.is("...");
      entries.push(this.readEntry());
      if (!this.accept(",") && !this.accept(";") && !this.is("}") && this.at === before) this.take();
    }
    this.accept("}");
    const span = this.spanFrom(start);
    // Go's `{"a", "b"}` and C#'s `{ 1, 2 }` are lists; nothing in braces is an object without entries.
    const isList = entries.length > 0 && type === "" && entries.every(({ key }) => key === null);
    if (isList && !hasSpread) return { kind: "list", items: entries.map(({ value }) => value), span };
    return { kind: "object", type, entries, span };
  }

  private readEntry(): Entry {
    if (this.accept("...")) return { key: null, value: this.read() };
    if (this.is("{")) {
      const open = this.take();
      const items = [this.read()];
      while (this.accept(",")) if (!this.is("}")) items.push(this.read());
      this.accept("}");
      const [key, value] = items;
      if (key && value && items.length === 2) return { key, value };
      return { key: null, value: { kind: "list", items, span: this.spanFrom(open.span) } };
    }
    if (this.is("[")) {
      const open = this.take();
      const key = this.read();
      this.accept("]");
      if (this.accept("=") || this.accept(":")) return { key, value: this.read() };
      return { key: null, value: { kind: "list", items: [key], span: this.spanFrom(open.span) } };
    }
    const named = this.peek();
    const key = this.readPostfix(this.readPrimary());
    const asText = named.kind === "name" && key.kind === "name" ? nameAsString(named) : key;
    if (this.accept(":") || this.accept("=>") || this.accept("=")) return { key: asText, value: this.read() };
    // Only JavaScript takes `{ name }` for a key and its value.
    return key.kind === "name" && this.language === "javascript"
      ? { key: asText, value: key }
      : { key: null, value: key };
  }

  private readPostfix(primary: Expression): Expression {
    let value = primary;
    for (let links = 0; links < MAX_CHAIN; links++) {
      const token = this.peek();
      if (token.kind === "string" || token.kind === "end") return value;
      if (this.language === "rust" && token.text === "?") {
        this.take();
        continue;
      }
      if (this.language === "rust" && token.text === "::" && this.is("<", 1)) {
        this.take();
        this.skipTypeArguments();
        continue;
      }
      const access =
        token.text === "->" ||
        token.text === "?." ||
        token.text === "::" ||
        token.text === "?->" ||
        (token.text === "." && this.language !== "php");
      if (access && this.peek(1).kind === "name") {
        this.take();
        value = { kind: "member", of: value, name: this.take().text, span: this.spanFrom(value.span) };
      } else if (token.text === "(" && callable(value)) {
        value = {
          kind: "call",
          callee: value,
          args: this.readArguments(),
          isNew: false,
          span: this.spanFrom(value.span),
        };
      } else if (token.text === "[" && !token.afterBreak && value.kind !== "string") {
        this.take();
        const at = this.is("]") ? value : this.read();
        this.accept("]");
        value = { kind: "index", of: value, at, span: this.spanFrom(value.span) };
      } else if (token.text === "<" && this.language !== "javascript" && callable(value)) {
        const before = this.at;
        this.skipTypeArguments();
        if (this.at === before || !this.is("(")) {
          this.at = before;
          return value;
        }
      } else if (token.text === "{" && this.language === "go" && isTypeName(value) && !token.afterBreak) {
        value = this.readEntries(this.take(), typeName(value), value.span);
      } else return value;
    }
    return value;
  }

  private readArguments(): Argument[] {
    this.accept("(");
    const args: Argument[] = [];
    const pairs: Entry[] = [];
    const open = this.peek().span;
    while (!this.is(")") && this.peek().kind !== "end") {
      const before = this.at;
      const name = this.readArgumentName();
      const value = this.read();
      if (this.accept("=>")) {
        // The value of an arrow function is skipped, its statements are run; a Ruby pair is kept.
        if (this.language === "ruby") pairs.push({ key: value, value: this.read() });
        else if (this.language === "javascript" && this.is("{")) args.push({ name: null, value: this.readBlock() });
        else this.read();
      } else args.push({ name, value });
      if (!this.accept(",") && !this.is(")") && this.at === before) this.take();
    }
    this.accept(")");
    if (pairs.length > 0)
      args.push({ name: null, value: { kind: "object", type: "", entries: pairs, span: this.spanFrom(open) } });
    return args;
  }

  private readArgumentName(): string | null {
    if (this.language === "rust") return null;
    const [name, mark] = [this.peek(), this.peek(1)];
    if (name.kind !== "name") return null;
    const python = mark.text === "=" && this.peek(2).text !== "=" && this.language !== "javascript";
    const colon = mark.text === ":" && mark.kind === "punctuation" && this.language !== "javascript";
    if (!python && !colon) return null;
    this.take();
    this.take();
    return name.text;
  }
}

function callable(value: Expression): boolean {
  return value.kind === "name" || value.kind === "member" || value.kind === "call" || value.kind === "index";
}

/** Go writes a composite literal as a type name and braces: `url.Values{…}`. */
function isTypeName(value: Expression): boolean {
  return value.kind === "member" && /^[A-Z]/.test(value.name);
}

function typeName(value: Expression): string {
  return value.kind === "member" ? value.name : "";
}

function nameAsString(token: Token): Expression {
  const text = { text: token.text, pieces: [{ text: token.text, origin: { door: "text" as const, ...token.span } }] };
  return { kind: "string", parts: [{ text }], span: token.span };
}
