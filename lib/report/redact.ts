import { textSpans } from "../text/traced.ts";
import { Book, isCredentials, PAIR, type Replaced } from "./book.ts";
import type { ReadCase } from "./case.ts";
import { hideEverywhere } from "./everywhere.ts";
import { findSightings, type Sighting } from "./find-secrets.ts";
import { type Inside, insidesOf } from "./inside.ts";
import { isFillIn, SPEC_WORDS } from "./public-words.ts";
import { type ReadValue, readPublicWords, readValues } from "./read-values.ts";
import { Sheet } from "./sheet.ts";
import type { StandIns } from "./stand-in.ts";
import { escapesLetters } from "./tracked.ts";

export interface RedactOptions {
  readonly standIns: StandIns;
  /** Leaves client ids, user names and the like as they are. */
  readonly keepIds: boolean;
}

/** A case without its secrets: texts as long as before, every other character in its place. */
export interface Redaction {
  readonly text: string;
  readonly reply: string;
  readonly replaced: readonly Replaced[];
  /** What anybody may know: words of the request's address, its names, and of the specifications. */
  readonly publicWords: readonly string[];
}

/** How deep encodings are looked for in each other: base64 of a form in JSON in a shell's text are three. */
const DEEPEST = 4;
/** In longer texts, pages mostly, only the first two layers are looked at. */
const LONG_TEXT = 200_000;

/** Replaces every secret of the case, in whatever encoding it stands, by its stand-in. Never throws. */
export function redactCase(given: ReadCase, { standIns, keepIds }: RedactOptions): Redaction {
  const { evidence } = given;
  const isCode = evidence?.format === "code" || evidence?.format === "fetch";
  const wanted = ({ kind }: { kind: string }) => !keepIds || (kind !== "id" && kind !== "person");
  const values = evidence ? readValues(evidence) : [];
  const texts = [given.text, given.reply];
  const kept = new Set(keepIds ? values.filter((one) => !wanted(one)).map(({ value }) => value.text) : []);
  const publicWords = [
    ...SPEC_WORDS,
    ...(evidence ? readPublicWords(evidence) : []),
    ...texts.flatMap(addressesIn),
    ...kept,
  ];
  const book = new Book(standIns, publicWords);
  const scan = (text: string, depth: number): void => {
    const insides = depth > 0 ? insidesOf(text) : [];
    for (const sighting of findSightings(text, { isCode })) {
      if (!wanted(sighting) || (sighting.isShape && isEncoded(sighting, insides))) continue;
      const source = text.slice(sighting.start, sighting.end);
      if (sighting.kind === "jwt") book.addJwt(source);
      else if (sighting.kind !== "basic" && !escapesLetters(source) && !kept.has(source))
        book.add(sighting.name, source);
    }
    for (const inside of insides) {
      if (inside.kind === "base64") addCredentials(inside.text, book, keepIds);
      scan(inside.text, depth - 1);
    }
  };
  for (const one of values) if (wanted(one)) book.add(one.name, one.value.text, true);
  for (const text of texts) scan(text, depthFor(text));
  const hide = new Hider(book, { isCode, keepIds, wanted, kept });
  return {
    text: hide.level(given.text, depthFor(given.text), values.filter(wanted)),
    reply: hide.level(given.reply, depthFor(given.reply)),
    replaced: book.replaced(),
    publicWords,
  };
}

/** True where the place is base64 of a text: what is secret in it is found in that text. */
function isEncoded({ start, end }: Sighting, insides: readonly Inside[]): boolean {
  return insides.some((inside) => inside.kind === "base64" && inside.start < end && inside.end > start);
}

function depthFor(text: string): number {
  return text.length > LONG_TEXT ? 2 : DEEPEST;
}

/** `id:secret` behind base64. */
function addCredentials(text: string, book: Book, keepIds: boolean): void {
  if (!PAIR.test(text)) return;
  const [id, secret] = [text.slice(0, text.indexOf(":")), text.slice(text.indexOf(":") + 1)];
  if (!keepIds && !isFillIn(id)) book.add("client_id", id);
  if (!isFillIn(secret)) book.add("client_secret", secret);
}

