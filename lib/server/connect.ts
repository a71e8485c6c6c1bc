import "server-only";
import dns from "node:dns";
import net from "node:net";
import type { Failure, Remote, UsedProxy } from "../http/exchange.ts";
import { addressLiteralOf, type EgressPolicy, NOT_PUBLIC, portOf } from "./egress.ts";
import { toConnectFailure, toDnsFailure } from "./failures.ts";
import { type ProxyServer, showProxy } from "./proxies.ts";
import { type SecureOptions, secure } from "./secure.ts";
import type { StageClock } from "./stage-clock.ts";
import { openTunnel } from "./tunnel.ts";

/** All addresses of a name, in the order in which they are to be tried. */
export type Resolve = (name: string) => Promise<readonly string[]>;

export interface ConnectOptions extends SecureOptions {
  readonly policy: EgressPolicy;
  readonly clock: StageClock;
  readonly resolve?: Resolve;
  /** Goes between: the name of the endpoint is then looked up by the proxy, and not here. */
  readonly proxy?: ProxyServer | undefined;
}

/** An open connection, TLS done, or why there is none. A peer that was reached is told in both cases. */
export type Connected = (
  | { readonly ok: true; readonly socket: net.Socket; readonly remote: Remote }
  | { readonly ok: false; readonly failure: Failure; readonly remote: Remote | null }
) & { readonly proxy?: UsedProxy };

/**
 * Resolves the name once, checks every answer, connects to the IP literals in order until one accepts, and then speaks TLS
 * with the name on that socket. There is no second look-up. Nothing of the request is sent here.
 */
export async function connect(url: URL, options: ConnectOptions): Promise<Connected> {
  if (options.proxy) return connectByProxy(url, options.proxy, options);
  const reached = await reach(url, options);
  return reached.ok ? finish(url, reached, options) : { ...reached, remote: null };
}

type Reached = { readonly ok: true; readonly socket: net.Socket; readonly remote: Remote } | Failed;

async function reach(url: URL, options: ConnectOptions): Promise<Reached> {
  const found = await findAddresses(url, options);
  if (!found.ok) return found;
  options.clock.begin("connect");
  const opened = await openFirst(found.addresses, portOf(url), options);
  const named = addressLiteralOf(url) === undefined && { addresses: found.addresses };
  if (!opened.ok) return failed({ ...opened.failure, ...(opened.failure.kind !== "blocked" && named) });
  return {
    ok: true,
    socket: opened.socket,
    remote: { address: opened.address, port: portOf(url), ...named, tls: null },
  };
}

async function finish(url: URL, { socket, remote }: Extract<Reached, { ok: true }>, options: ConnectOptions) {
  if (url.protocol !== "https:") return { ok: true, socket, remote } as const;
  options.clock.begin("tls");
  return secure(socket, url, remote, options);
}

/** In public mode there is no proxy: it would look the name up by itself, behind every check. */
async function connectByProxy(
  url: URL,
  { url: address, from }: ProxyServer,
  options: ConnectOptions,
): Promise<Connected> {
  const problem = options.policy.findProblem(url);
  if (problem !== null) return { ...failed({ kind: "blocked", message: problem }), remote: null };
  if (!address) {
    const message = `${from} names no proxy that can be used here: only http:// proxies are spoken.`;
    return { ...failed({ kind: "refused", message }), remote: null };
  }
  const how = url.protocol === "https:" ? "CONNECT" : "absolute-form";
  const proxy: UsedProxy = { url: showProxy(address), from, how, status: null };
  const reached = await reach(address, options);
  if (!reached.ok) {
    const message = `The proxy of ${from}: ${reached.failure.message}`;
    return { ...failed({ ...reached.failure, message }), remote: null, proxy };
  }
  if (how === "absolute-form") return { ...reached, proxy };
  const tunnel = await openTunnel(reached.socket, url, address, options.signal);
  const used = { ...proxy, status: tunnel.status };
  if (tunnel.ok) return { ...(await finish(url, reached, options)), proxy: used };
  reached.socket.destroy();
  return { ...failed(tunnel.failure), remote: reached.remote, proxy: used };
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
