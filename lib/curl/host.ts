import { hullOrigin, type Traced } from "../text/traced.ts";
import { maskUnknowns } from "./opaque.ts";
import { decodePercent } from "./percent.ts";

/** Why curl does not take a URL. */
export interface UrlTrouble {
  readonly exitCode: number;
  readonly kind: "malformed-url" | "unsupported-protocol" | "userinfo-refused" | "unsupported-upload" | "proxy-refused";
  readonly reason: string;
}

/** What no part of a URL may hold: blanks and control bytes. */
export const JUNK = /[\x01-\x20\x7f]/;
const BAD_HOST = /[ \r\n\t/:#?!@{}[\]\\$'"^`*<>=;,+&()]/;

/** A name with nothing to decode, and no number. */
const PLAIN = /^[A-Za-z][A-Za-z0-9.-]*$/;

/** A URL that is none: exit code 3. */
export function malformed(reason: string): { ok: false } & UrlTrouble {
  return { ok: false, exitCode: 3, kind: "malformed-url", reason };
}

/** The host as the Host header says it: decoded, numbers as four decimals, an IPv6 address short, IDNA names in ASCII. */
export function normalizeHost(value: Traced): { ok: true; host: Traced } | ({ ok: false } & UrlTrouble) {
  const masked = maskUnknowns(value);
  if (PLAIN.test(masked)) return { ok: true, host: value };
  if (masked === "") return malformed("No host part in the URL");
  if (JUNK.test(masked)) return malformed("Bad hostname");
  if (masked[0] === "[") {
    const address = masked.slice(1, -1).replace(/%(?:25)?[^\]]{1,15}$/, "");
    if (!isIpv6(address)) return malformed("Bad IPv6 address");
    const short = shortenIpv6(address);
    return { ok: true, host: short === masked ? value : replaceText(value, short) };
  }
  const dotted = toDottedQuad(masked);
  if (dotted !== undefined) return { ok: true, host: dotted === masked ? value : replaceText(value, dotted) };
  const decoded = decodePercent(value);
  const text = maskUnknowns(decoded);
  if (/[\x00-\x1f]/.test(text) || BAD_HOST.test(text)) return malformed("Bad hostname");
  const ascii = toAscii(text);
  if (ascii === undefined) return malformed("Bad hostname");
  return { ok: true, host: ascii === text ? decoded : replaceText(decoded, ascii) };
}

/** The zone of an IPv6 address in brackets. */
export function zoneOf(name: string): string | null {
  return name.startsWith("[") ? (/%(?:25(?!\]))?([^\]]{1,15})\]$/.exec(name)?.[1] ?? null) : null;
}

/** True for an IPv6 address without brackets and zone. */
export function isIpv6(address: string): boolean {
  return /^[0-9A-Fa-f:.]{2,}$/.test(address) && URL.canParse(`http://[${address}]/`);
}

/** The address in brackets, written shorter if it can be. */
function shortenIpv6(address: string): string {
  const short = new URL(`http://[${address}]/`).hostname;
  return short.length < address.length + 2 ? short : `[${address}]`;
}

/** `127.1`, `0x7f.1`, `0177.0.0.1` and plain numbers as the four decimals they mean. */
function toDottedQuad(host: string): string | undefined {
  if (!/^\d/.test(host) || host.length > 64) return undefined;
  const parts = host.split(".");
  if (parts.length > 4) return undefined;
  const numbers: number[] = [];
  for (const part of parts) {
    const number = /^0[xX][0-9a-fA-F]+$/.test(part)
      ? Number(part)
      : /^0[0-7]*$/.test(part)
        ? Number.parseInt(part, 8)
        : /^[1-9]\d*$/.test(part)
          ? Number(part)
          : Number.NaN;
    if (!(number <= 0xffffffff)) return undefined;
    numbers.push(number);
  }
  const last = numbers.pop() ?? 0;
  if (numbers.some((number) => number > 255) || last >= 256 ** (4 - numbers.length)) return undefined;
  for (let rest = 3 - numbers.length; rest >= 0; rest--) numbers.push(Math.floor(last / 256 ** rest) % 256);
  return numbers.join(".");
}

/** An international name in its ASCII form (IDNA); undefined for one that has none. */
function toAscii(host: string): string | undefined {
  if (/^[\x00-\x7f]*$/.test(host)) return host;
  if (!URL.canParse(`http://${host}/`)) return undefined;
  return new URL(`http://${host}/`).hostname;
}

function replaceText(value: Traced, text: string): Traced {
  const origin = hullOrigin(value) ?? { door: "added", by: "curl" };
  const unknown = value.pieces.find((piece) => piece.unknown !== undefined)?.unknown;
  return { text, pieces: [unknown === undefined ? { text, origin } : { text, origin, unknown }] };
}
