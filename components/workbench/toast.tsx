"use client";

import { useEffect } from "react";
import { say } from "../ui/say.ts";

const SHOWN_MS = 8000;

/** What a button just did, with the way back. It is never the only place of a message. */
export function Toast({
  message,
  onUndo,
  onClose,
}: {
  message: string | null;
  onUndo: (() => void) | undefined;
  onClose: () => void;
}) {
  useEffect(() => {
    if (message === null) return;
    say(message);
    const timer = setTimeout(onClose, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [message, onClose]);
  if (message === null) return null;
  return (
    <div className="toasts">
      <div className="toast">
        <span>{message}</span>
        {onUndo && (
          <button type="button" onClick={onUndo}>
            Undo
          </button>
        )}
      </div>
    </div>
  );
}
