import type { Failure, Timings } from "../../lib/http/exchange.ts";
import { encodeBytes, toBase64 } from "../../lib/text/bytes.ts";
import type { Sent } from "./sent.ts";

interface Wanted {
  readonly id?: string;
  readonly token?: string;
  readonly endpoint?: string;
  readonly status?: number;
  /** The reply's JSON; null for no reply. */
  readonly reply?: object | null;
  readonly failure?: Failure;
  readonly timings?: Partial<Timings>;
  readonly rules?: readonly string[];
  readonly at?: number;
}

const TIMES: Timings = { dnsMs: null, connectMs: 1, tlsMs: null, firstByteMs: 2, totalMs: 3 };

/** A finished send with a secret in the body, as the page keeps it. */
export function toSent(wanted: Wanted = {}): Sent {
  const {
    id = "one",
    token = "a-token",
    endpoint = "https://id.example/token",
    status = 200,
    reply = {},
    at = 0,
  } = wanted;
  const body = toBase64(encodeBytes(`grant_type=refresh_token&refresh_token=${encodeURIComponent(token)}`));
  const response = reply && {
    status,
    reason: status === 200 ? "OK" : "Bad Request",
    httpVersion: "1.1",
    headers: [["Content-Type", "application/json"]] as const,
    body: { base64: toBase64(encodeBytes(JSON.stringify(reply))), truncated: false, bytes: 0 },
    raw: { base64: "" },
  };
  return {
    exchange: {
      id,
      request: {
        method: "POST",
        url: endpoint,
        headers: [["Content-Type", "application/x-www-form-urlencoded"]],
        body: { base64: body },
        raw: { base64: "" },
      },
      response,
      failure: wanted.failure ?? null,
      timings: { ...TIMES, ...wanted.timings },
      remote: null,
      findings: (wanted.rules ?? []).map((rule) => ({
        rule,
        severity: "error",
        title: rule,
        detail: "",
        spans: [],
        evidence: [],
        fixes: [],
      })),
    } as unknown as Sent["exchange"],
    request: {
      tokenEndpoint: endpoint,
      clientId: "id",
      clientSecret: "secret",
      refreshToken: token,
      clientAuth: "client_secret_post",
    },
    provider: "",
    at,
  };
}
