import { formatUrl, type HttpRequest } from "../http/request.ts";
import { SHELLS, type ShellName, type ShellReading, type Word } from "../shell/reading.ts";
import type { Span } from "../text/span.ts";
import { type Traced, unknownsOf } from "../text/traced.ts";
import { type CommandReading, readCommand } from "./read-command.ts";

/**
 * "same": the same request goes out. "different": something else is sent, or another command runs. "refused": the shell or
 * the program gives up and nothing is sent. "not-started": no client is called at all.
 */
export type ElsewhereOutcome = "same" | "different" | "refused" | "not-started";

export type ElsewherePart = "request" | "method" | "url" | "headers" | "body" | "words";

/** What another shell makes of a text that was written for the given one. */
export interface Elsewhere {
  readonly shell: ShellName;
  readonly outcome: ElsewhereOutcome;
  /** What differs, the weightiest first; empty for the other outcomes. */
  readonly parts: readonly ElsewherePart[];
  /** The whole in one plain sentence. */
  readonly line: string;
  /** Of the weightiest part the text in the given shell and in the other one; null where nothing is compared. */
  readonly evidence: { readonly here: string; readonly there: string } | null;
  /** The place in the text that a refusal is about. */
  readonly span: Span | null;
}

/** Reads one text as each of the other shells. Nothing where the given shell itself calls no client. Never throws. */
export function readElsewhere(text: string, shell: ShellName, version?: string): Elsewhere[] {
  const here = readCommand(text, shell, version);
  if (!here.command) return [];
  return SHELLS.filter((other) => other !== shell).map((other) =>
    compare(here, readCommand(text, other, version), other),
  );
}

function compare(here: CommandReading, there: CommandReading, shell: ShellName): Elsewhere {
  const base: Elsewhere = { shell, outcome: "same", parts: [], line: "", evidence: null, span: null };
  const stopped = findStop(there, shell);
  if (stopped) return { ...base, ...stopped };
  const differences = here.request && there.request ? compareRequests(here, there) : compareWords(here, there);
  const [first] = differences;
  if (!first) return { ...base, line: `Same request${onlyIf(there.request)}.` };
  const evidence = { here: first.here, there: first.there };
  const parts = differences.map(({ part }) => part);
  return { ...base, outcome: "different", parts, line: tell(first, parts), evidence };
}

type Stop = Pick<Elsewhere, "outcome" | "line" | "span">;

/** Why nothing is sent there, if so. */
function findStop({ shell: reading, command, curl, request, notes }: CommandReading, shell: ShellName): Stop | null {
  if (!command) return reading.problem ? refused(reading.problem) : notStarted(reading, shell);
  const program = command.words[0];
  if (shell === "posix" && program && /\.exe$/i.test(program.value.text)) {
    const line = `Not started: outside of Windows there is no ${program.value.text}.`;
    return { outcome: "not-started", line, span: program.span };
  }
  if (request) return null;
  if (curl?.refusal) return refused({ span: curl.refusal.span, message: firstLine(curl.refusal.message) });
  const note = notes.find(({ kind }) => kind in CMDLET_REFUSALS);
  if (!command.cmdlet || !note) return null;
  const alias = /^(?:curl|wget)$/i.test(command.cmdlet.written)
    ? `${command.cmdlet.written} is Invoke-WebRequest there, and it `
    : `${command.cmdlet.name} `;
  const why = CMDLET_REFUSALS[note.kind]?.(note.data ?? {}) ?? "";
  return { outcome: "refused", line: `Refused: ${alias}${why}.`, span: note.span };
}

const CMDLET_REFUSALS: Readonly<Record<string, (data: Readonly<Record<string, string>>) => string>> = {
  "unknown-parameter": ({ parameter = "" }) => `has no parameter -${parameter}`,
  "ambiguous-parameter": ({ parameter = "", candidates = "" }) =>
    `cannot tell which parameter -${parameter} is: ${candidates}`,
  "parameter-twice": ({ parameter = "" }) => `takes -${parameter} once only`,
  "missing-argument": ({ parameter = "" }) => `misses the value of -${parameter}`,
  "unconvertible-value": ({ parameter = "", wanted = "" }) => `wants ${wanted} for -${parameter}`,
  "positional-argument": ({ argument = "" }) => `has no place for ${excerpt(argument)}`,
  "body-with-get": ({ method = "" }) => `sends no body with ${method}`,
  "unencrypted-authentication": () => "sends no credentials without TLS",
  "token-without-authentication": () => "takes -Token with -Authentication only",
  "restricted-header": ({ name = "" }) => `does not take the header ${name} in a table`,
  "cannot-tell": ({ missing = "the address" }) => `is not given ${missing}`,
};

function refused({ span, message }: { span: Span; message: string }): Stop {
  return { outcome: "refused", line: `Refused: ${message}`, span };
}

function firstLine(message: string): string {
  return message.split("\n", 1)[0] ?? "";
}

const FINDERS: Readonly<Record<ShellName, string>> = {
  posix: "the shell",
  cmd: "cmd.exe",
  powershell: "Windows PowerShell",
  pwsh: "PowerShell",
};

function notStarted({ commands }: ShellReading, shell: ShellName): Stop {
  const [first] = commands;
  const word = first?.cmdlet ? undefined : first?.words[0];
  const name = word?.value.text.trim();
  const line = name
    ? `Not started: to ${FINDERS[shell]} the command is ${excerpt(name)}.`
    : "Not started: no command runs.";
  return { outcome: "not-started", line, span: word?.span ?? null };
}

