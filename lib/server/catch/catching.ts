import "server-only";
import { type ClientLimit, createClientLimit } from "../limits.ts";
import { sharedMemory } from "../redis.ts";
import { type Settings, settings } from "../settings.ts";
import type { Box } from "./box.ts";
import { type Boxes, MemoryBoxes } from "./boxes.ts";
import { type Listener, listen } from "./listener.ts";
import { SharedBoxes } from "./shared-boxes.ts";

/** What the listener, the routes and the pages share. */
export interface Catching {
  readonly boxes: Boxes;
  /** How many boxes a client may make: no limit on one's own machine. */
  readonly limit: ClientLimit;
  listener: Listener | null;
  /** Why nobody listens on the catch port, in words; null while somebody does or nobody has tried. */
  problem: string | null;
}

/** One place for all bundles of the process: routes are built apart, and the development server rebuilds them. */
const place = globalThis as typeof globalThis & { regrantCatching?: Catching; regrantCatchStart?: Promise<void> };

export function catching(): Catching {
  place.regrantCatching ??= { boxes: createBoxes(), limit: createBoxLimit(settings()), listener: null, problem: null };
  return place.regrantCatching;
}

const BOXES_PER_MINUTE = 20;

function createBoxLimit({ mode, trustedProxies }: Settings): ClientLimit {
  if (mode === "local") return async () => null;
  return createClientLimit({ name: "boxes", perMinute: BOXES_PER_MINUTE, trustedProxies, shared: sharedMemory() });
}

function createBoxes(): Boxes {
  const shared = sharedMemory();
  return shared ? new SharedBoxes(new MemoryBoxes(), shared) : new MemoryBoxes();
}

/** Starts the listener, once a process. Without the port the app serves all the same, and says so. */
export function startCatching(own: Settings = settings()): Promise<void> {
  place.regrantCatchStart ??= start(own);
  return place.regrantCatchStart;
}

async function start(own: Settings): Promise<void> {
  const shared = catching();
  const { catchPort: port, host, mode } = own;
  try {
    shared.listener = await listen({
      port,
      host,
      boxes: shared.boxes,
      scheme: catchScheme(own),
      toNewest: mode === "local",
    });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    const why = code === "EADDRINUSE" ? "is taken by another program" : "cannot be listened on";
    shared.problem = `The catch port ${port} ${why}, so requests are caught below /catch/<id>/in alone.`;
    console.error(shared.problem);
  }
}

/** The scheme of the addresses that clients are given. */
export function catchScheme({ catchOrigin }: Settings): "http" | "https" {
  return catchOrigin?.startsWith("https:") ? "https" : "http";
}

/** The two addresses of a box: on the catch port, null where clients cannot reach it, and below the app's own. */
export interface BoxUrls {
  readonly wire: string | null;
  readonly http: string;
}

/**
 * The addresses of a box. A public instance stands behind a proxy that need not pass on the catch port, so there the
 * operator names its origin. `origin` is the one under which the caller reached the app.
 */
export function toBoxUrls({ id }: Box, origin: string, own: Settings, isListening: boolean): BoxUrls {
  const base = own.catchOrigin ?? (own.mode === "local" ? localOrigin(own, origin) : null);
  return { wire: isListening && base ? `${base}/${id}` : null, http: `${origin}/catch/${id}/in` };
}

/** Where HOST names every address, the caller's own name for this machine is one that works. */
function localOrigin({ host, catchPort }: Settings, origin: string): string {
  const everywhere = host === "0.0.0.0" || host === "::" || host === "[::]";
  const name = everywhere ? new URL(origin).hostname : host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
  return `http://${name}:${catchPort}`;
}

/** The own origin under which a request came in: its Host was checked to be one of them. */
export function originOf(headers: Pick<Headers, "get">, { origins }: Settings): string {
  const host = headers.get("host")?.toLowerCase();
  return origins.find((origin) => new URL(origin).host === host) ?? origins[0] ?? "";
}
