import { NOTHING, slice, type Traced } from "../text/traced.ts";
import type { StandardInput } from "./data.ts";
import { maskUnknowns, rewriteKnown } from "./opaque.ts";
import { isSince, type Release } from "./version.ts";

/** One part of a multipart body as -F describes it. */
export interface FormPart {
  readonly name: Traced | null;
  /** A file is taken as missing (text null) unless it is /dev/null; a multipart of its own holds parts. */
  readonly content:
    | { readonly kind: "text"; readonly text: Traced }
    | { readonly kind: "file"; readonly name: Traced; readonly text: Traced | null }
    | { readonly kind: "parts"; readonly parts: readonly FormPart[] };
  readonly fileName: Traced | null;
  readonly type: Traced | null;
  readonly encoder: Traced | null;
  readonly headers: readonly Traced[];
}

/** A -F option: a part, or the opening or closing of a multipart inside (`name=(` … `=)`). */
export type FormNode = { readonly step: "part" | "open"; readonly part: FormPart } | { readonly step: "close" };

/** The parts of the whole body; the steps inside a multipart go into it. */
export function toParts(nodes: readonly FormNode[]): FormPart[] {
  const root: FormPart[] = [];
  const open: FormPart[][] = [root];
  for (const node of nodes) {
    const current = open.at(-1) ?? root;
    if (node.step === "close") open.pop();
    else if (node.step === "part") current.push(node.part);
    else {
      const parts: FormPart[] = [];
      current.push({ ...node.part, content: { kind: "parts", parts } });
      open.push(parts);
    }
  }
  return root;
}

/** One --form-string: all of the value is content. Null: no `=`, which curl refuses. */
export function parseFormString(value: Traced): FormNode | null {
  const equals = maskUnknowns(value).indexOf("=");
  if (equals < 0) return null;
  const part = textPart(nameOf(value, equals), slice(value, equals + 1));
  return { step: "part", part };
}

/** One -F value. Null: something that curl refuses (no `=`, a bad type, a `)` too many). */
export function parseFormPart(value: Traced, depth: number, input: StandardInput, release: Release): FormNode | null {
  const masked = maskUnknowns(value);
  const equals = masked.indexOf("=");
  if (equals < 0) return null;
  const name = nameOf(value, equals);
  const at = equals + 1;
  const reader = new PartReader(value, masked, release);
  if (masked[at] === "(") {
    const part = reader.read(at, "");
    return part && { step: "open", part: { ...textPart(name, NOTHING), type: part.type, headers: part.headers } };
  }
  if (!name && masked.slice(at) === ")") return depth > 0 ? { step: "close" } : null;
  if (masked[at] === "@") return parseFiles(reader, name, at, input);
  const isFile = masked[at] === "<";
  const read = reader.read(isFile ? at + 1 : at, "");
  if (!read) return null;
  const content = isFile ? fileContent(read.data, input) : ({ kind: "text", text: read.data } as const);
  return {
    step: "part",
    part: {
      name,
      content,
      fileName: isFile ? null : read.fileName,
      type: read.type,
      encoder: read.encoder,
      headers: read.headers,
    },
  };
}

/** `name=@file`, or several files as a multipart under one name. */
function parseFiles(reader: PartReader, name: Traced | null, at: number, input: StandardInput): FormNode | null {
  const parts: FormPart[] = [];
  let position = at;
  do {
    const read = reader.read(position + 1, ",");
    if (!read) return null;
    const content = fileContent(read.data, input);
    parts.push({
      name: null,
      content,
      fileName: read.fileName ?? baseName(read.data),
      type: read.type,
      encoder: read.encoder,
      headers: read.headers,
    });
    position = read.end;
  } while (reader.masked[position] !== undefined);
  const [first] = parts;
  if (!first) return null;
  if (parts.length === 1) return { step: "part", part: { ...first, name } };
  return { step: "part", part: { ...textPart(name, NOTHING), content: { kind: "parts", parts } } };
}

function fileContent(name: Traced, input: StandardInput): FormPart["content"] {
  if (name.text === "-" || name.text === "/dev/stdin") return { kind: "text", text: input.read(name) };
  return { kind: "file", name, text: name.text === "/dev/null" ? NOTHING : null };
}

/** What stands behind the last slash: the file name that is sent. */
function baseName(path: Traced): Traced {
  const masked = maskUnknowns(path).replace(/\/+$/, "");
  return slice(path, masked.lastIndexOf("/") + 1, masked.length);
}

function textPart(name: Traced | null, text: Traced): FormPart {
  return { name, content: { kind: "text", text }, fileName: null, type: null, encoder: null, headers: [] };
}

function nameOf(value: Traced, equals: number): Traced | null {
  return equals > 0 ? slice(value, 0, equals) : null;
}

