import type { Exchange } from "../../lib/http/exchange.ts";
import type { RefreshRequest } from "../../lib/oauth/refresh-request.ts";
import type { Finding } from "../../lib/rules/finding.ts";
import { decodeBytes, fromBase64 } from "../../lib/text/bytes.ts";

/** The stages of a send as the server tells them, in their order. */
export const STAGES = ["dns", "connect", "tls", "wait", "read"] as const;
export type Stage = (typeof STAGES)[number];
export const STAGE_NAMES: Record<Stage, string> = {
  dns: "Resolving",
  connect: "Connecting",
  tls: "TLS",
  wait: "First byte",
  read: "Body",
};

export interface StageEvent {
  readonly stage: Stage;
  readonly atMs: number;
}

/** What `/api/send` answers. */
export type SentExchange = Exchange & { readonly findings: readonly Finding[] };

/** One finished send: what was asked for, what came of it, and when (milliseconds since 1970). */
export interface Sent {
  readonly exchange: SentExchange;
  readonly request: RefreshRequest;
  readonly provider: string;
  readonly at: number;
}

/** What a token endpoint grants (RFC 6749 section 5.1), as far as it is there. */
export interface Grant {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  readonly idToken: string | undefined;
  readonly tokenType: string | undefined;
  readonly expiresIn: number | undefined;
  readonly scope: string | undefined;
}

export function readBody({ response }: Pick<Exchange, "response">): string {
  return response ? decodeBytes(fromBase64(response.body.base64) ?? new Uint8Array()) : "";
}

/** The tokens of an answer; undefined where it grants none. An error beside a token is no grant. */
export function findGrant(exchange: Pick<Exchange, "response">): Grant | undefined {
  const status = exchange.response?.status ?? 0;
  if (status < 200 || status > 299) return undefined;
  const body = parseObject(readBody(exchange));
  const text = (name: string) => (typeof body?.[name] === "string" ? (body[name] as string) : undefined);
  const accessToken = text("access_token");
  if (!body || accessToken === undefined || body.error !== undefined) return undefined;
  const seconds = Number(body.expires_in ?? Number.NaN);
  return {
    accessToken,
    refreshToken: text("refresh_token"),
    idToken: text("id_token"),
    tokenType: text("token_type"),
    expiresIn: Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined,
    scope: text("scope"),
  };
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** True if the answer brought a refresh token other than the one sent: the one sent is then dead, or soon will be. */
export function isRotated({ exchange, request }: Pick<Sent, "exchange" | "request">): boolean {
  const next = findGrant(exchange)?.refreshToken;
  return next !== undefined && next !== request.refreshToken;
}

/** All values of one send that must not be shown unasked. */
export function secretsOf({ exchange, request }: Pick<Sent, "exchange" | "request">): string[] {
  const grant = findGrant(exchange);
  return [request.clientSecret, request.refreshToken, grant?.accessToken, grant?.refreshToken, grant?.idToken].filter(
    (value): value is string => value !== undefined && value !== "",
  );
}

/** The tokens as lines of a .env file, quoted where a shell or a reader of such files would trip. */
export function formatEnv(grant: Grant, request: RefreshRequest): string {
  const lines: [string, string | undefined][] = [
    ["CLIENT_ID", request.clientId],
    ["CLIENT_SECRET", request.clientSecret],
    ["ACCESS_TOKEN", grant.accessToken],
    ["REFRESH_TOKEN", grant.refreshToken ?? request.refreshToken],
  ];
  return lines.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${quoteEnv(value)}\n`])).join("");
}

/** Single quotes hold anything but a single quote in shells and in dotenv alike; double quotes hold the rest. */
function quoteEnv(value: string): string {
  if (/^[A-Za-z0-9_./:@%+,-]*$/.test(value)) return value;
  if (!/['\n\r]/.test(value)) return `'${value}'`;
  return `"${value
    .replace(/[\\"$`]/g, "\\$&")
    .replace(/\n/g, "\\n")
    .replace(/\r/g, "\\r")}"`;
}
