"use client";

import { useMemo } from "react";
import { InkArea } from "../editor/ink-area.tsx";
import { describeInvisible, findInvisibleInValue, type Invisible, removeInvisible } from "../editor/invisible.ts";
import { Icon } from "../ui/icon.tsx";
import { FieldFrame, type FrameProps } from "./field-frame.tsx";

export interface TextFieldProps extends FrameProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onCommit?: () => void;
  /** A change that a button makes, so that it can be undone. */
  readonly onRemove: (value: string, what: string) => void;
  /** Blanks separate values here (scope), so that one between two words is right. */
  readonly mayHoldBlanks?: boolean;
  readonly placeholder?: string;
}

/** One value, shown exactly as it is: masked if secret, what is invisible in it drawn, with the offer to take it out. */
export function TextField({
  value,
  onChange,
  onCommit,
  onRemove,
  mayHoldBlanks,
  placeholder,
  ...frame
}: TextFieldProps) {
  const { id, label, isLabelHidden } = frame;
  const invisible = useMemo(() => oddIn(value, mayHoldBlanks ?? false), [value, mayHoldBlanks]);
  const all = useMemo(() => [{ start: 0, end: value.length }], [value]);
  const remove = () => onRemove(removeOdd(value, invisible), `Removed from the ${label.toLowerCase()}.`);
  return (
    <FieldFrame
      {...frame}
      said={invisible.length > 0 && <Odd invisible={invisible} length={value.length} onRemove={remove} />}
    >
      {({ isHidden, isInvalid, describedBy }) => (
        <InkArea
          id={id}
          name={id}
          value={value}
          onChange={onChange}
          {...(onCommit ? { onBlur: onCommit } : {})}
          masks={isHidden && value !== "" ? all : NONE}
          invisible={invisible}
          isSingleLine
          isSecret={isHidden}
          isInvalid={isInvalid}
          describedBy={describedBy}
          {...(placeholder ? { placeholder } : {})}
          {...(isLabelHidden ? { label } : {})}
        />
      )}
    </FieldFrame>
  );
}

const NONE: readonly never[] = [];

function Odd({
  invisible,
  length,
  onRemove,
}: {
  invisible: readonly Invisible[];
  length: number;
  onRemove: () => void;
}) {
  return (
    <p className="said s-warning">
      <Icon name="warning" />
      <span>Holds {describeInvisible(invisible, length)}. Sent as it stands.</span>
      <button type="button" className="btn ghost sm needs-script" onClick={onRemove}>
        Remove
      </button>
    </p>
  );
}

function oddIn(value: string, mayHoldBlanks: boolean) {
  const found = findInvisibleInValue(value);
  if (!mayHoldBlanks) return found;
  return found.filter(({ start, end }) => {
    const isBlank = value.slice(start, end) === " ";
    return !isBlank || start === 0 || end === value.length || value[start - 1] === " ";
  });
}

function removeOdd(value: string, odd: readonly { readonly start: number; readonly end: number }[]): string {
  if (odd.length === findInvisibleInValue(value).length) return removeInvisible(value);
  let out = "";
  let at = 0;
  for (const { start, end } of odd) {
    out += value.slice(at, start);
    at = end;
  }
  return out + value.slice(at);
}
