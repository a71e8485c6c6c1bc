import type { Provider } from "./provider.ts";

/**
 * A refresh token that nobody issued, with the beginning that the provider's own have. `letters` are forty random ones of
 * A to Z, a to z and 0 to 9.
 */
export function toMadeUpToken(provider: Provider | null, letters: string): string {
  const shape = provider?.shapes?.refreshToken;
  const shaped = shape && `${literalStart(shape.source)}${letters}`;
  return shaped !== undefined && shape?.test(shaped) ? shaped : letters;
}

/** The literal text that a pattern begins with; of alternatives the first. */
function literalStart(source: string): string {
  const [first = ""] = source.replace(/^\^(?:\(\?:)?/, "").split(/[|)](?<!\\.)/);
  const [literal = ""] = /^(?:\\[^a-zA-Z0-9]|[^\\[\](){}.*+?$^|])*/.exec(first) ?? [];
  const begin = literal.replace(/\\(.)/g, "$1");
  // A class of digits at the start: any of them will do.
  const digit = begin === "" ? /^\[(\d)/.exec(first)?.[1] : undefined;
  return digit === undefined ? begin : `${digit}.`;
}
