"use client";

import { lazy, Suspense, useEffect, useState } from "react";

const PaletteDialog = lazy(() =>
  import("./palette-dialog.tsx").then(({ PaletteDialog }) => ({ default: PaletteDialog })),
);

/** The button that opens the palette; Ctrl+K and Cmd+K do so everywhere, in fields too, and close it again. */
export function Palette() {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      // Closing the dialog itself gives the focus back to where it was.
      const open = document.querySelector<HTMLDialogElement>("dialog.palette");
      if (open) open.close();
      else setOpen(true);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
  return (
    <>
      <button type="button" className="btn sm needs-script" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Commands <kbd>Ctrl K</kbd>
      </button>
      {isOpen && (
        <Suspense fallback={null}>
          <PaletteDialog
            onClose={() => setOpen(false)}
            onShortcuts={() => document.querySelector<HTMLDialogElement>("#shortcuts")?.showModal()}
          />
        </Suspense>
      )}
    </>
  );
}
