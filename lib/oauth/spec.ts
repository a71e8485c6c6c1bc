/** A place in a specification, as findings link to it. */
export interface SpecLink {
  readonly name: string;
  readonly url: string;
}

function rfc(number: number, section: string): SpecLink {
  return {
    name: `RFC ${number} §${section}`,
    url: `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}`,
  };
}

/** The OAuth 2.0 Authorization Framework. */
export const rfc6749 = (section: string): SpecLink => rfc(6749, section);
/** Bearer Token Usage. */
export const rfc6750 = (section: string): SpecLink => rfc(6750, section);
/** The Basic HTTP Authentication Scheme. */
export const rfc7617 = (section: string): SpecLink => rfc(7617, section);
/** HTTP Semantics. */
export const rfc9110 = (section: string): SpecLink => rfc(9110, section);
/** HTTP/1.1. */
export const rfc9112 = (section: string): SpecLink => rfc(9112, section);
/** OAuth 2.0 Security Best Current Practice. */
export const rfc9700 = (section: string): SpecLink => rfc(9700, section);
/** Base16, Base32 and Base64. */
export const rfc4648 = (section: string): SpecLink => rfc(4648, section);

/** A chapter of the curl manual page. */
export function curlManual(option: string): SpecLink {
  const anchor = option.replace(/^-+/, "");
  return {
    name: `curl manual, ${option}`,
    url: `https://curl.se/docs/manpage.html#${anchor === "d" ? "-d" : `-${anchor}`}`,
  };
}