interface Difference {
  readonly part: ElsewherePart;
  readonly here: string;
  readonly there: string;
}

/** Headers that a client adds by itself and that tell only which client it is. */
const CLIENTS_OWN = /^(?:user-agent|accept|accept-encoding|connection|content-length|expect)$/i;

function compareRequests(here: CommandReading, there: CommandReading): Difference[] {
  const [a, b] = [here.request, there.request];
  if (!a || !b) return [];
  const sameClient = (here.curl === null) === (there.curl === null) && here.curl !== null;
  return [
    differ("body", a.body, b.body),
    differ("url", formatUrl(a), formatUrl(b)),
    differ("method", a.method, b.method),
    differ("headers", headersOf(a, sameClient), headersOf(b, sameClient)),
    here.curl && there.curl && here.curl.requests.length !== there.curl.requests.length
      ? { part: "words" as const, here: count(here), there: count(there) }
      : null,
  ].filter((difference) => difference !== null);
}

function count({ curl }: CommandReading): string {
  const requests = curl?.requests.length ?? 0;
  return requests === 1 ? "one request" : `${requests} requests`;
}

function differ(part: ElsewherePart, here: Traced | string | null, there: Traced | string | null): Difference | null {
  return keyOf(here) === keyOf(there) ? null : { part, here: show(here), there: show(there) };
}

/** The text, with what is unknown told by its name, however it is written; NUL keeps it apart from what is written so. */
function keyOf(value: Traced | string | null): string | null {
  if (value === null || typeof value === "string") return value;
  return value.pieces
    .map(({ text, unknown }) => (unknown === undefined ? text : `\0(value of ${unknown.replace(/^env:/i, "")})\0`))
    .join("");
}

function show(value: Traced | string | null): string {
  return (keyOf(value) ?? "").replaceAll("\0", "");
}

function headersOf(request: HttpRequest, all: boolean): string {
  const lines = request.headers
    .filter(({ name, value }) => all || !(CLIENTS_OWN.test(name.text) && value.pieces.every(isAdded)))
    .filter(({ name }) => !/^content-length$/i.test(name.text))
    .map(({ name, value }) => `${all ? name.text : name.text.toLowerCase()}: ${keyOf(value)}`);
  return (all ? lines : lines.sort()).join("\n");
}

function isAdded({ origin }: Traced["pieces"][number]): boolean {
  return origin.door === "added";
}

/** Where one of both has no request that is known, the words tell. */
function compareWords(here: CommandReading, there: CommandReading): Difference[] {
  if (there.request && !here.request) {
    const { method, body } = there.request;
    const sent = `${method.text} ${excerpt(formatUrl(there.request))}${body ? `, body ${excerpt(body.text)}` : ""}`;
    return [{ part: "request", here: "", there: sent }];
  }
  const join = (words: readonly Word[] = []) => words.map(({ value }) => keyOf(value)).join("\n");
  const [a, b] = [here.command?.words, there.command?.words];
  if (join(a) === join(b)) return [];
  const at = (a ?? []).findIndex(({ value }, i) => keyOf(value) !== keyOf(b?.[i]?.value ?? null));
  const index = at < 0 ? (a?.length ?? 0) : at;
  return [{ part: "words", here: show(a?.[index]?.value ?? null), there: show(b?.[index]?.value ?? null) }];
}

const NAMES: Readonly<Record<ElsewherePart, string>> = {
  request: "request",
  method: "method",
  url: "URL",
  headers: "headers",
  body: "body",
  words: "words",
};

function tell({ part, here, there }: Difference, parts: readonly ElsewherePart[]): string {
  if (part === "request") return `A request goes out there: ${there}.`;
  const names = parts.map((each) => NAMES[each]);
  const list = names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names[0];
  const [a, b] = part === "headers" ? firstLines(here, there) : [here, there];
  const from = differsFrom(a, b);
  return `Different ${list}: ${excerpt(b, from)} instead of ${excerpt(a, from)}.`;
}

function firstLines(here: string, there: string): [string, string] {
  const [a, b] = [here.split("\n"), there.split("\n")];
  return [a.find((line) => !b.includes(line)) ?? "", b.find((line) => !a.includes(line)) ?? ""];
}

function differsFrom(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

const EXCERPT = 48;

/** A short stretch that shows the place, on one line. */
function excerpt(text: string, place = 0): string {
  if (text === "") return "nothing";
  const start = text.length <= EXCERPT ? 0 : Math.max(0, Math.min(place - 12, text.length - EXCERPT));
  const cut = text
    .slice(start, start + EXCERPT)
    .replace(/\0/g, "")
    .replace(/[\r\n]+/g, "⏎");
  return `${start > 0 ? "…" : ""}${cut}${start + EXCERPT < text.length ? "…" : ""}`;
}

/** Values that the text does not set must be set there too. */
function onlyIf(request: HttpRequest | null): string {
  const values = request
    ? [request.target, ...request.headers.map(({ credentials, value }) => credentials ?? value), request.body]
    : [];
  const names = [...new Set(values.flatMap((value) => (value ? unknownsOf(value) : [])))].filter((name) =>
    /^[\w:]+$/.test(name),
  );
  return names.length > 0 ? `, if ${names.join(" and ")} is set there too` : "";
}
