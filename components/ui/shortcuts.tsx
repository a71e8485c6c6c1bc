"use client";

import { useEffect, useRef } from "react";
import { Icon } from "./icon.tsx";

const SHORTCUTS = [
  { keys: "Ctrl ↵, ⌘ ↵", what: "Send; pressed again, cancel" },
  { keys: "Ctrl K, ⌘ K", what: "Commands: everything that can be done or opened, to be searched" },
  { keys: "?", what: "This list" },
  { keys: "Ctrl V, ⌘ V", what: "Outside of fields: the command that is pasted goes into the editor" },
  { keys: "Esc", what: "Close what is open" },
  { keys: "← →", what: "From tab to tab, from piece to piece along a lane" },
  { keys: "↑ ↓", what: "The same piece in the next reading" },
  { keys: "Tab, ↵", what: "The skip link leads to the verdict" },
];

/** True while the person types: a key is then a letter, not a command. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** Opens the list of shortcuts; so does `?` anywhere but in a field. */
export function ShortcutsButton() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const open = (event: KeyboardEvent) => {
      if (event.key !== "?" || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
      event.preventDefault();
      if (dialog.current && !dialog.current.open) dialog.current.showModal();
    };
    document.addEventListener("keydown", open);
    return () => document.removeEventListener("keydown", open);
  }, []);
  return (
    <>
      <button
        type="button"
        className="ico"
        aria-label="Keyboard shortcuts"
        title="Keyboard shortcuts (?)"
        onClick={() => dialog.current?.showModal()}
      >
        <Icon name="keyboard" />
      </button>
      <dialog ref={dialog} id="shortcuts" className="sheet" aria-label="Keyboard shortcuts">
        <div className="sh">
          <h2>Keyboard shortcuts</h2>
          <form method="dialog" className="r">
            <button type="submit" className="ico" aria-label="Close" title="Close (Esc)">
              <Icon name="close" />
            </button>
          </form>
        </div>
        <dl className="keys">
          {SHORTCUTS.map(({ keys, what }) => (
            <div key={keys} className="contents">
              <dt>
                <kbd>{keys}</kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </dialog>
    </>
  );
}