function addressesIn(text: string): string[] {
  return [
    ...text.matchAll(/\b[a-z][a-z+.-]{1,9}:\/\/([A-Za-z0-9.-]{1,253})(?::\d+)?((?:\/[A-Za-z._-]{1,60})*)/g),
  ].flatMap(([, host = "", path = ""]) => [host, ...path.split("/").filter(Boolean)]);
}

interface HideOptions {
  readonly isCode: boolean;
  readonly keepIds: boolean;
  readonly kept: ReadonlySet<string>;
  wanted(sighting: { kind: string }): boolean;
}

/** Writes stand-ins into a text and into all that stands encoded in it. */
class Hider {
  readonly #book: Book;
  readonly #options: HideOptions;

  constructor(book: Book, options: HideOptions) {
    this.#book = book;
    this.#options = options;
  }

  /** The text with stand-ins. Everything is found in the original; of two changes of one place the first one holds. */
  level(text: string, depth: number, values: readonly ReadValue[] = [], isCredentials = false): string {
    const sheet = new Sheet(text);
    for (const [jwt, standIn] of this.#book.jwts()) {
      for (let at = text.indexOf(jwt); at >= 0; at = text.indexOf(jwt, at + jwt.length)) {
        sheet.write(at, standIn);
        sheet.claim(at, at + jwt.length);
      }
    }
    const insides = depth > 0 ? insidesOf(text) : [];
    for (const one of values) this.#hideTraced(one, sheet);
    if (isCredentials) this.#hideCredentials(text, sheet);
    for (const entry of this.#book.everywhere()) hideEverywhere(entry, sheet);
    for (const inside of insides) this.#hideInside(inside, depth, sheet);
    for (const sighting of findSightings(text, this.#options)) {
      if (this.#options.wanted(sighting)) this.#hideSighting(sighting, insides, sheet);
    }
    return sheet.text();
  }

  #hideInside(inside: Inside, depth: number, sheet: Sheet): void {
    if (inside.kind === "base64" && sheet.doneShare(inside.start, inside.end) > 0.5) return;
    const isPair = inside.kind === "base64" && PAIR.test(inside.text);
    const changed = this.level(inside.text, depth - 1, [], isPair);
    if (changed === inside.text) return;
    for (const [at, char] of inside.edits(changed)) sheet.set(at, char);
  }

  #hideCredentials(text: string, sheet: Sheet): void {
    const colon = text.indexOf(":");
    if (!this.#options.keepIds) this.#write(0, text.slice(0, colon), sheet);
    this.#write(colon + 1, text.slice(colon + 1), sheet);
  }

  #write(start: number, source: string, sheet: Sheet): void {
    if (!isFillIn(source) && !this.#options.kept.has(source) && !isCredentials(source))
      sheet.write(start, this.#book.standIns(source));
  }

  #hideTraced({ value }: ReadValue, sheet: Sheet): void {
    if (textSpans(value).length === 0 || isCredentials(value.text.trim())) return;
    const lead = value.text.length - value.text.trimStart().length;
    const standIn = value.text.slice(0, lead) + this.#book.standIns(value.text.trim());
    let at = 0;
    for (const { text, origin } of value.pieces) {
      if (origin.door === "text" && sheet.original.slice(origin.start, origin.end) === text) {
        sheet.write(origin.start, standIn.slice(at, at + text.length));
      }
      at += text.length;
    }
  }

  #hideSighting(sighting: Sighting, insides: readonly Inside[], sheet: Sheet): void {
    const { start, end, kind } = sighting;
    const source = sheet.original.slice(start, end);
    if (kind === "jwt" || this.#options.kept.has(source) || escapesLetters(source) || isCredentials(source)) return;
    if ((kind === "basic" || sighting.isShape) && isEncoded(sighting, insides)) return;
    // Most of it was replaced by what is known of its inside; the rest are marks that stay.
    if (sheet.doneShare(start, end) >= 0.4) return;
    sheet.write(start, this.#book.standIns(source));
  }
}
