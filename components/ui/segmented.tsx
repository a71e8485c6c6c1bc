"use client";

import { type KeyboardEvent, useRef } from "react";

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
}

/** One of a few values. As radios arrow keys choose; as toggles each part is a button of its own. */
export function Segmented<T extends string>({
  label,
  choices,
  value,
  onChoose,
  className = "",
  as = "toggles",
}: {
  label: string;
  choices: readonly Choice<T>[];
  value: T;
  onChoose: (value: T) => void;
  className?: string;
  as?: "radios" | "toggles";
}) {
  const group = useRef<HTMLFieldSetElement>(null);
  function move(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (as !== "radios" || step === undefined) return;
    event.preventDefault();
    const at = choices.findIndex((choice) => choice.value === value);
    const next = choices[(at + step + choices.length) % choices.length];
    if (!next) return;
    onChoose(next.value);
    group.current?.querySelector<HTMLElement>(`[data-value="${next.value}"]`)?.focus();
  }
  return (
    <fieldset
      ref={group}
      className={`seg ${className}`}
      role={as === "radios" ? "radiogroup" : undefined}
      aria-label={label}
      onKeyDown={move}
    >
      {choices.map((choice) => {
        const isChosen = choice.value === value;
        const state = as === "radios" ? { role: "radio", "aria-checked": isChosen } : { "aria-pressed": isChosen };
        return (
          <button
            key={choice.value}
            type="button"
            data-value={choice.value}
            tabIndex={as === "radios" && !isChosen ? -1 : 0}
            onClick={() => onChoose(choice.value)}
            {...state}
          >
            {choice.label}
          </button>
        );
      })}
    </fieldset>
  );
}
