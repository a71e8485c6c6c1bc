"use client";

import { useState } from "react";
import type { NamedUnknown } from "../../lib/diagnose/unknowns.ts";
import { Icon } from "../ui/icon.tsx";
import { type FilledValues, unknownFieldId } from "./filled-values.ts";

/** What the text does not tell, a small field each: what is filled in flows through all readings, Send and the snippets. */
export function UnknownFields({
  unknowns,
  values,
  onFill,
  onClear,
}: {
  unknowns: readonly NamedUnknown[];
  values: FilledValues;
  onFill: (name: string, value: string) => void;
  onClear: () => void;
}) {
  if (unknowns.length === 0) return null;
  const isFilled = unknowns.some(({ name }) => (values[name] ?? "") !== "");
  return (
    <fieldset className="unknowns" aria-label="Values that the text does not tell">
      <p>
        The text does not tell {unknowns.length === 1 ? "this value" : "these values"}. Filled in,{" "}
        {unknowns.length === 1 ? "it stays" : "they stay"} in this tab’s memory and go
        {unknowns.length === 1 ? "es" : ""} out with Send alone.
      </p>
      <ul>
        {unknowns.map((unknown) => (
          <UnknownField
            key={unknown.name}
            unknown={unknown}
            value={values[unknown.name] ?? ""}
            onFill={(value) => onFill(unknown.name, value)}
          />
        ))}
      </ul>
      {isFilled && (
        <button type="button" className="btn ghost sm" onClick={onClear}>
          Clear the values
        </button>
      )}
    </fieldset>
  );
}

function UnknownField({
  unknown: { name, written, isSecret },
  value,
  onFill,
}: {
  unknown: NamedUnknown;
  value: string;
  onFill: (value: string) => void;
}) {
  const [isShown, setIsShown] = useState(false);
  const id = unknownFieldId(name);
  return (
    <li>
      <label htmlFor={id}>
        <code>{written}</code>
      </label>
      <span className="inp">
        <input
          id={id}
          className={isSecret && !isShown ? "masked" : undefined}
          value={value}
          onChange={(event) => onFill(event.target.value)}
          placeholder="value"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
        />
        {isSecret && (
          <button
            type="button"
            className="ico"
            aria-pressed={isShown}
            aria-label={`Show the value of ${written}`}
            onClick={() => setIsShown(!isShown)}
          >
            <Icon name="eye" />
          </button>
        )}
      </span>
    </li>
  );
}
