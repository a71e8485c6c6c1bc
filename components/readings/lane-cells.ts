import type { Cell, Lane, Readings } from "../../lib/diagnose/readings.ts";

/** What one button of a lane shows: a cell, or several that the client added, folded into one. */
export interface ShownCell {
  readonly id: string;
  readonly piece: string;
  readonly label: string;
  readonly cells: readonly Cell[];
  readonly kind: Cell["kind"];
  /** Share of the lane's width, against its neighbours. */
  readonly weight: number;
}

/** The first cells of a lane, with what is at fault and what is absent, whatever its place; `hidden` counts the rest. */
export function takeCells(lane: Lane, most: number, faulty: string | null): Lane {
  const fault = lane.cells.findIndex(({ piece }) => piece === faulty);
  const cells = lane.cells.filter(({ kind }, i) => i < most || kind === "absent" || i === fault);
  return { ...lane, cells, hidden: lane.hidden + lane.cells.length - cells.length };
}

const SHORT = 8;
const HEAVIEST = 14;

/** Neighbours in the bytes that nobody typed are one cell: "+2 by curl". */
export function toShownCells(lane: Lane): ShownCell[] {
  const shown: ShownCell[] = [];
  for (const cell of lane.cells) {
    const last = shown.at(-1);
    const isFolded = cell.kind === "added" && lane.name === "bytes";
    if (isFolded && last?.kind === "added") {
      const cells = [...last.cells, cell];
      shown[shown.length - 1] = { ...last, cells, label: addedLabel(cells.length, lane.by) };
    } else {
      const label = isFolded ? addedLabel(1, lane.by) : cell.text;
      shown.push({ id: cell.id, piece: cell.piece, label, cells: [cell], kind: cell.kind, weight: weigh(cell.text) });
    }
  }
  return shown;
}

function addedLabel(count: number, by: string): string {
  return `+${count} by ${by.replace(/ [\d.]+$/, "")}`;
}

/** Long texts are cut anyway: what counts is that short ones stand whole. */
function weigh(text: string): number {
  return text.length <= SHORT ? 0 : Math.min(text.length, HEAVIEST * 2) / 2;
}

/** The cell that an arrow key leads to: left and right in the lane, up and down to the same piece; undefined at an edge. */
export function findNeighbour(
  lanes: readonly (readonly ShownCell[])[],
  id: string,
  key: string,
): ShownCell | undefined {
  const at = lanes.findIndex((cells) => cells.some((cell) => cell.id === id));
  const lane = lanes[at];
  const index = lane?.findIndex((cell) => cell.id === id) ?? -1;
  const cell = lane?.[index];
  if (!lane || !cell) return undefined;
  if (key === "ArrowLeft") return lane[index - 1];
  if (key === "ArrowRight") return lane[index + 1];
  const step = key === "ArrowDown" ? 1 : -1;
  for (let next = at + step; next >= 0 && next < lanes.length; next += step) {
    const same = lanes[next]?.findLast((other) => other.piece === cell.piece);
    if (same) return same;
  }
  return undefined;
}

/** The piece that the table shows before anybody points at one. */
export function defaultPiece({ faulty, lanes }: Readings): string | null {
  return faulty ?? lanes[0]?.cells.at(-1)?.piece ?? null;
}

/** A lane around the piece that is at fault: what stands left of it, the piece itself, what stands right of it. */
export interface LaneParts {
  readonly before: readonly ShownCell[];
  readonly fault: ShownCell | null;
  readonly after: readonly ShownCell[];
}

/**
 * Parts a lane at the faulty piece, so that it can stand at one place in all lanes. Of several cells of that piece the
 * longest counts. A token server's parameters have no order of their own: those beside the faulty one go where most room is.
 */
export function toParts(lane: Lane, cells: readonly ShownCell[], faulty: string | null, share: number): LaneParts {
  const own = cells.filter(({ piece, kind }) => piece === faulty && kind !== "absent");
  const fault = own.reduce<ShownCell | null>((a, b) => (a && a.label.length >= b.label.length ? a : b), null);
  if (!fault) return { before: cells, fault, after: [] };
  const at = cells.indexOf(fault);
  if (lane.name !== "understood") return { before: cells.slice(0, at), fault, after: cells.slice(at + 1) };
  const others = cells.filter((cell) => cell !== fault);
  return share >= 0.5 ? { before: others, fault, after: [] } : { before: [], fault, after: others };
}

/** Which share of the room beside the faulty piece lies left of it, as it was typed: 0 to 1. */
export function shareBefore(lanes: readonly (readonly ShownCell[])[], faulty: string | null): number {
  const cells = lanes[0] ?? [];
  const at = cells.findIndex(({ piece }) => piece === faulty);
  const roomOf = (some: readonly ShownCell[]) => some.reduce((sum, { weight }) => sum + Math.max(weight, 4), 0);
  const [before, after] = [roomOf(cells.slice(0, at)), roomOf(cells.slice(at + 1))];
  return at < 0 || before + after === 0 ? 1 : before / (before + after);
}
