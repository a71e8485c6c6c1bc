"use client";

import { useState } from "react";
import { Icon } from "../ui/icon.tsx";
import { Said } from "./text-field.tsx";

/** A value of several lines (PEM, JWK, a list), exactly as typed; masked with an eye if it is secret. */
export function BlockField({
  id,
  label,
  value,
  onChange,
  problem,
  hint,
  placeholder,
  isSecret = false,
}: {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  problem?: string | undefined;
  hint?: string;
  placeholder?: string;
  isSecret?: boolean;
}) {
  const [isShown, setShown] = useState(false);
  const said = problem || hint ? `${id}-said` : undefined;
  return (
    <div className="fld">
      <label htmlFor={id}>{label}</label>
      <div className={`inp block${problem ? " bad" : ""}${isSecret && !isShown ? " hid" : ""}`}>
        <textarea
          id={id}
          value={value}
          rows={3}
          onChange={(event) => onChange(event.target.value)}
          placeholder={placeholder}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          aria-invalid={problem !== undefined || undefined}
          aria-describedby={said}
        />
        {isSecret && (
          <button
            type="button"
            className="ico"
            aria-pressed={isShown}
            aria-label={`Show the ${label.toLowerCase()}`}
            onClick={() => setShown(!isShown)}
          >
            <Icon name="eye" />
          </button>
        )}
      </div>
      {said && (
        <div id={said}>
          {problem && <Said severity="error" message={problem} />}
          {hint && <p className="hint">{hint}</p>}
        </div>
      )}
    </div>
  );
}