interface ReadPart {
  readonly data: Traced;
  readonly type: Traced | null;
  readonly fileName: Traced | null;
  readonly encoder: Traced | null;
  readonly headers: readonly Traced[];
  /** Where reading stopped: at the end, or at the separator. */
  readonly end: number;
}

interface ReadWord {
  readonly text: Traced;
  readonly end: number;
}

/** Reads `content;type=…;filename=…;headers=…;encoder=…` as curl does, offsets counted in one -F value. */
class PartReader {
  readonly value: Traced;
  readonly masked: string;
  readonly release: Release;

  constructor(value: Traced, masked: string, release: Release) {
    this.value = value;
    this.masked = masked;
    this.release = release;
  }

  /** Null for a type that is none. `stop` is the character that ends a part besides `;` ("" for none). */
  read(start: number, stop: string): ReadPart | null {
    const data = this.word(this.skipBlanks(start), stop);
    let at = data.end;
    let fileName: Traced | null = null;
    let encoder: Traced | null = null;
    const headers: Traced[] = [];
    let type: { start: number; end: number } | null = null;
    let inType = false;
    while (this.masked[at] === ";") {
      at = this.skipBlanks(at + 1);
      if (!inType && this.hasPrefix("type=", at)) {
        const found = this.type(this.skipBlanks(at + 5), stop);
        if (!found) return null;
        type = { start: found.start, end: found.end };
        inType = true;
        at = found.next;
      } else if (this.hasPrefix("filename=", at)) {
        const word = this.word(this.skipBlanks(at + 9), stop);
        fileName = word.text;
        inType = false;
        at = word.end;
      } else if (this.hasPrefix("headers=", at)) {
        inType = false;
        const isFile = /[@<]/.test(this.masked[at + 8] ?? "");
        const word = this.word(this.skipBlanks(at + (isFile ? 9 : 8)), stop);
        if (!isFile) headers.push(word.text);
        at = word.end;
      } else if (this.hasPrefix("encoder=", at)) {
        inType = false;
        const word = this.word(this.skipBlanks(at + 8), stop);
        encoder = word.text;
        at = word.end;
      } else if (inType && type) {
        const end = this.findEnd(at, stop);
        type = { start: type.start, end: Math.max(at, this.trimBack(at, end)) };
        at = end;
      } else at = this.word(at, stop).end;
    }
    const typeText = type && slice(this.value, type.start, type.end);
    return { data: data.text, type: typeText, fileName, encoder, headers, end: at };
  }

  /** A quoted or bare word; blanks behind a bare one are dropped. */
  private word(start: number, stop: string): ReadWord {
    const close = this.masked[start] === '"' ? this.closingQuote(start) : -1;
    if (close < 0) {
      const end = this.findEnd(start, stop);
      return { text: slice(this.value, start, this.trimBack(start, end)), end };
    }
    const inside = slice(this.value, start + 1, close);
    return { text: rewriteKnown(inside, /\\["\\]/g, (pair) => pair.slice(1)), end: this.findEnd(close + 1, stop) };
  }

  private closingQuote(start: number): number {
    for (let i = start + 1; i < this.masked.length; i++) {
      if (this.masked[i] === "\\" && /["\\]/.test(this.masked[i + 1] ?? "")) i++;
      else if (this.masked[i] === '"') return i;
    }
    return -1;
  }

  private type(start: number, stop: string): { start: number; end: number; next: number } | null {
    if (isSince(this.release, "8.14.1")) {
      const length = this.masked.slice(start).search(/[()<>@,;:\\"[\]?=\r\n ]/);
      const end = length < 0 ? this.masked.length : start + length;
      return { start, end, next: end };
    }
    const match = /^[^/ ]{1,127}\/[^;, \n]{1,127}/.exec(this.masked.slice(start));
    if (!match) return null;
    const next = this.findEnd(start + match[0].length, stop);
    return { start, end: Math.max(start + match[0].length, this.trimBack(start, next)), next };
  }

  private findEnd(start: number, stop: string): number {
    let end = start;
    while (end < this.masked.length && this.masked[end] !== ";" && (stop === "" || this.masked[end] !== stop)) end++;
    return end;
  }

  private trimBack(start: number, end: number): number {
    let last = end;
    while (last > start && this.isBlank(last - 1)) last--;
    return last;
  }

  private skipBlanks(start: number): number {
    let at = start;
    while (this.isBlank(at)) at++;
    return at;
  }

  private isBlank(at: number): boolean {
    const blanks = isSince(this.release, "8.14.1") ? " \t" : " \t\n\v\f\r";
    return at < this.masked.length && blanks.includes(this.masked[at] ?? "x");
  }

  private hasPrefix(prefix: string, at: number): boolean {
    return this.masked.slice(at, at + prefix.length).toLowerCase() === prefix;
  }
}
