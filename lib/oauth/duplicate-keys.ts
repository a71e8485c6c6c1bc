const BACKSLASH = 0x5c;
const QUOTE = 0x22;

/**
 * The names that stand more than once in the outermost object of a JSON text, each once. `JSON.parse` keeps the last of
 * them in silence (RFC 8259 section 4). Linear and without recursion; of a text that is no JSON the answer is some list.
 */
export function findDuplicateKeys(json: string): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  let depth = 0;
  let nameExpected = false;
  for (let i = 0; i < json.length; i++) {
    const code = json.charCodeAt(i);
    if (code === QUOTE) {
      const end = endOfString(json, i);
      if (depth === 1 && nameExpected) {
        const name = readString(json.slice(i, end + 1));
        if (seen.has(name)) twice.add(name);
        seen.add(name);
        nameExpected = false;
      }
      i = end;
    } else if (code === 0x7b || code === 0x5b) {
      depth++;
      nameExpected = depth === 1 && code === 0x7b;
    } else if (code === 0x7d || code === 0x5d) depth--;
    else if (code === 0x2c && depth === 1) nameExpected = true;
  }
  return [...twice];
}

/** The place of the quote that closes the string which opens at `start`; the text's end if none does. */
function endOfString(json: string, start: number): number {
  for (let i = start + 1; i < json.length; i++) {
    const code = json.charCodeAt(i);
    if (code === BACKSLASH) i++;
    else if (code === QUOTE) return i;
  }
  return json.length;
}

function readString(literal: string): string {
  if (!literal.includes("\\")) return literal.slice(1, -1);
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal;
  }
}
