import type { ReadValues, ValuesKind } from "../../lib/import/values/read-values.ts";
import type { ProviderEntry } from "../../lib/providers/provider.ts";
import { EMPTY_FIELDS, type Fields, findHost } from "../workbench/fields.ts";
import type { Draft } from "../workbench/state.ts";

export const KIND_NAMES: Readonly<Record<ValuesKind, string>> = {
  env: "a .env",
  "token-reply": "a token reply",
  "postman-environment": "a Postman environment",
  "client-secret": "a client_secret.json",
  json: "a JSON of settings",
};

const MOST_NAMES = 8;

/** Names for a sentence: the first few, and how many more there are. */
export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => (name.length > 40 ? `${name.slice(0, 40)}…` : name));
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}

/** What was filled and what was not; names alone, never a value. */
export function sayFilled({ kind, filled, ignored }: ReadValues): string {
  const from = KIND_NAMES[kind];
  if (filled.length === 0) return `This is ${from} without a refresh_token: nothing to fill in.`;
  const rest = ignored.length > 0 ? ` Not used: ${listNames(ignored)}.` : "";
  return `Filled from ${from}: ${listNames(filled)}.${rest}`;
}

/**
 * The draft with the values in its form. What the form held for the practice server, or for another host than the one that
 * is named now, goes: secrets belong to their host. Names that begin with a provider's name choose that provider.
 */
export function toFilled(
  { fields, boundHost, provider }: Draft,
  { fields: read, filled, owner }: ReadValues,
  home: string,
  demoSecrets: readonly string[],
  providers: readonly ProviderEntry[],
): Partial<Draft> {
  if (filled.length === 0) return {};
  const named = owner === "" ? undefined : findEntry(owner, providers);
  const endpoint = read.tokenEndpoint ?? (named?.tokenEndpoint?.includes("{") ? undefined : named?.tokenEndpoint);
  const isDemo =
    boundHost === home && [fields.clientSecret, fields.refreshToken].some((each) => demoSecrets.includes(each));
  // A token alone may be one more of the practice server's.
  const leavesDemo =
    isDemo && (endpoint !== undefined || read.clientId !== undefined || read.clientSecret !== undefined);
  const isElsewhere = endpoint !== undefined && findHost(endpoint) !== boundHost;
  const base: Fields = leavesDemo || isElsewhere ? EMPTY_FIELDS : fields;
  const next: Fields = {
    ...base,
    ...(named ? { clientAuth: named.clientAuth } : {}),
    ...read,
    ...(endpoint === undefined ? {} : { tokenEndpoint: endpoint }),
  };
  return {
    view: "form",
    fields: next,
    provider: named?.id ?? (base === fields ? provider : ""),
    newer: "fields",
    boundHost: findHost(next.tokenEndpoint),
  };
}

function findEntry(owner: string, providers: readonly ProviderEntry[]): ProviderEntry | undefined {
  const key = owner.replace(/_+/g, "-");
  return providers.find(({ id }) => id === key) ?? providers.find(({ id }) => id.startsWith(`${key}-`));
}
