"use client";

import type { Judgement } from "../../lib/diagnose/verdict.ts";
import { Icon } from "../ui/icon.tsx";
import type { ProbeRow } from "./probe-client.ts";
import { formatAnswer, JUDGEMENT_WORDS } from "./probe-words.ts";

const COLUMNS = ["format", "client", "endpoint"] as const;

/** What each request showed to be right or wrong. `onUse` is undefined for a row that cannot be taken over. */
export function TruthTable({
  rows,
  best,
  shown,
  onShow,
  toUse,
}: {
  rows: readonly ProbeRow[];
  /** The row to use; null for none. */
  best: string | null;
  /** The row whose exchange is shown below. */
  shown: string | null;
  onShow: (id: string) => void;
  toUse: (row: ProbeRow) => (() => void) | undefined;
}) {
  return (
    <table className="truth">
      <thead>
        <tr>
          <th scope="col">Sent</th>
          {COLUMNS.map((name) => (
            <th scope="col" key={name}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const use = toUse(row);
          return (
            <tr key={row.id} className={row.id === best ? "best" : undefined}>
              <th scope="row">
                {row.label}
                <small>{row.change}</small>
                <span className="acts">
                  <button
                    type="button"
                    className="btn ghost sm"
                    aria-expanded={row.id === shown}
                    aria-label={`${formatAnswer(row.exchange)}: the exchange of “${row.label}”`}
                    onClick={() => onShow(row.id)}
                  >
                    <code>{formatAnswer(row.exchange)}</code>
                    <Icon name="down" />
                  </button>
                  {use && (
                    <button type="button" className="btn sm" onClick={use} aria-label={`Use this one: ${row.label}`}>
                      Use this one
                    </button>
                  )}
                </span>
              </th>
              {COLUMNS.map((name) => (
                <Cell key={name} judgement={row.verdict[name]} />
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const LOOKS: Record<Judgement, { tone: string; icon: "ok" | "error" | undefined }> = {
  right: { tone: "s-ok", icon: "ok" },
  wrong: { tone: "s-error", icon: "error" },
  unknown: { tone: "dim", icon: undefined },
};

function Cell({ judgement }: { judgement: Judgement }) {
  const { tone, icon } = LOOKS[judgement];
  return (
    <td className={tone}>
      {icon && <Icon name={icon} />}
      <span>{JUDGEMENT_WORDS[judgement]}</span>
    </td>
  );
}
