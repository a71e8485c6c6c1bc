"use client";

import { useEffect, useState } from "react";
import { Icon } from "./icon.tsx";
import { THEME_KEY } from "./theme-script.ts";

const THEMES = ["system", "light", "dark"] as const;
type Theme = (typeof THEMES)[number];
const CHOSEN = "regrant-theme-chosen";

/** What the document shows now: the script in the head has set it before this runs. */
function readTheme(): Theme {
  const forced = document.documentElement.dataset.theme;
  return forced === "light" || forced === "dark" ? forced : "system";
}

function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  try {
    if (theme === "system") localStorage.removeItem(THEME_KEY);
    else localStorage.setItem(THEME_KEY, theme);
  } catch {
    // Storage may be forbidden; the theme then lasts as long as the page.
  }
  window.dispatchEvent(new Event(CHOSEN));
}

/** System, light or dark. Two of them (bar and menu) stay in step. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>("system");
  useEffect(() => {
    const read = () => setTheme(readTheme());
    read();
    window.addEventListener(CHOSEN, read);
    return () => window.removeEventListener(CHOSEN, read);
  }, []);
  return (
    <fieldset className="seg sm ic" aria-label="Theme">
      {THEMES.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={theme === name}
          aria-label={`${name[0]?.toUpperCase()}${name.slice(1)} theme`}
          title={`${name[0]?.toUpperCase()}${name.slice(1)}`}
          onClick={() => applyTheme(name)}
        >
          <Icon name={name} />
        </button>
      ))}
    </fieldset>
  );
}
