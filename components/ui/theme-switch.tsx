"use client";

import { useEffect, useState } from "react";
import { Icon } from "./icon.tsx";
import { applyTheme, readTheme, THEME_CHOSEN, THEMES, type Theme } from "./theme.ts";

/** System, light or dark. Two of them (bar and menu) stay in step. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>("system");
  useEffect(() => {
    const read = () => setTheme(readTheme());
    read();
    window.addEventListener(THEME_CHOSEN, read);
    return () => window.removeEventListener(THEME_CHOSEN, read);
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
