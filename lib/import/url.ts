import { addedBy, concat, slice, split, type Traced } from "../text/traced.ts";

/** Scheme, host and target of a URL text; a URL that begins with an unknown value keeps that as its host. */
export function splitUrl(url: Traced): { scheme: string; host: Traced; target: Traced } | null {
  const scheme = /^(https?):\/\//i.exec(url.text);
  const unknownFirst = !scheme && url.pieces[0]?.unknown !== undefined;
  if (!scheme && !unknownFirst) return null;
  const start = scheme ? scheme[0].length : 0;
  const firstPiece = unknownFirst ? (url.pieces[0]?.text.length ?? 0) : start;
  const rest = slice(url, firstPiece);
  const cut = rest.text.search(/[/?#]/);
  const hostEnd = cut < 0 ? url.text.length : firstPiece + cut;
  const [withoutFragment = url] = split(url, "#");
  const path = slice(withoutFragment, hostEnd);
  const target =
    path.text === "" ? addedBy("client", "/") : path.text.startsWith("?") ? concat(addedBy("client", "/"), path) : path;
  return { scheme: (scheme?.[1] ?? "https").toLowerCase(), host: slice(url, start, hostEnd), target };
}
