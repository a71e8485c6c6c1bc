"use client";

import { Icon } from "../ui/icon.tsx";
import { Said } from "./field-frame.tsx";
import type { FieldProblem, Row } from "./fields.ts";
import { TextField } from "./text-field.tsx";

/** Further form parameters and headers, one row each. */
export function ExtraRows({
  rows,
  problems,
  onChange,
}: {
  rows: readonly Row[];
  problems: readonly FieldProblem[];
  onChange: (rows: readonly Row[]) => void;
}) {
  const set = (id: string, change: Partial<Row>) =>
    onChange(rows.map((row) => (row.id === id ? { ...row, ...change } : row)));
  const add = (kind: Row["kind"]) => onChange([...rows, { id: nextId(rows), kind, name: "", value: "" }]);
  return (
    <div className="fld">
      {rows.length > 0 && (
        <ul className="rows">
          {rows.map((row, i) => {
            const label = `${row.kind === "header" ? "Header" : "Parameter"} ${i + 1}`;
            const problem = problems.find(({ field }) => field === row.id);
            const shared = { isLabelHidden: true, onRemove: () => undefined } as const;
            return (
              <li key={row.id}>
                <TextField
                  {...shared}
                  id={`${row.id}-name`}
                  label={`${label}, name`}
                  value={row.name}
                  onChange={(name) => set(row.id, { name })}
                  onRemove={(name) => set(row.id, { name })}
                  placeholder={row.kind === "header" ? "Header" : "parameter"}
                />
                <TextField
                  {...shared}
                  id={`${row.id}-value`}
                  label={`${label}, value`}
                  value={row.value}
                  onChange={(value) => set(row.id, { value })}
                  onRemove={(value) => set(row.id, { value })}
                  placeholder="value"
                  mayHoldBlanks
                />
                <button
                  type="button"
                  className="ico"
                  aria-label={`Take out ${label}`}
                  title="Take out"
                  onClick={() => onChange(rows.filter(({ id }) => id !== row.id))}
                >
                  <Icon name="close" />
                </button>
                {problem && (
                  <div className="said-row">
                    <Said severity={problem.severity} message={problem.message} />
                  </div>
                )}
              </li>
            );
          })}
        </ul>
      )}
      <div className="acts needs-script">
        <button type="button" className="btn ghost sm" onClick={() => add("parameter")}>
          <Icon name="plus" />
          Add a parameter
        </button>
        <button type="button" className="btn ghost sm" onClick={() => add("header")}>
          <Icon name="plus" />
          Add a header
        </button>
      </div>
    </div>
  );
}

function nextId(rows: readonly Row[]): string {
  return `r${rows.reduce((most, { id }) => Math.max(most, Number(id.slice(1)) + 1), 0)}`;
}
