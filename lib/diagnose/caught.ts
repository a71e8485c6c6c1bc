import type { WireRequest } from "../http/request.ts";
import type { Cleared, Finding } from "../rules/finding.ts";

/** A caught request as it is shown, by the API and by the page. */
export interface CaughtRequest {
  readonly id: string;
  /** ISO 8601. */
  readonly receivedAt: string;
  readonly raw: { readonly base64: string };
  /** Null where the bytes cannot be read as a request. */
  readonly request: WireRequest | null;
  /** What is wrong with the bytes as HTTP/1.1, in words; null for nothing. */
  readonly malformed: string | null;
  readonly understood: readonly {
    readonly name: string;
    readonly value: string;
    readonly from: "body" | "query" | "authorization" | "header";
  }[];
  readonly findings: readonly Finding[];
  readonly cleared: readonly Cleared[];
  /** Status 0 where none was given. */
  readonly answer: { readonly status: number; readonly body: string };
  /** "bytes": as they came over the wire. "http": put together from what HTTP hands on, below the app's own address. */
  readonly fidelity: "bytes" | "http";
}
