import { Fragment } from "react";
import type { Cell, Lane, LaneName } from "../../lib/diagnose/readings.ts";
import { encodeBytes } from "../../lib/text/bytes.ts";

const LABELS: Record<LaneName, string> = { typed: "Typed", words: "Word", bytes: "Bytes", understood: "Understood" };

/** One piece in all readings, spelled in full: cells may be cut, this may not. */
export function PieceTable({
  lanes,
  piece,
  mask,
}: {
  lanes: readonly Lane[];
  piece: string;
  mask: (text: string) => string;
}) {
  return (
    <dl className="piece">
      {lanes.map((lane) => (
        <Row key={lane.name} lane={lane} piece={piece} mask={mask} />
      ))}
    </dl>
  );
}

function Row({ lane, piece, mask }: { lane: Lane; piece: string; mask: (text: string) => string }) {
  const cells = lane.cells.filter((cell) => cell.piece === piece);
  const absent = lane.name === "understood" ? lane.cells.filter(({ kind }) => kind === "absent") : [];
  const numbers = cells.map((cell) => lane.cells.indexOf(cell) + 1);
  const label =
    lane.name === "words" && numbers.length > 0 ? `${LABELS.words} ${numbers.join(", ")}` : LABELS[lane.name];
  return (
    <Fragment>
      <dt>{label}</dt>
      {cells.length > 0 ? (
        <dd>{cells.map((cell) => mask(cell.text)).join(lane.name === "bytes" ? "\n" : "  ")}</dd>
      ) : (
        <dd className="say dim">{nothing(lane.name)}</dd>
      )}
      <dd>{note(lane, cells, absent.length)}</dd>
    </Fragment>
  );
}

function nothing(lane: LaneName): string {
  if (lane === "typed") return "nobody typed this";
  if (lane === "words") return "no word of its own";
  return lane === "bytes" ? "nothing of it is sent" : "the server does not look at it";
}

function note(lane: Lane, cells: readonly Pick<Cell, "text" | "unknowns" | "bytes">[], absent: number): string {
  const unknowns = [...new Set(cells.flatMap((cell) => cell.unknowns))];
  if (unknowns.length > 0) return `holds the value of ${unknowns.join(", ")}`;
  if (lane.name === "bytes" && cells.length > 0) {
    const bytes = cells.reduce((sum, cell) => sum + (cell.bytes ?? encodeBytes(cell.text).length), 0);
    return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  }
  if (lane.name === "understood" && absent > 0)
    return absent === 1 ? "one parameter is missing" : `${absent} parameters are missing`;
  return "";
}
