import { type BasicCredentials, type CallValue, isUnreserved } from "./token-call.ts";

/** A part of an expression: text that is known, or the source that works it out. */
type Part = { readonly text: string } | { readonly source: string };

/** How a language writes the parts: a literal, a value from the environment, a call of its form encoder, and the sum. */
export interface CredentialWriter {
  readonly quote: (text: string) => string;
  readonly read: (value: CallValue) => string;
  readonly encode: (source: string) => string;
  readonly plus: string;
}

/** True if the value is written as it stands: known, and not changed by the form encoder or not meant for it. */
export function isWrittenPlainly({ role, text }: CallValue, encoding: BasicCredentials["encoding"]): boolean {
  return role === null && (encoding === "raw" || isUnreserved(text));
}

/** `id:secret` (RFC 7617 section 2) as an expression in which no two literals stand side by side. */
export function joinCredentials(basic: BasicCredentials, { quote, read, encode, plus }: CredentialWriter): string {
  const toPart = (value: CallValue): Part => {
    if (isWrittenPlainly(value, basic.encoding)) return { text: value.text };
    return { source: basic.encoding === "form" ? encode(read(value)) : read(value) };
  };
  return mergeTexts([toPart(basic.id), { text: ":" }, toPart(basic.secret)])
    .map((part) => ("text" in part ? quote(part.text) : part.source))
    .join(plus);
}

function mergeTexts(parts: readonly Part[]): Part[] {
  const merged: Part[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (last && "text" in last && "text" in part) merged[merged.length - 1] = { text: last.text + part.text };
    else merged.push(part);
  }
  return merged;
}
