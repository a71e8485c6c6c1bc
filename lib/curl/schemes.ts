import { isSince, type Release } from "./version.ts";

/** A URL scheme that curl speaks, as Debian builds it. */
export interface Scheme {
  readonly name: string;
  readonly port: number;
  /** True for http and https; ws and wss start as HTTP, but no token endpoint is behind them. */
  readonly isHttp: boolean;
}

const SCHEMES = toSchemes({
  dict: 2628,
  file: 0,
  ftp: 21,
  ftps: 990,
  gopher: 70,
  gophers: 70,
  http: 80,
  https: 443,
  imap: 143,
  imaps: 993,
  ldap: 389,
  ldaps: 636,
  mqtt: 1883,
  pop3: 110,
  pop3s: 995,
  rtmp: 1935,
  rtmpe: 1935,
  rtmps: 443,
  rtmpt: 80,
  rtmpte: 80,
  rtmpts: 443,
  rtsp: 554,
  scp: 22,
  sftp: 22,
  smb: 445,
  smbs: 445,
  smtp: 25,
  smtps: 465,
  telnet: 23,
  tftp: 69,
});
const NEWER = toSchemes({ ws: 80, wss: 443 });
const DROPPED = /^(rtmp|smb)/;

function toSchemes(ports: Readonly<Record<string, number>>): ReadonlyMap<string, Scheme> {
  return new Map(
    Object.entries(ports).map(([name, port]) => [name, { name, port, isHttp: name === "http" || name === "https" }]),
  );
}

/** The scheme of that name, in any case, if the release speaks it; curl ends with exit code 1 otherwise. */
export function findScheme(name: string, release: Release): Scheme | undefined {
  const wanted = name.toLowerCase();
  if (isSince(release, "8.21.0") && DROPPED.test(wanted)) return undefined;
  return SCHEMES.get(wanted) ?? (isSince(release, "8.14.1") ? NEWER.get(wanted) : undefined);
}

/**
 * True if `--proto` (the value as typed, null for none) leaves a scheme allowed. Each item adds, `-` takes away, `=` starts
 * anew; "all" means every scheme.
 */
export function isAllowed(scheme: string, protocols: string | null): boolean {
  if (protocols === null) return true;
  let allowed = true;
  for (const item of protocols.split(",")) {
    const match = /^([=+-]*)(.*)$/s.exec(item);
    const name = match?.[2]?.toLowerCase() ?? "";
    const modifier = match?.[1]?.at(-1) ?? "+";
    if (name === "") continue;
    const hit = name === "all" || name === scheme;
    if (modifier === "=") allowed = hit;
    else if (hit) allowed = modifier === "+";
  }
  return allowed;
}
