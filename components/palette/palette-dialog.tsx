"use client";

import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { PAGES } from "../ui/pages.ts";
import { applyTheme, THEMES } from "../ui/theme.ts";
import { type Command, commandsOfPage, searchCommands } from "./commands.ts";

/** Everything that can be done or opened, to be searched: a combobox whose list is always open. Esc closes. */
export function PaletteDialog({ onClose, onShortcuts }: { onClose: () => void; onShortcuts: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const pages = usePageCommands();
  const own = useMemo(() => [...commandsOfPage(), ...everywhere(onShortcuts)], [onShortcuts]);
  const found = useMemo(() => searchCommands([...own, ...pages], query), [own, pages, query]);
  const chosen = found[Math.min(at, found.length - 1)];

  // A modal dialog gives the focus back to where it was when it closes.
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  useEffect(() => {
    if (chosen) document.getElementById(optionId(chosen))?.scrollIntoView({ block: "nearest" });
  }, [chosen]);

  function take(command: Command | undefined): void {
    if (!command) return;
    dialog.current?.close();
    if (command.href) location.assign(command.href);
    else command.run?.();
  }

  function press(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const last = found.length - 1;
    const to = {
      ArrowDown: at >= last ? 0 : at + 1,
      ArrowUp: at <= 0 ? last : at - 1,
      PageDown: Math.min(at + 8, last),
      PageUp: Math.max(at - 8, 0),
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      setAt(Math.max(to, 0));
    } else if (event.key === "Enter") {
      event.preventDefault();
      event.stopPropagation();
      take(chosen);
    }
  }

  return (
    <dialog ref={dialog} className="sheet palette" aria-label="Commands" onClose={onClose}>
      <input
        role="combobox"
        aria-label="Search commands, rules, errors and providers"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-autocomplete="list"
        aria-activedescendant={chosen && optionId(chosen)}
        placeholder="Search commands, rules, errors, providers"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={press}
        spellCheck={false}
        autoComplete="off"
      />
      <div role="listbox" id="palette-list" aria-label="Commands" tabIndex={-1}>
        {found.map((command) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the combobox's
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the combobox
          <div
            key={command.id}
            id={optionId(command)}
            role="option"
            aria-selected={command === chosen}
            onClick={() => take(command)}
          >
            <span>{command.name}</span>
            <em>{command.keys ?? command.kind}</em>
          </div>
        ))}
      </div>
      <p className="hint" role="status">
        {found.length === 0 ? "Nothing is called that." : "↑ ↓ choose, ↵ does it, Esc closes"}
      </p>
    </dialog>
  );
}

function optionId({ id }: Command): string {
  return `palette-${id.replace(/[^\w-]/g, "-")}`;
}

/** What can be done on every page. */
function everywhere(onShortcuts: () => void): readonly Command[] {
  return [
    ...PAGES.map(({ href, name }): Command => ({ id: `page:${href}`, name: `Go to ${name}`, kind: "Page", href })),
    { id: "shortcuts", name: "List the keyboard shortcuts", kind: "Action", keys: "?", run: onShortcuts },
    ...THEMES.map(
      (theme): Command => ({
        id: `theme:${theme}`,
        name: `${theme[0]?.toUpperCase()}${theme.slice(1)} theme`,
        kind: "Theme",
        run: () => applyTheme(theme),
      }),
    ),
  ];
}

function usePageCommands(): readonly Command[] {
  const [commands, setCommands] = useState<readonly Command[]>([]);
  useEffect(() => {
    let isWanted = true;
    import("./page-commands.ts").then(
      ({ PAGE_COMMANDS }) => isWanted && setCommands(PAGE_COMMANDS),
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, []);
  return commands;
}
