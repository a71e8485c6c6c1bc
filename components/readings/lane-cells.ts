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

const SHORT = 8;
const HEAVIEST = 14;

/** Neighbours that nobody typed are one cell: "+2 by curl". */
export function toShownCells(lane: Lane): ShownCell[] {
  const shown: ShownCell[] = [];
  for (const cell of lane.cells) {
    const last = shown.at(-1);
    if (cell.kind === "added" && last?.kind === "added") {
      const cells = [...last.cells, cell];
      shown[shown.length - 1] = { ...last, cells, label: addedLabel(cells.length, lane.by) };
    } else {
      const label = cell.kind === "added" ? addedLabel(1, lane.by) : cell.text;
      shown.push({ id: cell.id, piece: cell.piece, label, cells: [cell], kind: cell.kind, weight: weigh(cell.text) });
    }
  }
  return shown;
}

function addedLabel(count: number, by: string): string {
  return `+${count} by ${by.split(" ")[0]}`;
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
