import { THEME_KEY } from "./theme-script.ts";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** Told to the window when a theme is chosen, so that every switch shows it. */
export const THEME_CHOSEN = "regrant-theme-chosen";

/** What the document shows now: the script in the head has set it before this runs. */
export function readTheme(): Theme {
  const forced = document.documentElement.dataset.theme;
  return forced === "light" || forced === "dark" ? forced : "system";
}

export function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  try {
    if (theme === "system") localStorage.removeItem(THEME_KEY);
    else localStorage.setItem(THEME_KEY, theme);
  } catch {
    // Storage may be forbidden; the theme then lasts as long as the page.
  }
  window.dispatchEvent(new Event(THEME_CHOSEN));
}
