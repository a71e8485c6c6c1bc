import net from "node:net";
import type { Behaviour } from "./behaviour.ts";
import type { Box, KeptRequest } from "./box.ts";
import { MemoryBoxes } from "./boxes.ts";
import { LISTENER_LIMITS, type Listener, type ListenerLimits, listen } from "./listener.ts";

/** A listener on a free port with boxes of its own, and one box in it. */
export interface Trap {
  readonly boxes: MemoryBoxes;
  readonly box: Box;
  readonly port: number;
  readonly listener: Listener;
  /** Sends bytes, in pieces, and resolves with all that comes back. `stay` leaves the client's side open. */
  send(pieces: readonly (string | Uint8Array)[], stay?: boolean): Promise<string>;
  /** The kept requests, once there are as many. */
  kept(count: number): Promise<readonly KeptRequest[]>;
}

export async function openTrap(
  limits: Partial<ListenerLimits> = {},
  { behaviour = { kind: "strict" }, toNewest = true }: { behaviour?: Behaviour; toNewest?: boolean } = {},
): Promise<Trap> {
  const boxes = new MemoryBoxes();
  const box = await boxes.create(behaviour);
  if (!box) throw new Error("no room for a box");
  const listener = await listen({
    port: 0,
    host: "127.0.0.1",
    boxes,
    scheme: "http",
    toNewest,
    limits: { ...LISTENER_LIMITS, ...limits },
  });
  const { port } = listener;
  const kept = async (count: number) => {
    for (;;) {
      const requests = await boxes.list(box.id);
      if (requests.length >= count) return requests;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  return { boxes, box, port, listener, kept, send: (pieces, stay = false) => sendTo(port, pieces, stay) };
}

/** Writes the pieces one by one, and resolves with all that comes back until the other side closes. */
export function sendTo(port: number, pieces: readonly (string | Uint8Array)[], stay: boolean): Promise<string> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    let answer = "";
    socket.setNoDelay(true);
    socket.on("data", (chunk) => {
      answer += chunk.toString("latin1");
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(answer));
    const write = async () => {
      for (const piece of pieces) {
        socket.write(typeof piece === "string" ? Buffer.from(piece, "latin1") : piece);
        if (pieces.length > 1) await new Promise((next) => setTimeout(next, 5));
      }
      if (!stay) socket.end();
    };
    socket.on("connect", () => void write());
  });
}

/** The status line's number of each answer in a connection's bytes. */
export function statusesOf(answer: string): number[] {
  return [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}
