"use client";

import { FieldFrame, type FrameProps } from "./field-frame.tsx";

/** A value of several lines (PEM, JWK, a list), exactly as typed; masked with an eye if it is secret. */
export function BlockField({
  value,
  onChange,
  placeholder,
  ...frame
}: FrameProps & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
}) {
  return (
    <FieldFrame {...frame} className="block">
      {({ isInvalid, describedBy }) => (
        <textarea
          id={frame.id}
          value={value}
          rows={3}
          onChange={(event) => onChange(event.target.value)}
          placeholder={placeholder}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          aria-invalid={isInvalid || undefined}
          aria-describedby={describedBy}
        />
      )}
    </FieldFrame>
  );
}
