import { useSyncExternalStore } from "react";

const KEY = "regrant-lessons";
const CHANGED = "regrant-lessons-changed";
const NONE: readonly string[] = [];

/** The ids of the exercises that are done, in localStorage: no request and no token is ever kept there. */
function load(): readonly string[] {
  try {
    const ids: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : NONE;
  } catch {
    return NONE;
  }
}

let known: { readonly text: string | null; readonly ids: readonly string[] } | undefined;

/** The same list for as long as nothing changes, as React asks. */
function snapshot(): readonly string[] {
  let text: string | null = null;
  try {
    text = localStorage.getItem(KEY);
  } catch {
    // A browser that keeps nothing: the exercises work all the same.
  }
  if (!known || known.text !== text) known = { text, ids: load() };
  return known.ids;
}

function subscribe(listen: () => void): () => void {
  const names = ["storage", CHANGED];
  for (const name of names) window.addEventListener(name, listen);
  return () => {
    for (const name of names) window.removeEventListener(name, listen);
  };
}

/** The ids of the exercises that are done; none in the HTML. */
export function useDone(): readonly string[] {
  return useSyncExternalStore(subscribe, snapshot, () => NONE);
}

export function markDone(id: string): void {
  const ids = load();
  if (ids.includes(id)) return;
  save([...ids, id]);
}

export function forgetProgress(): void {
  save([]);
}

function save(ids: readonly string[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(ids));
  } catch {
    return;
  }
  window.dispatchEvent(new Event(CHANGED));
}
