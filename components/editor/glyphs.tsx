import { findInvisibleInValue } from "./invisible.ts";

/** A value with a glyph for each character that cannot be seen; its name and code point show on hover and focus. */
export function Glyphs({ text }: { text: string }) {
  const parts: { readonly start: number; readonly text: string; readonly name?: string }[] = [];
  let at = 0;
  for (const { start, end, glyph, name } of findInvisibleInValue(text)) {
    if (start > at) parts.push({ start: at, text: text.slice(at, start) });
    parts.push({ start, text: glyph || `[${/U\+[0-9A-F]+/.exec(name)?.[0]}]`, name });
    at = end;
  }
  if (at < text.length) parts.push({ start: at, text: text.slice(at) });
  return parts.map((part) =>
    part.name === undefined ? (
      <span key={part.start}>{part.text}</span>
    ) : (
      <span
        key={part.start}
        className="inv glyph named"
        role="img"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its name must be reachable by keyboard
        tabIndex={0}
        aria-label={part.name}
        data-name={part.name}
      >
        {part.text}
      </span>
    ),
  );
}

const KEPT = 4;

/** A secret with its head shown and the rest as bullets; the characters that cannot be seen stay what they are. */
export function maskVisible(text: string): string {
  let seen = 0;
  const isShort = text.length <= 2 * KEPT;
  return text.replace(/[^\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}]+/gu, (run) => {
    const kept = isShort ? 0 : Math.max(0, KEPT - seen);
    const head = run.slice(0, kept);
    seen += run.length;
    return head.length === run.length ? run : `${head}••••••••`;
  });
}
