import "server-only";
import crypto from "node:crypto";
import { readExchange } from "../diagnose/from-exchange.ts";
import { judge } from "../diagnose/judge.ts";
import { findStop, type Stop, toVerdict, type Verdict, withoutToken } from "../diagnose/verdict.ts";
import type { RefreshRequest } from "../oauth/refresh-request.ts";
import { findProvider, findProviderByUrl } from "../providers/find-provider.ts";
import { toMadeUpToken } from "../providers/made-up-token.ts";
import type { Provider } from "../providers/provider.ts";
import type { ExchangeControl } from "./exchanges.ts";
import { problem } from "./problem.ts";
import { type DiagnosedExchange, deliverRefresh, type RefreshOrder } from "./send-refresh.ts";
import type { Settings } from "./settings.ts";

/** A refresh without its token: what a probe and the variations are made of. */
export type TokenlessRequest = Omit<RefreshRequest, "refreshToken">;

/** What came of a refresh with a made-up token. Its findings say nothing of the token. */
export interface Probed {
  readonly exchange: DiagnosedExchange;
  readonly verdict: Verdict;
  /** Why no further request should follow; null where one may. */
  readonly stop: Stop | null;
}

/** The preset that is named, or that the address belongs to. */
export function presetOf(name: string | undefined, url: URL): Provider | null {
  return (name && findProvider(name)) || findProviderByUrl(url.href)?.provider || null;
}

/** Why no made-up token should be sent there unless the caller insists: a 400 Problem, or null. */
export function refuseProbe(provider: Provider | null, evenIfPunished: boolean): Response | null {
  const reason = provider?.punishesProbes;
  if (reason === undefined || evenIfPunished) return null;
  const message = `${reason} Set it to true to send all the same.`;
  return problem(400, `${reason} Nothing was sent.`, { errors: [{ path: "evenIfPunished", message }] });
}

/** A refresh token that nobody issued, shaped as the provider's. */
export function makeToken(provider: Provider | null): string {
  const letters = crypto.randomBytes(60).toString("base64").replace(/[+/=]/g, "");
  return toMadeUpToken(provider, letters.padEnd(40, "x").slice(0, 40));
}

/** Sends a refresh, whose token is a made-up one, and reads from the answer how far it came. */
export async function probe(
  order: RefreshOrder,
  settings: Settings,
  control: Partial<ExchangeControl>,
): Promise<Probed> {
  const { exchange, request } = await deliverRefresh(order, settings, control);
  const preset = presetOf(order.provider, order.url);
  const evidence = readExchange(exchange, order.refresh, preset, request);
  const { findings } = judge(evidence);
  return {
    exchange: { ...exchange, findings: withoutToken(findings) },
    verdict: toVerdict(evidence),
    stop: findStop(evidence, findings),
  };
}
