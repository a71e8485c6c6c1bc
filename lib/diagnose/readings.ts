import type { HttpRequest } from "../http/request.ts";
import type { UnderstoodParameter } from "../oauth/understood.ts";
import type { Evidence } from "../rules/evidence.ts";
import type { Finding, Severity } from "../rules/finding.ts";
import { hullOf, type Span } from "../text/span.ts";
import { fromPieces, hullOrigin, type Traced, textSpans, unknownsOf } from "../text/traced.ts";
import { byPlace, type Cover, coverOf, toCover } from "./cover.ts";

export const LANES = ["typed", "words", "bytes", "understood"] as const;
export type LaneName = (typeof LANES)[number];

/**
 * One stretch of one reading. `piece` is the same for all cells that come from one thing that was typed. "added" was
 * typed by nobody, "absent" is what a server looks for and does not find.
 */
export interface Cell {
  readonly id: string;
  readonly piece: string;
  readonly text: string;
  readonly kind: "plain" | "added" | "absent";
  readonly severity: Severity | null;
  /** Places in the pasted text. */
  readonly spans: readonly Span[];
  /** Names of values that the text alone cannot tell. */
  readonly unknowns: readonly string[];
  /** The length of the whole in bytes, where `text` was cut short. */
  readonly bytes?: number;
}

export interface Lane {
  readonly name: LaneName;
  /** Who reads it: "bash", "curl 8.21.0", "a form parser". */
  readonly by: string;
  readonly cells: readonly Cell[];
  /** Cells of a long text that are left out at the end; the faulty piece never is. */
  readonly hidden: number;
}

/** The four readings of one request. `faulty` is the piece that the first finding is about. */
export interface Readings {
  readonly lanes: readonly Lane[];
  readonly links: readonly { readonly from: string; readonly to: string }[];
  readonly faulty: string | null;
}

interface Stretch {
  readonly key: string;
  readonly span: Span;
}

/** More pieces than these nobody looks at one by one. */
const MOST_CELLS = 400;

/** Lines up what was typed, the words, the bytes and what a token server understands, piece by piece. */
export function toReadings(evidence: Evidence, findings: readonly Finding[]): Readings {
  const stretches = toStretches(evidence);
  const faulty = findFaulty(stretches, findings);
  const context: Context = {
    stretches,
    cover: toCover(stretches.map(({ span }) => span)),
    severities: toSeverities(stretches, findings),
    faulty,
    source: evidence.text,
  };
  const lanes = [
    typedLane(context),
    wordsLane(evidence, context),
    bytesLane(evidence, context),
    understoodLane(evidence, context, findings),
  ].filter((lane): lane is Lane => lane !== null && lane.cells.length > 0);
  return { lanes, links: toLinks(lanes), faulty };
}

interface Context {
  readonly stretches: readonly Stretch[];
  readonly cover: Cover;
  readonly faulty: string | null;
  readonly severities: ReadonlyMap<string, Severity>;
  readonly source: string;
}

/** The things that were typed: program, options with their values, URLs; of other texts the parts of the request. */
function toStretches(evidence: Evidence): Stretch[] {
  const { curl, command, request } = evidence;
  const stretches: Stretch[] = [];
  const program = command?.words[0];
  if (program) stretches.push({ key: "program", span: program.span });
  if (curl) {
    for (const [i, { span }] of curl.options.entries()) stretches.push({ key: `option:${i}`, span });
    const options = coverOf(stretches.map(({ span }) => span));
    const seen = new Set<string>();
    for (const [i, { span }] of curl.urls.entries()) {
      const place = `${span.start} ${span.end}`;
      // A URL given by --url lies within its option; braces make several of one.
      if (!options.holds(span) && !seen.has(place)) stretches.push({ key: `url:${i}`, span });
      seen.add(place);
    }
  } else if (request) stretches.push(...partsOf(request));
  const covered = coverOf(stretches.map(({ span }) => span));
  for (const [i, { span }] of (command?.words ?? []).entries()) {
    if (!covered.touches(span)) stretches.push({ key: `word:${i}`, span });
  }
  return stretches.sort((a, b) => byPlace(a.span, b.span));
}

