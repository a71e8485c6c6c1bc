import "server-only";
import { randomUUID } from "node:crypto";
import { joinRanges, toCaughtRequest } from "../../diagnose/from-wire.ts";
import type { HttpRequest } from "../../http/request.ts";
import type { ArrivedRequest } from "../../http/request-reader.ts";
import { answerCall, type Behaviour, type CatchAnswer } from "./behaviour.ts";
import type { KeptRequest } from "./box.ts";
import type { Boxes } from "./boxes.ts";
import { type BoxAddress, locateBox } from "./locate.ts";

/** How an arrival is taken: what it came by, and where requests go that name no box. */
export interface TakeOptions {
  readonly scheme: "http" | "https";
  readonly fidelity: KeptRequest["fidelity"];
  /** True where all boxes belong to one person, so that what names none may go to the newest. */
  readonly toNewest: boolean;
  /** A known place, for what came below the app's own address. */
  readonly address?: BoxAddress;
  /** True where no answer can be given any more. */
  readonly unanswered?: boolean;
}

/** What to do about an arrival: its method, and the answer. */
export interface Taken {
  readonly method: string;
  readonly answer: CatchAnswer;
}

const NO_ANSWER: CatchAnswer = { status: 0, headers: [], body: "", delayMs: 0, reset: true };

const NO_BOX: CatchAnswer = {
  status: 404,
  headers: [["Content-Type", "application/json;charset=UTF-8"]],
  body: JSON.stringify({
    error: "not_found",
    error_description: "There is no box under this address: it never was, was deleted, or its hour is over.",
  }),
  delayMs: 0,
  reset: false,
};

/** Puts an arrival into its box and tells what its answer is. What names no box is not kept. */
export async function takeArrival(arrived: ArrivedRequest, boxes: Boxes, options: TakeOptions): Promise<Taken> {
  const request = toCaughtRequest(arrived, options.scheme);
  const address = options.address ?? (request ? locateBox(request) : { id: null, boxPath: "", below: "/" });
  const box = address.id === null ? (options.toNewest ? boxes.newest() : undefined) : await boxes.find(address.id);
  const method = request?.method.text ?? "";
  if (!box) return { method, answer: NO_BOX };
  const answer = options.unanswered ? NO_ANSWER : await answerArrival(arrived, request, box.behaviour, address);
  await boxes.keep(box.id, {
    id: randomUUID(),
    receivedAt: Date.now(),
    raw: arrived.raw,
    malformed: arrived.malformed,
    fidelity: options.fidelity,
    answer: { status: answer.status, body: answer.body },
  });
  return { method, answer };
}

async function answerArrival(
  arrived: ArrivedRequest,
  request: HttpRequest | null,
  behaviour: Behaviour,
  { below, boxPath }: BoxAddress,
): Promise<CatchAnswer> {
  // Nobody can tell what was asked, so no behaviour can answer it; but a box that resets does so to whoever comes.
  if (arrived.end !== "whole" || !request) return behaviour.kind === "reset" ? NO_ANSWER : answerBroken(arrived);
  const call = {
    method: request.method.text,
    below,
    headers: request.headers.map(({ name, value }) => [name.text, value.text] as const),
    body: arrived.body ? joinRanges(arrived.raw, arrived.body) : new Uint8Array(),
    malformed: arrived.malformed,
  };
  return answerCall(behaviour, call, boxPath);
}

function answerBroken({ malformed, end }: ArrivedRequest): CatchAnswer {
  return {
    status: end === "too-large" ? 413 : 400,
    headers: [["Content-Type", "application/json;charset=UTF-8"]],
    body: JSON.stringify({ error: "invalid_request", error_description: malformed }),
    delayMs: 0,
    reset: false,
  };
}
