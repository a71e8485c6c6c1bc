import { fromPieces, isKnown, rewrite, type Traced } from "../text/traced.ts";

/**
 * The text with every unknown value (`$HOST`) as a run of as many `x`, for looking for separators: what stands inside an
 * unknown value as it was written is not in the value.
 */
export function maskUnknowns(value: Traced): string {
  if (isKnown(value)) return value.text;
  let masked = "";
  for (const { text, unknown } of value.pieces) masked += unknown === undefined ? text : "x".repeat(text.length);
  return masked;
}

/** As `rewrite`, but unknown values stay as they were written. */
export function rewriteKnown(value: Traced, pattern: RegExp, change: (match: string) => string): Traced {
  if (isKnown(value)) return rewrite(value, pattern, change);
  return fromPieces(
    value.pieces.flatMap((piece) =>
      piece.unknown === undefined ? rewrite({ text: piece.text, pieces: [piece] }, pattern, change).pieces : [piece],
    ),
  );
}
