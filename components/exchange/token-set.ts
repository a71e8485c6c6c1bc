import type { Exchange } from "../../lib/http/exchange.ts";
import { readReply, type Tokens } from "../../lib/oauth/token-reply.ts";
import { decodeBytes, fromBase64 } from "../../lib/text/bytes.ts";

/** The tokens of one exchange, beside the refresh token that was spent for them. */
export interface TokenSet extends Tokens {
  /** What was sent. */
  readonly spent: string;
  /** True if the reply holds a refresh token that is not the one sent: the old one is then dead, or soon will be. */
  readonly rotated: boolean;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
}

/** The tokens that came back; undefined where none did. `receivedAt` in milliseconds since the epoch. */
export function findTokens(exchange: Exchange, spent: string, receivedAt: number): TokenSet | undefined {
  const { response } = exchange;
  if (!response) return undefined;
  const body = decodeBytes(fromBase64(response.body.base64) ?? new Uint8Array());
  const { tokens } = readReply({ status: response.status, headers: response.headers, body });
  if (!tokens) return undefined;
  return { ...tokens, spent, rotated: tokens.refreshToken !== null && tokens.refreshToken !== spent, receivedAt };
}

/** Whole seconds that the access token still lives; null where the reply does not say. Never below 0. */
export function secondsLeft({ expiresIn, receivedAt }: TokenSet, now: number): number | null {
  return expiresIn === null ? null : Math.max(0, Math.ceil(expiresIn - (now - receivedAt) / 1000));
}

/** Hours, minutes and seconds: `23:59:12`; days in front where there are some. */
export function formatDuration(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const days = Math.floor(seconds / 86_400);
  const clock = `${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return days > 0 ? `${days} d ${clock}` : clock;
}

/** The tokens as a `.env` file. Values stand in single quotes, which no token needs to hold; others are left out. */
export function formatEnv({ accessToken, refreshToken, spent }: TokenSet): string {
  const line = (name: string, value: string) => `${name}='${value.replace(/'/g, "'\\''")}'\n`;
  return line("ACCESS_TOKEN", accessToken) + line("REFRESH_TOKEN", refreshToken ?? spent);
}
