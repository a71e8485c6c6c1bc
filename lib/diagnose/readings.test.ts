import { expect, test } from "vitest";
import { parseCurl } from "../curl/curl.ts";
import { toWords } from "../curl/words.testing.ts";
import { type Evidence, NO_EVIDENCE } from "../rules/evidence.ts";
import { fromText, unknownValue } from "../text/traced.ts";
import { withRequest } from "./evidence.ts";
import { judge } from "./judge.ts";
import { type Readings, toReadings } from "./readings.ts";

const URL_TEXT = "https://auth.example.com/token";

function read(argv: readonly string[], change: (evidence: Evidence) => Evidence = (evidence) => evidence): Readings {
  const { words, text } = toWords(argv);
  const command = { words, assignments: [], span: { start: 0, end: text.length }, stdin: null, endedBy: null };
  const shell = { shell: "posix" as const, commands: [command], problem: null, notes: [] };
  const curl = parseCurl(words);
  const base = change({ ...NO_EVIDENCE, text, format: "curl", shell, pasted: shell, command, curl });
  const request = base.curl?.requests[0];
  const evidence = request ? withRequest(base, request) : base;
  return toReadings(evidence, judge(evidence).findings);
}

const cellsOf = (readings: Readings, lane: string) => readings.lanes.find(({ name }) => name === lane)?.cells ?? [];

test("each piece goes from what was typed to what is understood", () => {
  const readings = read([
    "curl",
    URL_TEXT,
    "-u",
    "app:s3",
    "-d",
    "grant_type=refresh_token",
    "-d",
    "refresh_token=tok",
  ]);
  expect(cellsOf(readings, "typed").map(({ text }) => text)).toEqual([
    "curl",
    URL_TEXT,
    "-u app:s3",
    "-d grant_type=refresh_token",
    "-d refresh_token=tok",
  ]);
  expect(cellsOf(readings, "words")).toHaveLength(8);
  const token = cellsOf(readings, "typed")[4];
  for (const lane of ["words", "bytes", "understood"]) {
    expect(cellsOf(readings, lane).some(({ piece }) => piece === token?.piece)).toBe(true);
  }
  expect(cellsOf(readings, "understood").map(({ text }) => text)).toEqual([
    "grant_type = refresh_token",
    "refresh_token = tok",
    "client_id = app",
    "client_secret = s3",
  ]);
  const user = cellsOf(readings, "typed")[2];
  expect(cellsOf(readings, "understood").filter(({ piece }) => piece === user?.piece)).toHaveLength(2);
  expect(readings.faulty).toBeNull();
});

test("what curl adds by itself was typed by nobody, and is linked to nothing", () => {
  const readings = read(["curl", URL_TEXT, "-d", "grant_type=refresh_token&refresh_token=a&client_id=b"]);
  const added = cellsOf(readings, "bytes").filter(({ kind }) => kind === "added");
  expect(added.map(({ text }) => text.split(":")[0])).toEqual([
    "User-Agent",
    "Accept",
    "Content-Length",
    "Content-Type",
  ]);
  for (const { id } of added) expect(readings.links.some(({ from, to }) => from === id || to === id)).toBe(false);
});

test("a JSON body is the faulty piece in all lanes, and what the server looked for is missing", () => {
  const body = '{"grant_type":"refresh_token","refresh_token":"tok"}';
  const readings = read(["curl", URL_TEXT, "-H", "Content-Type: application/json", "-u", "a:b", "-d", body]);
  const faulty = cellsOf(readings, "typed").find(({ piece }) => piece === readings.faulty);
  expect(faulty?.text).toBe(`-d ${body}`);
  expect(faulty?.severity).toBe("error");
  const understood = cellsOf(readings, "understood");
  expect(understood.find(({ piece }) => piece === readings.faulty)?.text).toBe(`${body} = (empty)`);
  expect(understood.filter(({ kind }) => kind === "absent").map(({ text }) => text)).toEqual([
    "no grant_type",
    "no refresh_token",
  ]);
});

test("an unknown value is named in every lane that it reaches", () => {
  const readings = read(["curl", URL_TEXT, "-d", "grant_type=refresh_token", "-d", "refresh_token=RT"], (evidence) => {
    const last = evidence.command?.words.at(-1);
    if (!last || !evidence.command) return evidence;
    const written = evidence.text.slice(last.span.start, last.span.end);
    const start = last.span.start + "refresh_token=".length;
    const known = fromText(evidence.text, last.span.start, start);
    const unknown = unknownValue("REFRESH_TOKEN", written.slice(14), { door: "text", start, end: last.span.end });
    const value = { text: written, pieces: [...known.pieces, ...unknown.pieces] };
    const words = [...evidence.command.words.slice(0, -1), { ...last, value }];
    return { ...evidence, command: { ...evidence.command, words }, curl: parseCurl(words) };
  });
  for (const lane of ["words", "bytes", "understood"]) {
    expect(cellsOf(readings, lane).flatMap(({ unknowns }) => unknowns)).toContain("REFRESH_TOKEN");
  }
});

test("links only join cells of the same piece, from one lane to the next", () => {
  const readings = read(["curl", "-sS", "-X", "POST", URL_TEXT, "-H", "A: b", "--data", "x=1", "--next", URL_TEXT]);
  const lanes = readings.lanes.map(({ cells }) => new Map(cells.map((cell) => [cell.id, cell.piece])));
  for (const { from, to } of readings.links) {
    const at = lanes.findIndex((lane) => lane.has(from));
    expect(lanes[at + 1]?.get(to)).toBe(lanes[at]?.get(from));
  }
});

test("of nothing there is nothing to read", () => {
  expect(toReadings(NO_EVIDENCE, [])).toEqual({ lanes: [], links: [], faulty: null });
});
