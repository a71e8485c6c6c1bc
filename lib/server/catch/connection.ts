import "server-only";
import type net from "node:net";
import { type ArrivedRequest, type Leave, RequestReader } from "../../http/request-reader.ts";
import { formatReplyBytes } from "./reply-bytes.ts";
import type { Taken } from "./take.ts";

/** Milliseconds that a connection may spend in each state. */
export interface PatienceLimits {
  /** Without a byte of a request. */
  readonly idleMs: number;
  /** Without a further byte in the middle of a request. */
  readonly silentMs: number;
  /** Without a further byte of what can be no request any more. */
  readonly brokenMs: number;
  /** From the first byte of a request to its last. */
  readonly requestMs: number;
  /** From the end of a request to the last byte of its answer, a slow box's wait included. */
  readonly answerMs: number;
  /** After the last answer, until the client closes. */
  readonly lingerMs: number;
}

export const PATIENCE: PatienceLimits = {
  idleMs: 15_000,
  silentMs: 5_000,
  brokenMs: 300,
  requestMs: 30_000,
  answerMs: 90_000,
  lingerMs: 2_000,
};

/** Requests of one connection that wait for their turn before it is asked to hold on. */
const MOST_WAITING = 16;

type State = "idle" | "reading" | "answering" | "leaving";

/** Puts a request where it belongs and tells its answer; `unanswered` where none can be given any more. */
export type Take = (arrived: ArrivedRequest, unanswered?: boolean) => Promise<Taken>;

/** One client on the catch port: reads requests, has each taken in turn, writes the answers in order. */
export class Connection {
  readonly socket: net.Socket;
  readonly #take: Take;
  readonly #reader = new RequestReader();
  readonly #queue: ArrivedRequest[] = [];
  #state: State = "idle";
  #since = Date.now();
  #lastByte = Date.now();
  #isBusy = false;
  #isLast = false;

  constructor(socket: net.Socket, take: Take) {
    this.socket = socket;
    this.#take = take;
    socket.setNoDelay(true);
    socket.on("error", () => socket.destroy());
    socket.on("data", (piece) => this.#read(piece));
    socket.on("end", () => this.#leave("closed"));
    socket.on("close", () => this.#keepRest());
  }

  /** Closes the connection at once; what there is of a request is not kept. */
  drop(): void {
    this.#isLast = true;
    this.#queue.length = 0;
    this.socket.destroy();
  }

  /** Bytes that wait for the rest of their request, or for their turn. */
  get pending(): number {
    return this.#reader.pending + this.#queue.reduce((sum, { raw }) => sum + raw.length, 0);
  }

  /** Since when nothing has been asked for, milliseconds since the epoch; Infinity while something is. */
  get idleSince(): number {
    return this.#state === "idle" || this.#state === "leaving" ? this.#since : Number.POSITIVE_INFINITY;
  }

  /** When the present state began, milliseconds since the epoch. */
  get since(): number {
    return this.#since;
  }

  /** Ends what has lasted too long. To be called every now and then. */
  check(now: number, limits: PatienceLimits): void {
    const age = now - this.#since;
    const quiet = now - this.#lastByte;
    if (this.#state === "idle" && age > limits.idleMs) this.socket.destroy();
    else if (this.#state === "leaving" && age > limits.lingerMs) this.socket.destroy();
    else if (this.#state === "answering" && age > limits.answerMs) this.socket.destroy();
    else if (this.#state === "reading") {
      if (quiet > (this.#reader.isBroken ? limits.brokenMs : limits.silentMs)) this.#leave("silent");
      else if (age > limits.requestMs) this.#leave("slow");
    }
  }

  #read(piece: Uint8Array): void {
    this.#lastByte = Date.now();
    // What comes after the last answer is let go: to close with bytes unread would take the answer from the client.
    if (this.#isLast) return;
    const complete = this.#reader.read(piece);
    this.#queue.push(...complete);
    if (this.#reader.takeContinue()) this.socket.write("HTTP/1.1 100 Continue\r\n\r\n");
    if (this.#queue.length > MOST_WAITING) this.socket.pause();
    if (!this.#isBusy) this.#enter(this.#reader.pending > 0 ? "reading" : "idle");
    this.#serve();
  }

  /** No more bytes count: what there is of a request is taken as it is. */
  #leave(why: Leave): void {
    if (this.#isLast) {
      if (why === "closed" && this.#state === "leaving") this.socket.destroy();
      return;
    }
    this.#isLast = true;
    const rest = this.#reader.leave(why);
    if (rest) this.#queue.push(rest);
    this.#serve();
  }

  #serve(): void {
    if (this.#isBusy) return;
    const next = this.#queue.shift();
    if (next) {
      this.#isBusy = true;
      this.#enter("answering");
      this.#answer(next).catch(() => this.socket.destroy());
    } else if (this.#isLast) this.#finish();
  }

  async #answer(arrived: ArrivedRequest): Promise<void> {
    const { method, answer } = await this.#take(arrived);
    if (answer.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, answer.delayMs).unref());
    if (this.socket.destroyed) return;
    if (answer.reset) {
      this.socket.resetAndDestroy();
      return;
    }
    const keepAlive = arrived.keepAlive && !(this.#isLast && this.#queue.length === 0);
    const flushed = this.socket.write(formatReplyBytes(answer, { method, keepAlive }));
    if (!flushed) await new Promise<void>((resolve) => this.socket.once("drain", resolve).once("close", resolve));
    this.#isBusy = false;
    // A length that was too small leaves bytes behind: they are kept as well, though nobody answers them.
    if (!arrived.keepAlive) await this.#keepRest();
    if (this.#queue.length <= MOST_WAITING) this.socket.resume();
    this.#enter(this.#reader.pending > 0 ? "reading" : "idle");
    this.#serve();
  }

  /** Keeps what has come and gets no answer: the connection is gone, or ends with the answer before. */
  async #keepRest(): Promise<void> {
    const rest = this.#isLast ? null : this.#reader.leave("closed");
    this.#isLast = true;
    for (const surplus of [...this.#queue.splice(0), ...(rest ? [rest] : [])]) await this.#take(surplus, true);
  }

  #finish(): void {
    this.#enter("leaving");
    this.socket.end();
  }

  #enter(state: State): void {
    if (state === this.#state && state !== "answering") return;
    this.#state = state;
    this.#since = Date.now();
  }
}
