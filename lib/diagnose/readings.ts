import type { HttpRequest } from "../http/request.ts";
import type { UnderstoodParameter } from "../oauth/understood.ts";
import type { Evidence } from "../rules/evidence.ts";
import type { Finding, Severity } from "../rules/finding.ts";
import { hullOf, type Span } from "../text/span.ts";
import { fromPieces, hullOrigin, type Traced, textSpans, unknownsOf } from "../text/traced.ts";

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
}

export interface Lane {
  readonly name: LaneName;
  /** Who reads it: "bash", "curl 8.21.0", "a form parser". */
  readonly by: string;
  readonly cells: readonly Cell[];
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

/** Lines up what was typed, the words, the bytes and what a token server understands, piece by piece. */
export function toReadings(evidence: Evidence, findings: readonly Finding[]): Readings {
  const stretches = toStretches(evidence);
  const context: Context = { stretches, severities: toSeverities(stretches, findings), source: evidence.text };
  const lanes = [
    typedLane(context),
    wordsLane(evidence, context),
    bytesLane(evidence, context),
    understoodLane(evidence, context, findings),
  ].filter((lane): lane is Lane => lane !== null && lane.cells.length > 0);
  return { lanes, links: toLinks(lanes), faulty: findFaulty(stretches, findings) };
}

interface Context {
  readonly stretches: readonly Stretch[];
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
    for (const [i, { span }] of curl.urls.entries()) {
      // A URL given by --url lies within its option.
      if (!stretches.some((other) => other.span.start <= span.start && span.end <= other.span.end))
        stretches.push({ key: `url:${i}`, span });
    }
  } else if (request) stretches.push(...partsOf(request));
  const covered = [...stretches];
  for (const [i, { span }] of (command?.words ?? []).entries()) {
    if (!covered.some((other) => other.span.start < span.end && span.start < other.span.end))
      stretches.push({ key: `word:${i}`, span });
  }
  return stretches.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
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
    for (const { key, span } of stretches) {
      const touched = finding.spans.some((each) => each.start < span.end && span.start < each.end);
      if (touched && severities.get(key) !== "error") severities.set(key, finding.severity);
    }
  }
  return severities;
}

/** Of the pieces that the first finding touches the longest: where the body is wrong, its header is wrong beside it. */
function findFaulty(stretches: readonly Stretch[], findings: readonly Finding[]): string | null {
  const first = findings.find(({ severity }) => severity !== "info");
  const touched = stretches.filter(({ span }) =>
    first?.spans.some((each) => each.start < span.end && span.start < each.end),
  );
  return touched.sort((a, b) => b.span.end - b.span.start - (a.span.end - a.span.start))[0]?.key ?? null;
}

function pieceOf(value: Traced, { stretches }: Context): string {
  const origin = hullOrigin(value);
  if (!origin || origin.door === "added") return "added";
  if (origin.door === "field") return `field:${origin.field}`;
  if (origin.door === "wire") return `wire:${origin.start}`;
  const first = textSpans(value)[0] ?? origin;
  return stretches.find(({ span }) => span.start <= first.start && first.start < span.end)?.key ?? "other";
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
  return { name: "typed", by: "you", cells };
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
    const piece =
      context.stretches.find((each) => each.span.start <= span.start && span.start < each.span.end)?.key ?? "other";
    return {
      ...cell(`words-${i}`, value, context),
      piece,
      kind: "plain",
      severity: context.severities.get(piece) ?? null,
      spans: [span],
    };
  });
  return { name: "words", by: SHELL_NAMES[shell.shell] ?? shell.shell, cells };
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
  return { name: "bytes", by: client, cells };
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
  return { name: "understood", by, cells };
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
  return lanes
    .slice(1)
    .flatMap((lane, i) =>
      lane.cells.flatMap((to) =>
        to.kind === "plain"
          ? (lanes[i]?.cells ?? [])
              .filter((from) => from.kind === "plain" && from.piece === to.piece)
              .map((from) => ({ from: from.id, to: to.id }))
          : [],
      ),
    );
}
