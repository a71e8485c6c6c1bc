import "server-only";
import { randomBytes } from "node:crypto";
import type { Behaviour } from "./behaviour.ts";

/** A place with an unguessable address where requests are caught. Times are milliseconds since the epoch. */
export interface Box {
  readonly id: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly behaviour: Behaviour;
}

/**
 * A request as it is kept. What the bytes say is read from them again when somebody looks: catching costs little that way.
 */
export interface KeptRequest {
  readonly id: string;
  readonly receivedAt: number;
  readonly raw: Uint8Array;
  readonly malformed: string | null;
  /** "bytes": as they came over the wire. "http": put together from what HTTP hands on, below the app's own address. */
  readonly fidelity: "bytes" | "http";
  /** Status 0 for a connection that was reset. */
  readonly answer: { readonly status: number; readonly body: string };
}

/** How long a box lives: an hour. */
export const BOX_LIFETIME_MS = 60 * 60_000;
/** Requests in a box; when one more comes, the oldest goes. */
export const MOST_REQUESTS = 100;

/** 128 random bits in characters that a host name may hold as well. */
export function freshBoxId(): string {
  return randomBytes(16).toString("hex");
}

/** True for what could be the id of a box. */
export function isBoxId(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}

/** What a kept request costs of memory, roughly. */
export function sizeOf({ raw, answer }: KeptRequest): number {
  return raw.length + answer.body.length + 512;
}
