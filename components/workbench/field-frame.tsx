"use client";

import { type ReactNode, useState } from "react";
import { Icon } from "../ui/icon.tsx";
import type { FieldProblem } from "./fields.ts";

export interface FrameProps {
  readonly id: string;
  readonly label: string;
  readonly problem?: FieldProblem | undefined;
  readonly hint?: string | undefined;
  readonly isSecret?: boolean;
  /** Where the label does not stand above (rows), it is only heard. */
  readonly isLabelHidden?: boolean;
}

/** What stands around a field: its label, the eye of a secret, and what is said of it. */
export function FieldFrame({
  id,
  label,
  problem,
  hint,
  isSecret = false,
  isLabelHidden = false,
  className = "",
  said,
  children,
}: FrameProps & {
  readonly className?: string;
  /** What is said beside problem and hint. */
  readonly said?: ReactNode;
  readonly children: (field: { isHidden: boolean; isInvalid: boolean; describedBy: string | undefined }) => ReactNode;
}) {
  const [isShown, setShown] = useState(false);
  const isHidden = isSecret && !isShown;
  const isInvalid = problem?.severity === "error";
  const describedBy = problem || hint || said ? `${id}-said` : undefined;
  return (
    <div className="fld">
      {!isLabelHidden && <label htmlFor={id}>{label}</label>}
      <div className={["inp", className, isInvalid && "bad", isHidden && "hid"].filter(Boolean).join(" ")}>
        {children({ isHidden, isInvalid, describedBy })}
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
      {describedBy && (
        <div id={describedBy}>
          {problem && <Said severity={problem.severity} message={problem.message} />}
          {said}
          {hint && <p className="hint">{hint}</p>}
        </div>
      )}
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
