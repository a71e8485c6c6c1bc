"use client";

import { usePathname } from "next/navigation";
import { Palette } from "../palette/palette.tsx";
import { Icon } from "./icon.tsx";
import { PAGES } from "./pages.ts";
import { ShortcutsButton } from "./shortcuts.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";
import { Wordmark } from "./wordmark.tsx";

function isHere(href: string, path: string): boolean {
  return href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
}

function Links() {
  const path = usePathname();
  return (
    <ul>
      {PAGES.map(({ href, name }) => (
        <li key={href}>
          <a href={href} {...(isHere(href, path) ? { "aria-current": "page" as const } : {})}>
            {name}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** The bar above every page: where one is, the shortcuts, the theme; a menu on narrow screens, without any script. */
export function TopBar() {
  return (
    <header className="top">
      <Wordmark />
      <nav className="wide" aria-label="Main">
        <Links />
      </nav>
      <div className="end">
        <Palette />
        <ShortcutsButton />
        <ThemeSwitch />
        <details className="menu">
          <summary>
            <Icon name="menu" />
            Menu
          </summary>
          <div>
            <nav aria-label="Menu">
              <Links />
            </nav>
            <div className="th">
              <ThemeSwitch />
            </div>
          </div>
        </details>
      </div>
    </header>
  );
}
