import "server-only";
import net from "node:net";
import type { Boxes } from "./boxes.ts";
import { Connection, PATIENCE, type PatienceLimits } from "./connection.ts";
import { type TakeOptions, takeArrival } from "./take.ts";

export interface ListenerLimits extends PatienceLimits {
  /** Connections at one time. For one more, the one that has waited longest goes. */
  readonly maxSockets: number;
  /** Bytes of unfinished requests, of all connections together. Above, the connection with the most of them goes. */
  readonly maxPending: number;
}

export const LISTENER_LIMITS: ListenerLimits = { ...PATIENCE, maxSockets: 2_048, maxPending: 64 * 1024 * 1024 };

export interface ListenerOptions {
  readonly port: number;
  readonly host: string;
  readonly boxes: Boxes;
  readonly scheme: TakeOptions["scheme"];
  readonly toNewest: boolean;
  readonly limits?: ListenerLimits;
}

export interface Listener {
  readonly port: number;
  close(): void;
}

const CHECK_MS = 100;

/** Listens for requests of any client and keeps each in its box. Resolves once it listens; rejects if it cannot. */
export function listen({
  port,
  host,
  boxes,
  scheme,
  toNewest,
  limits = LISTENER_LIMITS,
}: ListenerOptions): Promise<Listener> {
  const connections = new Set<Connection>();
  const options: TakeOptions = { scheme, toNewest, fidelity: "bytes" };
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    if (connections.size >= limits.maxSockets) findLongestWaiting(connections)?.drop();
    const connection = new Connection(socket, (arrived, unanswered) =>
      takeArrival(arrived, boxes, { ...options, unanswered: unanswered ?? false }),
    );
    connections.add(connection);
    socket.once("close", () => connections.delete(connection));
  });
  const timer = setInterval(() => checkAll(connections, limits), CHECK_MS).unref();
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      clearInterval(timer);
      reject(error);
    });
    server.listen(port, host, () => {
      // What goes wrong with a connection later (no more file handles, say) must not end the process.
      server.removeAllListeners("error").on("error", () => {});
      const address = server.address();
      resolve({
        port: typeof address === "object" && address ? address.port : port,
        close() {
          clearInterval(timer);
          server.close();
          for (const { socket } of connections) socket.destroy();
        },
      });
    });
  });
}

function checkAll(connections: ReadonlySet<Connection>, limits: ListenerLimits): void {
  const now = Date.now();
  let pending = 0;
  for (const connection of connections) {
    connection.check(now, limits);
    pending += connection.pending;
  }
  while (pending > limits.maxPending) {
    let largest: Connection | undefined;
    for (const each of connections) {
      if (!each.socket.destroyed && (!largest || each.pending > largest.pending)) largest = each;
    }
    if (!largest || largest.pending === 0) return;
    pending -= largest.pending;
    largest.drop();
  }
}

/** One that nobody asks anything of, if there is one; else the one whose present state has lasted longest. */
function findLongestWaiting(connections: ReadonlySet<Connection>): Connection | undefined {
  let idle: Connection | undefined;
  let oldest: Connection | undefined;
  for (const each of connections) {
    if (each.idleSince < (idle?.idleSince ?? Number.POSITIVE_INFINITY)) idle = each;
    if (!oldest || each.since < oldest.since) oldest = each;
  }
  return idle ?? oldest;
}
