"use client";

import type { Elsewhere, ElsewhereOutcome } from "../../lib/diagnose/elsewhere.ts";
import type { ShellName } from "../../lib/shell/reading.ts";
import { Icon, type IconName } from "../ui/icon.tsx";
import { SHELL_LABELS } from "./elsewhere.ts";

const SIGNS: Readonly<Record<ElsewhereOutcome, { icon: IconName; word: string; tone: string }>> = {
  same: { icon: "ok", word: "Same", tone: "ok" },
  different: { icon: "warning", word: "Different", tone: "warning" },
  refused: { icon: "error", word: "Refused", tone: "error" },
  "not-started": { icon: "error", word: "Not started", tone: "error" },
};

/** What the same text would do in the other shells, one line each; a click shows the readings there. */
export function ElsewhereList({
  elsewhere,
  shown,
  mask,
  onShow,
}: {
  elsewhere: readonly Elsewhere[];
  shown: ShellName | null;
  mask: (text: string) => string;
  onShow: (shell: ShellName | null) => void;
}) {
  if (elsewhere.length === 0) return null;
  return (
    <section className="elsewhere" aria-label="In other shells">
      <div className="sh">
        <h2>What if this were pasted into … instead</h2>
      </div>
      <ul>
        {elsewhere.map(({ shell, outcome, line }) => {
          const { icon, word, tone } = SIGNS[outcome];
          return (
            <li key={shell}>
              <button
                type="button"
                aria-pressed={shell === shown}
                onClick={() => onShow(shell === shown ? null : shell)}
              >
                {SHELL_LABELS[shell]}
              </button>
              <span className={`s-${tone}`}>
                <Icon name={icon} />
                <b>{word}</b>
              </span>
              <span>{mask(line.replace(/^(?:Refused|Not started): /, ""))}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
