"use client";

import { useState } from "react";
import { formatMasked } from "../editor/secrets.ts";
import { Icon } from "../ui/icon.tsx";

/** A secret with an eye of its own. */
export function SecretValue({ value, name }: { value: string; name: string }) {
  const [isShown, setIsShown] = useState(false);
  return (
    <>
      <span>{isShown ? value : formatMasked(value)}</span>
      <button
        type="button"
        className="ico"
        aria-pressed={isShown}
        aria-label={`Show the ${name}`}
        onClick={() => setIsShown(!isShown)}
      >
        <Icon name="eye" />
      </button>
    </>
  );
}
