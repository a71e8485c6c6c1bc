import "server-only";
import dns from "node:dns";
import net from "node:net";
import tls from "node:tls";
import type { Failure, Remote } from "../http/exchange.ts";
import { addressLiteralOf, type EgressPolicy, NOT_PUBLIC, portOf } from "./egress.ts";
import { toConnectFailure, toDnsFailure, toTlsFailure } from "./failures.ts";
import type { StageClock } from "./stage-clock.ts";

/** All addresses of a name, in the order in which they are to be tried. */
export type Resolve = (name: string) => Promise<readonly string[]>;

export interface ConnectOptions {
  readonly policy: EgressPolicy;
  readonly clock: StageClock;
  /** Ends everything at once; its reason is the Failure to tell. */
  readonly signal: AbortSignal;
  readonly resolve?: Resolve;
  /** A certificate pasted for this endpoint, PEM; without it Node's store and NODE_EXTRA_CA_CERTS are trusted. */
  readonly ca?: string;
}

/** An open connection, TLS done, or why there is none. A peer that was reached is told in both cases. */
export type Connected =
  | { readonly ok: true; readonly socket: net.Socket; readonly remote: Remote }
  | { readonly ok: false; readonly failure: Failure; readonly remote: Remote | null };

/**
 * Resolves the name once, checks every answer, connects to the IP literals in order until one accepts, and then speaks TLS
 * with the name on that socket. There is no second look-up. Nothing of the request is sent here.
 */
export async function connect(url: URL, options: ConnectOptions): Promise<Connected> {
  const found = await findAddresses(url, options);
  if (!found.ok) return { ...found, remote: null };
  options.clock.begin("connect");
  const opened = await openFirst(found.addresses, portOf(url), options);
  if (!opened.ok) return { ...opened, remote: null };
  const { socket, address } = opened;
  const remote: Remote = { address, port: portOf(url), tls: null };
  if (url.protocol !== "https:") return { ok: true, socket, remote };
  options.clock.begin("tls");
  return secure(socket, url, remote, options);
}

type Found = { readonly ok: true; readonly addresses: readonly string[] } | Failed;
type Failed = { readonly ok: false; readonly failure: Failure };

const failed = (failure: Failure): Failed => ({ ok: false, failure });

async function findAddresses(url: URL, { policy, clock, signal, resolve = resolveBySystem }: ConnectOptions) {
  const problem = policy.findProblem(url);
  if (problem !== null) return failed({ kind: "blocked", message: problem });
  const literal = addressLiteralOf(url);
  if (literal !== undefined) return checkAddresses([literal], policy);
  clock.begin("dns");
  try {
    return checkAddresses(await unlessAborted(resolve(url.hostname), signal), policy);
  } catch (error) {
    return failed(signal.aborted ? signal.reason : toDnsFailure(error as NodeJS.ErrnoException));
  }
}

function checkAddresses(addresses: readonly string[], policy: EgressPolicy): Found {
  if (addresses.length === 0) return failed({ kind: "dns", message: "The host name has no address." });
  if (!addresses.every((address) => policy.allowsAddress(address))) {
    return failed({ kind: "blocked", message: NOT_PUBLIC });
  }
  return { ok: true, addresses };
}

async function resolveBySystem(name: string): Promise<string[]> {
  const answers = await dns.promises.lookup(name, { all: true, verbatim: true });
  return answers.map(({ address }) => address);
}

/** The system's look-up cannot be stopped, but it need not be waited for. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}

type Opened = { readonly ok: true; readonly socket: net.Socket; readonly address: string } | Failed;

/** Milliseconds for each address but the last, which has all the time that is left. */
const PATIENCE_MS = 2500;

async function openFirst(addresses: readonly string[], port: number, options: ConnectOptions): Promise<Opened> {
  let last: Opened = failed({ kind: "dns", message: "The host name has no address." });
  for (const [i, address] of addresses.entries()) {
    last = await open(address, port, options, i < addresses.length - 1 ? PATIENCE_MS : undefined);
    if (last.ok || options.signal.aborted) break;
  }
  return last;
}