/** Request line, header lines and body, where they stand in the text. */
function partsOf(request: HttpRequest): Stretch[] {
  const place = (key: string, ...values: readonly Traced[]): Stretch[] => {
    const span = hullOf(values.flatMap(textSpans));
    return span ? [{ key, span }] : [];
  };
  return [
    ...place("url", request.method, request.host, request.target),
    ...request.headers.flatMap(({ name, value }, i) =>
      name.text.toLowerCase() === "host" ? [] : place(`header:${i}`, name, value),
    ),
    ...(request.body ? place("body", request.body) : []),
  ];
}

/** The worst finding that touches a piece decides its colour; what is merely worth knowing does not. */
function toSeverities(stretches: readonly Stretch[], findings: readonly Finding[]): Map<string, Severity> {
  const severities = new Map<string, Severity>();
  for (const finding of findings) {
    if (finding.severity === "info") continue;
    const places = coverOf(finding.spans);
    for (const { key, span } of stretches) {
      if (severities.get(key) !== "error" && places.touches(span)) severities.set(key, finding.severity);
    }
  }
  return severities;
}

/** Of the pieces that the first finding touches the longest: where the body is wrong, its header is wrong beside it. */
function findFaulty(stretches: readonly Stretch[], findings: readonly Finding[]): string | null {
  const first = findings.find(({ severity }) => severity !== "info");
  const places = coverOf(first?.spans ?? []);
  const touched = stretches.filter(({ span }) => places.touches(span));
  return touched.sort((a, b) => b.span.end - b.span.start - (a.span.end - a.span.start))[0]?.key ?? null;
}

function pieceAt(offset: number, { stretches, cover }: Context): string {
  return stretches[cover.find(offset)]?.key ?? "other";
}

function pieceOf(value: Traced, context: Context): string {
  const origin = hullOrigin(value);
  if (!origin || origin.door === "added") return "added";
  if (origin.door === "field") return `field:${origin.field}`;
  if (origin.door === "wire") return `wire:${origin.start}`;
  return pieceAt((textSpans(value)[0] ?? origin).start, context);
}

/** The lane of these cells, the first ones and those of the faulty piece. */
function toLane(name: LaneName, by: string, all: readonly Cell[], { faulty }: Context): Lane {
  if (all.length <= MOST_CELLS) return { name, by, cells: all, hidden: 0 };
  const cells = all.slice(0, MOST_CELLS);
  const fault = cells.some(({ piece }) => piece === faulty)
    ? undefined
    : all.find(({ piece }, i) => i >= MOST_CELLS && piece === faulty);
  const absent = all.filter(({ kind }, i) => i >= MOST_CELLS && kind === "absent");
  const shown = [...cells, ...(fault ? [fault] : []), ...absent];
  return { name, by, cells: shown, hidden: all.length - shown.length };
}

function cell(id: string, value: Traced, context: Context, text = value.text): Cell {
  const piece = pieceOf(value, context);
  return {
    id,
    piece,
    text,
    kind: piece === "added" ? "added" : "plain",
    severity: context.severities.get(piece) ?? null,
    spans: textSpans(value),
    unknowns: unknownsOf(value),
  };
}

function typedLane(context: Context): Lane {
  const cells = context.stretches.map(
    ({ key, span }, i): Cell => ({
      id: `typed-${i}`,
      piece: key,
      text: context.source.slice(span.start, span.end),
      kind: "plain",
      severity: context.severities.get(key) ?? null,
      spans: [span],
      unknowns: [],
    }),
  );
  return toLane("typed", "you", cells, context);
}

const SHELL_NAMES: Record<string, string> = {
  posix: "bash",
  cmd: "cmd.exe",
  powershell: "PowerShell 5.1",
  pwsh: "PowerShell 7",
};

