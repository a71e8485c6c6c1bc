"use client";

import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from "react";
import type { Lane, LaneName, Readings } from "../../lib/diagnose/readings.ts";
import {
  defaultPiece,
  findNeighbour,
  type LaneParts,
  type ShownCell,
  shareBefore,
  takeCells,
  toParts,
  toShownCells,
} from "./lane-cells.ts";
import { LaneLinks } from "./lane-links.tsx";
import { PieceTable } from "./piece-table.tsx";

/** So many cells of each lane are drawn before somebody asks for more. */
const CELLS_AT_ONCE = 80;

const TITLES: Record<LaneName, string> = { typed: "Typed", words: "Words", bytes: "Bytes", understood: "Understood" };

/** The quotes as the shell got them, or as they stand in the paste; null where there is no difference to show. */
export interface QuotesSwitch {
  readonly shown: "as-run" | "as-pasted";
  readonly choose: (shown: "as-run" | "as-pasted") => void;
}

export interface ReadingsStripProps {
  readonly readings: Readings;
  /** Hides secrets in a text; the identity where they are shown. */
  readonly mask: (text: string) => string;
  /** The piece that is pointed at, here or in the editor. */
  readonly pointed: string | null;
  readonly onPoint: (piece: string | null) => void;
  readonly quotes: QuotesSwitch | null;
}

/**
 * Four readings of one request, as lanes of a logic analyser. Must be rendered in the browser alone: it sets widths by
 * script, which the page's policy forbids in HTML.
 */
export function ReadingsStrip({ readings, mask, pointed, onPoint, quotes }: ReadingsStripProps) {
  const { faulty } = readings;
  const [most, setMost] = useState(CELLS_AT_ONCE);
  const lanes = useMemo(() => readings.lanes.map((lane) => takeCells(lane, most, faulty)), [readings, most, faulty]);
  const strip = useRef<HTMLDivElement>(null);
  const [showsAll, setShowsAll] = useState(false);
  const share = useMemo(() => shareBefore(lanes.map(toShownCells), faulty), [lanes, faulty]);
  const parts = useMemo(
    () => lanes.map((lane) => toParts(lane, toShownCells(lane), faulty, share)),
    [lanes, faulty, share],
  );
  const shown = useMemo(
    () => parts.map(({ before, fault, after }) => [...before, ...(fault ? [fault] : []), ...after]),
    [parts],
  );
  const ends = useMemo(() => toEnds(readings), [readings]);
  const stop = findStop(shown, pointed ?? faulty);
  const selected = pointed ?? defaultPiece(readings);

  function move(event: KeyboardEvent<HTMLElement>) {
    if (!event.key.startsWith("Arrow")) return;
    const id = (event.target as HTMLElement).dataset.cell;
    const next = id === undefined ? undefined : findNeighbour(shown, id, event.key);
    event.preventDefault();
    if (next) strip.current?.querySelector<HTMLElement>(`[data-cell="${next.id}"]`)?.focus();
  }

  const toButton = (cell: ShownCell, isMain: boolean) => (
    <CellButton
      key={cell.id}
      cell={cell}
      mask={mask}
      isFault={cell.piece === faulty && cell.kind !== "absent"}
      isMain={isMain}
      isPointed={cell.piece === pointed}
      isStop={cell.id === stop}
      onPoint={onPoint}
    />
  );

  if (lanes.length === 0) return <p className="note">Nothing to read yet: paste a command, or fill in the form.</p>;
  return (
    <>
      <div className="how">
        <span>{lanes.length === 4 ? "Four readings" : "Readings"} of one request. Point at a piece to follow it.</span>
        {quotes && <QuotesChoice {...quotes} />}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would announce a form where there is none. */}
      <div
        ref={strip}
        className={`strip${faulty ? " faulty" : ""}${showsAll ? " all" : ""}`}
        role="group"
        aria-label="The readings. Arrow keys move between pieces."
        onKeyDown={move}
        onMouseLeave={() => onPoint(null)}
      >
        <LaneLinks strip={strip} ends={ends} faulty={faulty} pointed={pointed} />
        {lanes.map((lane, i) => (
          <div className="lane" key={lane.name}>
            <h3>
              {i + 1} {TITLES[lane.name]}
              <small>by {lane.by}</small>
            </h3>
            <div className="cells">{parts[i] && <Parts parts={parts[i]} share={share} toButton={toButton} />}</div>
          </div>
        ))}
      </div>
      <Rest readings={readings} shown={lanes} onMore={() => setMost(most + CELLS_AT_ONCE)} />
      {faulty && (
        <button type="button" className="btn sm phone" aria-pressed={showsAll} onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? "Show the faulty piece only" : "Show all pieces"}
        </button>
      )}
      {selected && <PieceTable lanes={lanes} piece={selected} mask={mask} />}
    </>
  );
}

