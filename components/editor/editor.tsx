"use client";

import { useEffect, useRef, useState } from "react";
import type { Span } from "../../lib/text/span.ts";
import { Icon } from "../ui/icon.tsx";
import { InkArea } from "./ink-area.tsx";
import type { Invisible } from "./invisible.ts";
import type { Mark } from "./paint.ts";

interface Eye {
  readonly label: string;
  readonly isShown: boolean;
  readonly toggle: () => void;
}

export interface EditorProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onReplace?: (value: string) => void;
  readonly marks: readonly Mark[];
  readonly masks: readonly Span[];
  readonly invisible: readonly Invisible[];
  readonly eyes: readonly Eye[];
  readonly placeholder: string;
  readonly foot: string | undefined;
}

/** A text with a gutter for severities, its secrets masked with an eye each, and a line that says how it was read. */
export function Editor({ label, eyes, foot, ...ink }: EditorProps) {
  const { id, marks, invisible } = ink;
  const area = useRef<HTMLDivElement>(null);
  return (
    <div className="fld">
      <label htmlFor={id}>{label}</label>
      <div className="ed">
        <div className="scroll">
          <Gutter area={area} marks={marks} />
          <InkArea ref={area} {...ink} />
        </div>
        {(eyes.length > 0 || foot || invisible.length > 0) && (
          <div className="foot">
            {eyes.map(({ label: name, isShown, toggle }) => (
              <span className="kv" key={name}>
                {name}
                <button
                  type="button"
                  className="ico"
                  aria-pressed={isShown}
                  aria-label={`Show the ${name}`}
                  onClick={toggle}
                >
                  <Icon name="eye" />
                </button>
              </span>
            ))}
            {invisible.length > 0 && <span className="s-warning">{countInvisible(invisible)}</span>}
            {foot && <span className="r">{foot}</span>}
          </div>
        )}
      </div>
    </div>
  );
}

function countInvisible(invisible: readonly Invisible[]): string {
  const [first] = invisible;
  return invisible.length === 1 && first ? `1 ${first.name}` : `${invisible.length} invisible characters`;
}

interface GutterIcon {
  readonly severity: "error" | "warning";
  readonly top: number;
}

/** The severity of the first line that each finding touches, at that line's height. */
function Gutter({ area, marks }: { area: React.RefObject<HTMLDivElement | null>; marks: readonly Mark[] }) {
  const [icons, setIcons] = useState<readonly GutterIcon[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the marks decide which anchors are in the document
  useEffect(() => {
    const element = area.current;
    if (!element) return;
    const measure = () => setIcons(measureAnchors(element));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    document.fonts?.ready.then(measure, () => undefined);
    return () => observer.disconnect();
  }, [area, marks]);
  return (
    <div className="gut" aria-hidden="true">
      {icons.map(({ severity, top }) => (
        <span key={top} className={`s-${severity}`} style={{ top }}>
          <Icon name={severity} />
        </span>
      ))}
    </div>
  );
}

const LINE = 24;

function measureAnchors(element: HTMLElement): GutterIcon[] {
  const origin = element.getBoundingClientRect().top;
  const byTop = new Map<number, GutterIcon>();
  for (const anchor of element.querySelectorAll<HTMLElement>("[data-anchor]")) {
    const rect = anchor.getClientRects()[0];
    if (!rect) continue;
    const top = Math.round(rect.top + rect.height / 2 - origin - LINE / 2 + 4);
    const severity = anchor.dataset.anchor?.startsWith("warning") ? "warning" : "error";
    if (severity === "error" || !byTop.has(top)) byTop.set(top, { severity, top });
  }
  return [...byTop.values()];
}
