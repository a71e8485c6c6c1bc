"use client";

import { useMemo, useState } from "react";
import { InkArea } from "../editor/ink-area.tsx";
import { describeInvisible, findInvisibleInValue, removeInvisible } from "../editor/invisible.ts";
import { Icon } from "../ui/icon.tsx";
import type { FieldProblem } from "./fields.ts";

export interface TextFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onCommit?: () => void;
  /** A change that a button makes, so that it can be undone. */
  readonly onRemove: (value: string, what: string) => void;
  readonly problem?: FieldProblem | undefined;
  readonly isSecret?: boolean;
  /** Blanks separate values here (scope), so that one between two words is right. */
  readonly mayHoldBlanks?: boolean;
  readonly placeholder?: string;
  readonly hint?: string | undefined;
  /** Where the label does not stand above (rows), it is only heard. */
  readonly isLabelHidden?: boolean;
}

/** One value, shown exactly as it is: masked if secret, what is invisible in it drawn, with the offer to take it out. */
export function TextField(props: TextFieldProps) {
  const { id, label, value, isSecret = false } = props;
  const [isShown, setShown] = useState(false);
  const invisible = useMemo(() => oddIn(value, props.mayHoldBlanks ?? false), [value, props.mayHoldBlanks]);
  const masks = useMemo(
    () => (isSecret && !isShown && value !== "" ? [{ start: 0, end: value.length }] : []),
    [isSecret, isShown, value],
  );
  const said = invisible.length > 0 || props.problem || props.hint ? `${id}-said` : undefined;
  const field = (
    <>
      <div className={`inp${props.problem?.severity === "error" ? " bad" : ""}`}>
        <InkArea
          id={id}
          name={id}
          value={value}
          onChange={props.onChange}
          {...(props.onCommit ? { onBlur: props.onCommit } : {})}
          masks={masks}
          invisible={invisible}
          isSingleLine
          isSecret={isSecret && !isShown}
          isInvalid={props.problem?.severity === "error"}
          describedBy={said}
          {...(props.placeholder ? { placeholder: props.placeholder } : {})}
          {...(props.isLabelHidden ? { label } : {})}
        />
        {isSecret && (
          <button
            type="button"
            className="ico needs-script"
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
          {props.problem && <Said severity={props.problem.severity} message={props.problem.message} />}
          {invisible.length > 0 && (
            <p className="said s-warning">
              <Icon name="warning" />
              <span>Holds {describeInvisible(invisible, value.length)}. Sent as it stands.</span>
              <button
                type="button"
                className="btn ghost sm needs-script"
                onClick={() => props.onRemove(removeOdd(value, invisible), `Removed from the ${label.toLowerCase()}.`)}
              >
                Remove
              </button>
            </p>
          )}
          {props.hint && <p className="hint">{props.hint}</p>}
        </div>
      )}
    </>
  );
  if (props.isLabelHidden) return <div className="fld">{field}</div>;
  return (
    <div className="fld">
      <label htmlFor={id}>{label}</label>
      {field}
    </div>
  );
}

export function Said({ severity, message }: { severity: "error" | "warning"; message: string }) {
  return (
    <p className={`said s-${severity}`}>
      <Icon name={severity} />
      <span>{message}</span>
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