/** Of a long text, how much is shown, and the way to more of it. */
function Rest({ readings, shown, onMore }: { readings: Readings; shown: readonly Lane[]; onMore: () => void }) {
  const longest = shown.reduce<Lane | null>((a, b) => (a && a.hidden >= b.hidden ? a : b), null);
  if (!longest || longest.hidden === 0) return null;
  const all = longest.cells.length + longest.hidden;
  const hasMore = shown.some((lane, i) => lane.cells.length < (readings.lanes[i]?.cells.length ?? 0));
  return (
    <p className="note">
      {longest.cells.length} of {all.toLocaleString("en")} pieces are shown.{" "}
      {hasMore ? (
        <button type="button" className="btn ghost sm" onClick={onMore}>
          Show more
        </button>
      ) : (
        "The rest of so long a text is not listed."
      )}
    </p>
  );
}

/** The faulty piece stands at the same place in every lane; the rest shares the room beside it. */
function Parts({
  parts: { before, fault, after },
  share,
  toButton,
}: {
  parts: LaneParts;
  share: number;
  toButton: (cell: ShownCell, isMain: boolean) => ReactNode;
}) {
  if (!fault) return before.map((cell) => toButton(cell, false));
  return (
    <>
      <div className="beside" style={{ flexGrow: share }}>
        {before.map((cell) => toButton(cell, false))}
      </div>
      {toButton(fault, true)}
      <div className="beside" style={{ flexGrow: 1 - share }}>
        {after.map((cell) => toButton(cell, false))}
      </div>
    </>
  );
}

function CellButton({
  cell,
  mask,
  isFault,
  isMain,
  isPointed,
  isStop,
  onPoint,
}: {
  cell: ShownCell;
  mask: (text: string) => string;
  isFault: boolean;
  isMain: boolean;
  isPointed: boolean;
  isStop: boolean;
  onPoint: (piece: string | null) => void;
}) {
  const classes = ["cell"];
  if (cell.kind === "added") classes.push("add");
  if (cell.kind === "absent") classes.push("none");
  if (isFault) classes.push("f");
  if (isMain) classes.push("main");
  else if (cell.weight === 0) classes.push("short");
  if (cell.cells.some(({ severity }) => severity === "warning")) classes.push("warn");
  if (isPointed) classes.push("on");
  const label = mask(cell.label);
  return (
    <button
      type="button"
      className={classes.join(" ")}
      data-cell={cell.id}
      tabIndex={isStop ? 0 : -1}
      title={label}
      style={isMain || cell.weight === 0 ? undefined : { flexGrow: cell.weight }}
      onFocus={() => onPoint(cell.piece)}
      onClick={() => onPoint(cell.piece)}
      onMouseEnter={() => onPoint(cell.piece)}
    >
      <span>{label}</span>
    </button>
  );
}

function QuotesChoice({ shown, choose }: QuotesSwitch) {
  return (
    <fieldset className="seg sm" aria-label="Read the quotes">
      <button type="button" aria-pressed={shown === "as-run"} onClick={() => choose("as-run")}>
        as it was run
      </button>
      <button type="button" aria-pressed={shown === "as-pasted"} onClick={() => choose("as-pasted")}>
        as pasted
      </button>
    </fieldset>
  );
}

/** The one cell that Tab leads to: of the pointed piece, else the first. */
function findStop(shown: readonly (readonly ShownCell[])[], piece: string | null): string | undefined {
  return shown.flat().find((cell) => cell.piece === piece)?.id ?? shown[0]?.[0]?.id;
}

function toEnds({ lanes, links }: Readings) {
  const pieces = new Map(lanes.flatMap((lane) => lane.cells.map((cell) => [cell.id, cell.piece] as const)));
  return links.map(({ from, to }) => ({ from, to, piece: pieces.get(to) ?? "" }));
}
