import type { GeneratedCase } from "./cases.testing.ts";

const SHORTEST = 6;

/** Pieces of six characters of the case's secrets that stand in the texts, in any encoding. Shares no code with the report. */
export function findSurvivors(
  { secrets, publicText }: Pick<GeneratedCase, "secrets" | "publicText">,
  texts: readonly string[],
): string[] {
  const whole = texts.join("\n");
  const dissolved = dissolve(whole);
  const found = new Set<string>();
  for (const secret of secrets) {
    for (let i = 0; i + SHORTEST <= secret.length; i++) {
      const piece = secret.slice(i, i + SHORTEST);
      if (publicText.includes(piece) || /^\s*$|^(.)\1*$/s.test(piece) || hasHalfCharacter(piece)) continue;
      const bare = dissolve(piece);
      const stands =
        spellings(piece).find((spelling) => whole.includes(spelling)) ??
        base64Spellings(piece).find(({ core, exact }) => whole.includes(core) && exact().test(whole))?.core ??
        (bare.length >= SHORTEST && dissolved.includes(bare) ? `dissolved ${bare}` : undefined);
      if (stands !== undefined)
        found.add(`${JSON.stringify(piece)} of ${JSON.stringify(secret)} as ${JSON.stringify(stands)}`);
    }
  }
  return [...found];
}

function hasHalfCharacter(piece: string): boolean {
  return /\p{Surrogate}/u.test(piece);
}

/** Without what shells and programs put between the characters of a text. */
function dissolve(text: string): string {
  return text.replace(/['"`^\\\u200b]/g, "");
}

function spellings(piece: string): string[] {
  const bytes = Buffer.from(piece);
  const every = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
  const percent = encodeURIComponent(piece);
  const form = new URLSearchParams([["", piece]]).toString().slice(1);
  const json = JSON.stringify(piece).slice(1, -1);
  const plain = [
    piece,
    percent,
    percent.replace(/%../g, (triplet) => triplet.toLowerCase()),
    form,
    every,
    every.toUpperCase(),
    encodeURIComponent(percent),
    json,
  ];
  const units = piece.split("").map((unit) => unit.charCodeAt(0).toString(16).padStart(4, "0"));
  return [
    ...plain,
    JSON.stringify(json).slice(1, -1),
    bytes.toString("hex"),
    units.map((unit) => `\\u${unit}`).join(""),
    piece.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`),
    piece.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;"),
  ].filter((spelling) => spelling.length >= SHORTEST);
}

interface Base64Spelling {
  /** The digits that no neighbour changes. */
  readonly core: string;
  /** With the two digits that a neighbour shares: only those with the piece's own bits. */
  exact(): RegExp;
}

function base64Spellings(piece: string): Base64Spelling[] {
  const form = new URLSearchParams([["", piece]]).toString().slice(1);
  const texts = new Set([piece, form, encodeURIComponent(piece)]);
  return [...[...texts].map((text) => Buffer.from(text)), Buffer.from(piece, "utf16le")].flatMap(base64At);
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** At each of the three alignments, in both alphabets. */
function base64At(bytes: Buffer): Base64Spelling[] {
  return [0, 1, 2].flatMap((lead) => {
    const digits = Buffer.concat([Buffer.alloc(lead), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    const [from, to] = [lead * 8, (lead + bytes.length) * 8];
    const core = digits.slice(Math.ceil(from / 6), Math.floor(to / 6));
    const classes = () =>
      [...digits].map((digit, i) => {
        const known = [...Array(6).keys()]
          .filter((bit) => i * 6 + bit >= from && i * 6 + bit < to)
          .map((bit) => 5 - bit);
        const value = DIGITS.indexOf(digit);
        return [...DIGITS].filter((_, other) => known.every((bit) => ((other ^ value) >> bit) % 2 === 0)).join("");
      });
    const url = (text: string) => text.replaceAll("+", "-").replaceAll("/", "_");
    return [
      {
        core,
        exact: () =>
          new RegExp(
            classes()
              .map((one) => `[${one}]`)
              .join(""),
          ),
      },
      {
        core: url(core),
        exact: () =>
          new RegExp(
            classes()
              .map((one) => `[${url(one).replace("-", "\\-")}]`)
              .join(""),
          ),
      },
    ];
  });
}
