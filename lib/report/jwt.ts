import { decodeBytes, encodeBytes } from "../text/bytes.ts";
import type { StandIns } from "./stand-in.ts";

/** A JWT taken apart for a report: its stand-in, as long as it is, and the values inside that must not be told. */
export interface HiddenJwt {
  readonly standIn: string;
  readonly values: readonly string[];
}

/** Words in claims that say what kind of token it is (RFC 7519, OpenID Connect, Keycloak, Cognito). */
const KIND =
  /^(?:access|refresh|id|bearer|offline|ID|Bearer|Refresh|Offline|at\+jwt|JWT|public|pairwise|[A-Z]{2,5}|[0-9.]{1,5})$/;

/**
 * Header and names of claims stay, and what kind of token it says it is. Texts and numbers are replaced; times move by
 * `standIns.shift`, so that lifetimes and roughly the day stay. A payload that cannot be read is replaced as it stands.
 */
export function hideJwt(jwt: string, standIns: StandIns, isPublic: (value: string) => boolean): HiddenJwt {
  const [header = "", payload = "", ...rest] = jwt.split(".");
  const text = decodeSegment(payload);
  if (text === undefined || !text.trimStart().startsWith("{")) {
    const hidden = [payload, ...rest].map((part) => standIns(part));
    return { standIn: [header, ...hidden].join("."), values: [payload, ...rest].filter((part) => part.length > 5) };
  }
  const values: string[] = [];
  const changed = hideClaims(text, standIns, values, isPublic);
  values.push(...rest.filter((part) => part.length > 5));
  return {
    standIn: [header, encodeSegment(changed, payload), ...rest.map((part) => standIns(part))].join("."),
    values,
  };
}

/** Walks the text of the claims, cut off or not: a text that no colon follows is a value. */
function hideClaims(text: string, standIns: StandIns, values: string[], isPublic: (value: string) => boolean): string {
  return text.replace(
    /"((?:[^"\\]|\\.)*)("?)(\s*:)?|(?<=[:[,\s])-?\d+(?:\.\d+)?(?=[\s,\]}]|$)/g,
    (whole: string, inner: string | undefined, close: string | undefined, colon: string | undefined) => {
      if (inner === undefined) return hideNumber(whole, standIns, values);
      if (colon !== undefined || KIND.test(inner) || isPublic(inner)) return whole;
      values.push(inner);
      return `"${standIns(inner)}${close}`;
    },
  );
}

function hideNumber(number: string, standIns: StandIns, values: string[]): string {
  if (number.length < 6) return number;
  values.push(number);
  if (!/^[12]\d{9}$/.test(number)) return standIns(number).replace(/^0/, "1");
  const moved = String(Number(number) + standIns.shift);
  return moved.length === number.length ? moved : number;
}

function decodeSegment(segment: string): string | undefined {
  if (segment === "" || !/^[A-Za-z0-9_-]+$/.test(segment)) return undefined;
  const cut = segment.length % 4 === 1 ? segment.slice(0, -1) : segment;
  const binary = atob(cut.replaceAll("-", "+").replaceAll("_", "/"));
  return decodeBytes(Uint8Array.from(binary, (char) => char.charCodeAt(0)));
}

function encodeSegment(text: string, original: string): string {
  const again = btoa(String.fromCharCode(...encodeBytes(text)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
  return again.length < original.length ? again + original.slice(again.length) : again.slice(0, original.length);
}
