import type { ReactNode } from "react";
import { CopyText } from "./copy-text.tsx";
import { Scrollable } from "./scrollable.tsx";

/** Code to read with a button that copies it, and a line above that may say more (`head`). */
export function CodeBlock({
  label,
  code,
  copied = code,
  head,
  action,
}: {
  label: string;
  code: string;
  /** What the button copies, if not all of it. */
  copied?: string;
  head?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <>
      <div className="cap">
        {head}
        <span className="r">
          {action}
          <CopyText text={copied} said={label} />
        </span>
      </div>
      <Scrollable label={label} className="code fold">
        {code}
      </Scrollable>
    </>
  );
}
