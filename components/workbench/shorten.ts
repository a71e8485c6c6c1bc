import type { Cell, Readings } from "../../lib/diagnose/readings.ts";
import type { Finding, Fix } from "../../lib/rules/finding.ts";
import { encodeBytes } from "../../lib/text/bytes.ts";
import { applyEdits, type Edit } from "../../lib/text/edit.ts";
import { hullOf } from "../../lib/text/span.ts";
import { maskText } from "../editor/secrets.ts";
import type { Diagnosis } from "./engine.ts";

const MOST_SPANS = 400;
const LONGEST_WORDS = 2_000;
const MOST_SECRETS = 400;

/**
 * The verdict on a long text in a size that a page can take in one step: texts are cut with their length beside them, many
 * edits become one that replaces the whole stretch, and the words come masked, since a cut secret cannot be masked.
 */
export function shorten(diagnosis: Diagnosis, source: string): Diagnosis {
  const secrets = diagnosis.secrets.slice(0, MOST_SECRETS);
  const cut = (readings: Readings): Readings => ({
    ...readings,
    lanes: readings.lanes.map((lane) => ({ ...lane, cells: lane.cells.map((cell) => cutCell(cell, secrets)) })),
  });
  return {
    ...diagnosis,
    findings: diagnosis.findings.map((finding) => cutFinding(finding, source, secrets)),
    cleared: diagnosis.cleared.map(({ rule, title }) => ({ rule, title: cutText(title) })),
    readings: cut(diagnosis.readings),
    pastedReadings: diagnosis.pastedReadings && cut(diagnosis.pastedReadings),
    secrets: secrets.filter(({ length }) => length <= LONGEST_WORDS),
    basic: diagnosis.basic && diagnosis.basic.sent.length <= LONGEST_WORDS ? diagnosis.basic : null,
  };
}

function cutCell(cell: Cell, secrets: readonly string[]): Cell {
  const text = cutText(maskText(cell.text, secrets));
  const spans = cell.spans.slice(0, MOST_SPANS);
  return cell.text.length <= LONGEST_WORDS
    ? { ...cell, text, spans }
    : { ...cell, text, spans, bytes: encodeBytes(cell.text).length };
}

function cutFinding(finding: Finding, source: string, secrets: readonly string[]): Finding {
  const { title, detail, spans, fix } = finding;
  return {
    ...finding,
    title: cutText(maskText(title, secrets)),
    detail: cutText(maskText(detail, secrets)),
    spans: spans.slice(0, MOST_SPANS),
    fix: fix && joinFix(fix, source),
  };
}

function joinFix(fix: Fix, source: string): Fix {
  if (fix.edits.length <= MOST_SPANS) return fix;
  const hull = hullOf(fix.edits);
  return hull ? { ...fix, edits: [joinEdits(fix.edits, hull, source)] } : fix;
}

function joinEdits(edits: readonly Edit[], { start, end }: { start: number; end: number }, source: string): Edit {
  const moved = edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
  return { start, end, text: applyEdits(source.slice(start, end), moved) };
}

function cutText(text: string): string {
  return text.length <= LONGEST_WORDS ? text : `${text.slice(0, LONGEST_WORDS)}… (${text.length} characters)`;
}
