import { fromPieces, rewrite, type Traced } from "../text/traced.ts";

/**
 * The text with every unknown value (`$HOST`) as a run of as many `x`, for looking for separators: what stands inside an
 * unknown value as it was written is not in the value.
 */
export function maskUnknowns(value: Traced): string {
  if (value.pieces.every((piece) => piece.unknown === undefined)) return value.text;
  return value.pieces
    .map((piece) => (piece.unknown === undefined ? piece.text : "x".repeat(piece.text.length)))
    .join("");
}

/** As `rewrite`, but unknown values stay as they were written. */
export function rewriteKnown(value: Traced, pattern: RegExp, change: (match: string) => string): Traced {
  if (value.pieces.every((piece) => piece.unknown === undefined)) return rewrite(value, pattern, change);
  return fromPieces(
    value.pieces.flatMap((piece) =>
      piece.unknown === undefined ? rewrite({ text: piece.text, pieces: [piece] }, pattern, change).pieces : [piece],
    ),
  );
}
