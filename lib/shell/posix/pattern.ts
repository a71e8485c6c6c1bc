/** One place of a pattern: any run of characters, or one character of some kind. */
type Element = "*" | ((char: string) => boolean);

/** A shell's pattern (bash manual 3.5.8.1), taken apart; undefined for what is not followed: classes by name, extended ones. */
export function parsePattern(pattern: string): Element[] | undefined {
  const elements: Element[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] ?? "";
    if (char === "*") {
      if (elements.at(-1) !== "*") elements.push("*");
    } else if (char === "?") elements.push(() => true);
    else if (char === "[") {
      const close = pattern.indexOf("]", at + (/^\[[!^]?\]/.test(pattern.slice(at, at + 3)) ? 3 : 2));
      const inner = pattern.slice(at + 1, close);
      if (close < 0 || /[[\\]/.test(inner)) return undefined;
      elements.push(toClass(inner));
      at = close;
    } else if (char === "\\" || /^[?*+@!]\(/.test(pattern.slice(at, at + 2))) return undefined;
    else elements.push((other) => other === char);
  }
  return elements;
}

function toClass(inner: string): Element {
  const negated = /^[!^]/.test(inner);
  const list = negated ? inner.slice(1) : inner;
  const has = (char: string) => {
    for (let i = 0; i < list.length; i++) {
      const from = list[i] ?? "";
      if (list[i + 1] === "-" && i + 2 < list.length) {
        if (from <= char && char <= (list[i + 2] ?? "")) return true;
        i += 2;
      } else if (from === char) return true;
    }
    return false;
  };
  return (char) => has(char) !== negated;
}

/** The lengths of all beginnings of `text` that the pattern matches, the shortest first. Time is text times pattern. */
export function matchingLengths(text: string, elements: readonly Element[]): number[] {
  let ends = new Set([0]);
  for (const element of elements) {
    const next = new Set<number>();
    if (element === "*") {
      for (let end = Math.min(...ends); end <= text.length; end++) next.add(end);
    } else {
      for (const end of ends) if (end < text.length && element(text[end] ?? "")) next.add(end + 1);
    }
    if (next.size === 0) return [];
    ends = next;
  }
  return [...ends].sort((a, b) => a - b);
}
