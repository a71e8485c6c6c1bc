import type { ReactNode } from "react";

/** Preformatted text that may scroll sideways, reachable by keyboard. */
export function Scrollable({ label, className, children }: { label: string; className: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    // biome-ignore lint/a11y/useSemanticElements: a section cannot hold its line ends
    <pre role="region" tabIndex={0} aria-label={label} className={className}>
      {children}
    </pre>
  );
}
