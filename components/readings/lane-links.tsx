"use client";

import { type RefObject, useEffect, useState } from "react";

/** A link between two cells, in the strip's own pixels. */
interface Line {
  readonly key: string;
  readonly piece: string;
  readonly path: string;
  readonly isFault: boolean;
}

export interface LinkEnds {
  readonly from: string;
  readonly to: string;
  readonly piece: string;
}

/** Hairlines from lane to lane: down, across, down, like a bus. They follow the cells' places on the screen. */
export function LaneLinks({
  strip,
  ends,
  faulty,
  pointed,
}: {
  strip: RefObject<HTMLElement | null>;
  ends: readonly LinkEnds[];
  faulty: string | null;
  pointed: string | null;
}) {
  const [lines, setLines] = useState<readonly Line[]>([]);
  useEffect(() => {
    const element = strip.current;
    if (!element) return;
    const draw = () => setLines(measure(element, ends, faulty));
    draw();
    const observer = new ResizeObserver(draw);
    observer.observe(element);
    // Widths change once more when the typeface arrives.
    document.fonts?.ready.then(draw, () => undefined);
    return () => observer.disconnect();
  }, [strip, ends, faulty]);
  return (
    <svg className="links" aria-hidden="true">
      {lines.map(({ key, path, piece, isFault }) => (
        <path key={key} d={path} className={isFault ? "f" : piece === pointed ? "h" : undefined} />
      ))}
    </svg>
  );
}

function measure(strip: HTMLElement, ends: readonly LinkEnds[], faulty: string | null): Line[] {
  const origin = strip.getBoundingClientRect();
  const boxes = new Map<string, DOMRect>();
  const main = new Set<string>();
  for (const cell of strip.querySelectorAll<HTMLElement>("[data-cell]")) {
    const id = cell.dataset.cell ?? "";
    if (cell.offsetParent) boxes.set(id, cell.getBoundingClientRect());
    if (cell.classList.contains("main")) main.add(id);
  }
  return ends.flatMap(({ from, to, piece }) => {
    const [a, b] = [boxes.get(from), boxes.get(to)];
    if (!a || !b) return [];
    const isFault = piece === faulty && main.has(from) && main.has(to);
    const x = (box: DOMRect, id: string) =>
      Math.round((main.has(id) ? box.left + 14 : box.left + box.width / 2) - origin.left);
    const [top, bottom] = [Math.round(a.bottom - origin.top), Math.round(b.top - origin.top)];
    const middle = (top + bottom) / 2;
    return [
      {
        key: `${from} ${to}`,
        piece,
        isFault,
        path: `M${x(a, from)} ${top}V${middle - 5}L${x(b, to)} ${middle + 5}V${bottom}`,
      },
    ];
  });
}