function wordsLane({ command, shell }: Evidence, context: Context): Lane | null {
  if (!command || !shell) return null;
  const cells = command.words.map(({ value, span }, i): Cell => {
    const piece = pieceAt(span.start, context);
    return {
      ...cell(`words-${i}`, value, context),
      piece,
      kind: "plain",
      severity: context.severities.get(piece) ?? null,
      spans: [span],
    };
  });
  return toLane("words", SHELL_NAMES[shell.shell] ?? shell.shell, cells, context);
}

function bytesLane({ request, curl }: Evidence, context: Context): Lane | null {
  if (!request) return null;
  const client = curl ? `curl ${curl.version}` : "the client";
  const line = fromPieces([...request.method.pieces, ...request.host.pieces, ...request.target.pieces]);
  const cells: Cell[] = [{ ...cell("bytes-0", line, context, `${request.method.text} ${request.target.text}`) }];
  for (const { name, value } of request.headers) {
    const written = fromPieces([...value.pieces.filter(({ origin }) => origin.door !== "added"), ...name.pieces]);
    cells.push(cell(`bytes-${cells.length}`, written, context, `${name.text}: ${value.text}`));
  }
  for (const part of request.body ? splitByPiece(request.body, context) : [])
    cells.push(cell(`bytes-${cells.length}`, part, context));
  return toLane("bytes", client, cells, context);
}

/** A body that was typed in several options is several cells; the joints between them go to the cell before. */
function splitByPiece(body: Traced, context: Context): Traced[] {
  const parts: { piece: string; pieces: Traced["pieces"][number][] }[] = [];
  for (const each of body.pieces) {
    const piece = pieceOf(fromPieces([each]), context);
    const last = parts.at(-1);
    if (last && (piece === last.piece || piece === "added")) last.pieces.push(each);
    else if (last?.piece === "added") {
      last.pieces.push(each);
      last.piece = piece;
    } else parts.push({ piece, pieces: [each] });
  }
  return parts.map(({ pieces }) => fromPieces(pieces));
}

/** What a token server needs to find, whatever else is there. */
const SOUGHT = ["grant_type", "refresh_token"];

function understoodLane(
  { understood, request, provider }: Evidence,
  context: Context,
  findings: readonly Finding[],
): Lane | null {
  if (!understood || !request) return null;
  const cells = understood.parameters.map((parameter, i) => parameterCell(`understood-${i}`, parameter, context));
  const absent = SOUGHT.filter(
    (name) => !understood.parameters.some((each) => each.name.text === name && each.value.text !== ""),
  );
  const refreshes = findings.some(
    ({ rule, severity }) => severity === "error" && /json|grant|refresh|content-type|body|query/.test(rule),
  );
  if (refreshes) {
    for (const name of absent) {
      cells.push({
        id: `understood-${cells.length}`,
        piece: `absent:${name}`,
        text: `no ${name}`,
        kind: "absent",
        severity: "error",
        spans: [],
        unknowns: [],
      });
    }
  }
  const by =
    provider?.bodyFormats.includes("json") && !provider.bodyFormats.includes("form")
      ? "a JSON parser"
      : "a form parser";
  return toLane("understood", by, cells, context);
}

function parameterCell(id: string, { name, value, from }: UnderstoodParameter, context: Context): Cell {
  // A parameter of the Authorization header is named by nobody; its value says where it came from.
  const written =
    value.text === "" || (from !== "authorization" && name.pieces.some(({ origin }) => origin.door !== "added"))
      ? name
      : value;
  return {
    ...cell(id, written, context, `${name.text} = ${value.text === "" ? "(empty)" : value.text}`),
    unknowns: unknownsOf(value),
  };
}

/** Cells of one piece are linked from each lane to the next; "added" cells hang on nothing. */
function toLinks(lanes: readonly Lane[]): { from: string; to: string }[] {
  return lanes.slice(1).flatMap((lane, i) => {
    const above = new Map<string, string[]>();
    for (const { id, piece, kind } of lanes[i]?.cells ?? []) {
      if (kind === "plain") above.set(piece, [...(above.get(piece) ?? []), id]);
    }
    return lane.cells.flatMap(({ id, piece, kind }) =>
      kind === "plain" ? (above.get(piece) ?? []).map((from) => ({ from, to: id })) : [],
    );
  });
}
