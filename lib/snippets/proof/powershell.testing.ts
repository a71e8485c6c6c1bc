/**
 * A model of as much of PowerShell as the snippets use, written after its documented rules (about_Parsing,
 * about_Quoting_Rules, about_Hash_Tables): no PowerShell can be installed where the tests run. What it does not know it
 * refuses, so that a snippet cannot pass by being misunderstood.
 */
export type Environment = Readonly<Record<string, string>>;

/** A value of the model: text, or a hashtable whose keys have no case. */
export type Value = string | Map<string, Value>;

/** The curly quotes count as the straight ones (about_Quoting_Rules). */
const SINGLE = "'\u2018\u2019\u201a\u201b";
const DOUBLE = '"\u201c\u201d\u201e';

export class PowershellModel {
  private at = 0;
  constructor(
    private readonly source: string,
    private readonly env: Environment,
  ) {
    if (/[^\n\x20-\x7e]/.test(source)) throw new Error("5.1 reads a file beyond ASCII in the machine's code page");
  }

  /** The words of the command that the text is. Inner double quotes and empty words would be lost by 5.1. */
  readCommand(): string[] {
    const words: string[] = [];
    for (;;) {
      this.skipBlanks();
      if (this.at >= this.source.length) return words;
      const word = this.readWord();
      if (word === "" || word.includes('"') || (/\s/.test(word) && word.endsWith("\\"))) {
        throw new Error(`5.1 would hand over another word for ${JSON.stringify(word)}`);
      }
      words.push(word);
    }
  }

  /** The hashtable of `$name = @{ … }` at the start of the text. */
  readAssignment(): Map<string, Value> {
    const start = /^\$\w+ = /.exec(this.source)?.[0];
    if (!start) throw new Error("no assignment");
    this.at = start.length;
    const value = this.readExpression();
    if (typeof value === "string") throw new Error("no hashtable");
    return value;
  }

  private peek(text: string): boolean {
    return this.source.startsWith(text, this.at);
  }

  private take(text: string): boolean {
    if (!this.peek(text)) return false;
    this.at += text.length;
    return true;
  }

  private expect(text: string): void {
    if (!this.take(text)) throw new Error(`${text} expected at ${this.source.slice(this.at, this.at + 40)}`);
  }

  private skipBlanks(): void {
    while (this.take(" ") || this.take("`\n"));
  }

  private readWord(): string {
    const char = this.source[this.at] ?? "";
    if (SINGLE.includes(char)) return this.endWord(this.readSingle());
    if (DOUBLE.includes(char)) return this.endWord(this.readDouble());
    const bare = /^[A-Za-z0-9_./:-]+/.exec(this.source.slice(this.at))?.[0];
    if (!bare) throw new Error(`no word at ${this.source.slice(this.at, this.at + 40)}`);
    this.at += bare.length;
    return this.endWord(bare);
  }

  private endWord(word: string): string {
    if (!/^(?: |`\n|$)/.test(this.source.slice(this.at, this.at + 2))) throw new Error("a word goes on after a quote");
    return word;
  }

  private readSingle(): string {
    let text = "";
    for (this.at++; ; this.at++) {
      const char = this.source[this.at];
      if (char === undefined) throw new Error("an open single quote");
      if (!SINGLE.includes(char)) text += char;
      else if (SINGLE.includes(this.source[this.at + 1] ?? "x")) text += this.source[++this.at];
      else {
        this.at++;
        return text;
      }
    }
  }

  private readDouble(): string {
    let text = "";
    this.at++;
    for (;;) {
      const char = this.source[this.at];
      if (char === undefined) throw new Error("an open double quote");
      if (DOUBLE.includes(char)) {
        this.at++;
        return text;
      }
      if (char === "`") throw new Error("an escape in double quotes is not modelled");
      if (this.take("$(")) {
        text += this.readText();
        this.expect(")");
      } else if (char === "$") throw new Error("a bare variable in double quotes is not modelled");
      else {
        text += char;
        this.at++;
      }
    }
  }

  private readText(): string {
    const value = this.readExpression();
    if (typeof value !== "string") throw new Error("text expected");
    return value;
  }

  private readExpression(): Value {
    const first = this.readOperand();
    if (!this.take(" + ")) return first;
    if (typeof first !== "string") throw new Error("text expected");
    return first + this.readText();
  }

  private readOperand(): Value {
    if (this.take("$env:")) {
      const name = /^\w+/.exec(this.source.slice(this.at))?.[0] ?? "";
      this.at += name.length;
      return this.env[name] ?? "";
    }
    if (this.take("[uri]::EscapeDataString(")) return this.close(encodeURIComponent(this.readText()));
    if (this.take("[Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes(")) {
      const text = this.close(this.readText());
      return this.close(Buffer.from(text).toString("base64"));
    }
    if (this.take("@{")) return this.readTable();
    const char = this.source[this.at] ?? "";
    if (SINGLE.includes(char)) return this.readSingle();
    if (DOUBLE.includes(char)) return this.readDouble();
    throw new Error(`no expression at ${this.source.slice(this.at, this.at + 40)}`);
  }

  private close(text: string): string {
    this.expect(")");
    return text;
  }

  private readTable(): Map<string, Value> {
    const table = new Map<string, Value>();
    const seen = new Set<string>();
    for (;;) {
      while (this.take("\n") || this.take(" "));
      if (this.take("}")) return table;
      const bare = /^[A-Za-z_]\w*/.exec(this.source.slice(this.at))?.[0];
      if (bare) this.at += bare.length;
      const key = bare ?? this.readSingle();
      if (seen.has(key.toLowerCase())) throw new Error(`the key ${key} stands twice`);
      seen.add(key.toLowerCase());
      while (this.take(" "));
      this.expect("= ");
      table.set(key, this.readExpression());
      this.expect("\n");
    }
  }
}
