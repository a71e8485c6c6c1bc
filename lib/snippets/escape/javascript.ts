import { escapeShort, escapeText, escapeUnits, hex, QUOTED } from "./escape-text.ts";

/** A text as a JavaScript string literal (ECMA-262 section 12.9.4) in ASCII, harmless inside a `<script>` element too. */
export function quoteJavaScript(text: string): string {
  const inner = escapeText(text, QUOTED, (char, code) => {
    return escapeShort(char) ?? (code > 0xffff ? `\\u{${hex(code, 1)}}` : escapeUnits(char));
  });
  return `"${inner.replace(/<(?=[/!])/g, "\\x3C")}"`;
}

/** A property name of an object literal. `__proto__` is computed: written plainly it would set the prototype. */
export function quoteJavaScriptKey(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name) ? name : quoteJavaScript(name);
}
