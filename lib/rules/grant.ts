import type { Evidence } from "./evidence.ts";
import { findMeant } from "./evidence.ts";
import { atParameterValue, type Place } from "./place.ts";

/** The refresh token, or the code that stands in its place; null for the request as a whole. */
export function placeOfToken(evidence: Pick<Evidence, "meant">): Place | null {
  const token = findMeant(evidence, "refresh_token") ?? findMeant(evidence, "code");
  return token ? atParameterValue(token) : null;
}

/** The client's secret, else its id; null for the request as a whole. */
export function placeOfClient(evidence: Pick<Evidence, "meant">): Place | null {
  const client = findMeant(evidence, "client_secret") ?? findMeant(evidence, "client_id");
  return client ? atParameterValue(client) : null;
}

/** The provider's name, or words for an unknown one. */
export function providerName({ provider }: Pick<Evidence, "provider">): string {
  return provider?.name ?? "this server";
}