function open(address: string, port: number, { policy, signal }: ConnectOptions, patience?: number): Promise<Opened> {
  return new Promise((resolve) => {
    const socket = net.connect({ host: address, port, noDelay: true });
    const settle = (result: Opened) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      if (!result.ok) socket.destroy();
      resolve(result);
    };
    const onAbort = () => settle(failed(signal.reason));
    const timer = patience && setTimeout(() => settle(failed(toConnectFailure({ ...TIMED_OUT }))), patience);
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
    socket.on("error", (error) => settle(failed(toConnectFailure(error))));
    socket.once("connect", () => {
      const peer = socket.remoteAddress ?? "";
      const isRight = isSameAddress(peer, address) && policy.allowsAddress(peer) && socket.remotePort === port;
      settle(isRight ? { ok: true, socket, address } : failed({ kind: "blocked", message: NOT_PUBLIC }));
    });
  });
}

const TIMED_OUT: NodeJS.ErrnoException = { name: "Error", message: "", code: "ETIMEDOUT" };

/** True if two IP literals are one address, however they are written. */
function isSameAddress(a: string, b: string): boolean {
  const [plainA = "", plainB = ""] = [a, b].map((address) => address.replace(/%.*$/, ""));
  if (plainA === plainB) return true;
  if (!net.isIPv6(plainA) || !net.isIPv6(plainB)) return false;
  return new URL(`http://[${plainA}]`).hostname === new URL(`http://[${plainB}]`).hostname;
}

function secure(socket: net.Socket, url: URL, plain: Remote, { signal, ca }: ConnectOptions): Promise<Connected> {
  return new Promise((resolve) => {
    const isLiteral = addressLiteralOf(url) !== undefined;
    let remote = plain;
    const secured = tls.connect({
      socket,
      // An IP literal is no server name (RFC 6066 section 3), but the certificate must be for it.
      ...(isLiteral ? { host: addressLiteralOf(url) } : { servername: url.hostname }),
      rejectUnauthorized: true,
      ALPNProtocols: ["http/1.1"],
      ...(ca === undefined ? {} : { ca }),
    });
    const settle = (result: Connected) => {
      signal.removeEventListener("abort", onAbort);
      if (!result.ok) secured.destroy();
      resolve(result);
    };
    const onAbort = () => settle({ ok: false, failure: signal.reason, remote });
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
    // Told before the certificate is judged: afterwards, a refused one can no longer be shown.
    secured.prependListener("secure", () => {
      remote = { ...plain, tls: describeTls(secured) };
    });
    secured.on("error", (error) => settle({ ok: false, failure: toTlsFailure(error), remote }));
    secured.once("secureConnect", () => settle({ ok: true, socket: secured, remote }));
  });
}

function describeTls(socket: tls.TLSSocket): Remote["tls"] {
  const certificate = socket.getPeerCertificate();
  return {
    protocol: socket.getProtocol() ?? "",
    cipher: socket.getCipher().name,
    subject: formatName(certificate.subject),
    issuer: formatName(certificate.issuer),
    validFrom: formatTime(certificate.valid_from),
    validTo: formatTime(certificate.valid_to),
    subjectAltName: certificate.subjectaltname ?? "",
  };
}

/** A distinguished name as `CN=…, O=…`. */
function formatName(name: tls.Certificate | undefined): string {
  return Object.entries(name ?? {})
    .flatMap(([key, value]) => [value].flat().map((part) => `${key}=${part}`))
    .join(", ");
}

/** ISO 8601; empty where the certificate tells no time. */
function formatTime(text: string | undefined): string {
  const time = Date.parse(text ?? "");
  return Number.isNaN(time) ? "" : new Date(time).toISOString();
}
