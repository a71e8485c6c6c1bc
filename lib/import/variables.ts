import { fromPieces, type Origin, type Piece, type Traced } from "../text/traced.ts";

/** What a variable stands for where it is written; null where the text does not tell, undefined to leave it as it is. */
export type FindVariable = (name: string, origin: Origin) => Traced | null | undefined;

/** Each `{{name}}` becomes what it stands for, else an unknown value of that name. */
export function fillVariables(value: Traced, find: FindVariable): Traced {
  if (!value.text.includes("{{")) return value;
  return fromPieces(value.pieces.flatMap((piece) => fillPiece(piece, find)));
}

function fillPiece(piece: Piece, find: FindVariable): Piece[] {
  const { origin } = piece;
  const parts = piece.text.split(/(\{\{[^{}]+\}\})/);
  if (parts.length === 1 || piece.unknown !== undefined) return [piece];
  const exact = isExact(piece);
  let at = 0;
  return parts.flatMap((text): Piece[] => {
    const own: Origin =
      exact && origin.door !== "added"
        ? { ...origin, start: origin.start + at, end: origin.start + at + text.length }
        : origin;
    at += text.length;
    const name = /^\{\{([^{}]+)\}\}$/.exec(text)?.[1]?.trim();
    const known = name === undefined ? undefined : find(name, own);
    if (known) return [...known.pieces];
    return name === undefined || known === undefined ? [{ text, origin: own }] : [{ text, origin: own, unknown: name }];
  });
}

function isExact({ text, origin }: Piece): boolean {
  return origin.door !== "added" && origin.end - origin.start === text.length;
}
