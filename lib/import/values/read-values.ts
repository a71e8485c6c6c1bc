import { type NamedValue, readEnv } from "./env.ts";
import { findField, type ToldField, type ValueField } from "./names.ts";

/** What kind of text the values stood in. */
export type ValuesKind = "env" | "token-reply" | "postman-environment" | "client-secret" | "json";

/** What a text of names and values has for a refresh. No value but those in `fields` is handed on. */
export interface ReadValues {
  readonly kind: ValuesKind;
  readonly fields: Readonly<Partial<Record<ValueField, string>>>;
  /** The names whose values are in `fields`, as written. */
  readonly filled: readonly string[];
  /** The names that are for no field, or for another client's. */
  readonly ignored: readonly string[];
  /** What the names of the filled ones begin with, in small letters: perhaps a provider. */
  readonly owner: string;
}

/** Nobody keeps a longer file of settings. */
const LONGEST = 262_144;

/**
 * Reads a `.env`, a token reply, a Postman environment, a Google client_secret.json or another small JSON of names and
 * values. Undefined for every other text: a command, a request's body, an error reply. Never throws.
 */
export function readValues(text: string): ReadValues | undefined {
  if (text.length > LONGEST) return undefined;
  const trimmed = text.trim();
  const json = trimmed.startsWith("{") ? trimmed : bodyOf(trimmed);
  if (json !== undefined) return readJson(json);
  const named = readEnv(text);
  return named && choose("env", named, 1);
}

/** The JSON of a reply as `curl -i` prints it. */
function bodyOf(text: string): string | undefined {
  if (!/^HTTP\/[\d.]+ 200\b/.test(text)) return undefined;
  const body = text.slice(text.search(/\n\r?\n/) + 1).trim();
  return body.startsWith("{") ? body : undefined;
}

function readJson(text: string): ReadValues | undefined {
  const root = parse(text);
  if (!isObject(root)) return undefined;
  const { values, installed, web } = root;
  if (Array.isArray(values)) return choose("postman-environment", pairsOf(values), 1);
  const client = isObject(installed) ? installed : isObject(web) ? web : undefined;
  if (client) return choose("client-secret", leavesOf(client), 1);
  // A request's own body is read as a request.
  if ("grant_type" in root || "error" in root) return undefined;
  if (typeof root.access_token === "string") {
    // The scope that was granted need not be one that may be asked for.
    return choose("token-reply", leavesOf(root), 0, ({ field }) => field === "refreshToken");
  }
  return choose("json", leavesOf(root), 2);
}

/**
 * Of several clients in one text the one with a refresh token is taken, else the one of which most is told; undefined
 * where fewer than `least` fields are told.
 */
function choose(
  kind: ValuesKind,
  named: readonly NamedValue[],
  least: number,
  fits: (told: ToldField) => boolean = () => true,
): ReadValues | undefined {
  const told = named.flatMap(([name, value]) => {
    const found = findField(name);
    return found && fits(found) && value !== "" ? [{ ...found, name, value }] : [];
  });
  const owners = [...new Set(told.map(({ owner }) => owner))];
  const weigh = (owner: string) => {
    const own = new Set(told.filter((each) => each.owner === owner).map(({ field }) => field));
    return own.size + (own.has("refreshToken") ? 10 : 0);
  };
  const owner = owners.reduce((best, each) => (weigh(each) > weigh(best) ? each : best), owners[0] ?? "");
  const fields: Partial<Record<ValueField, string>> = {};
  const filled: string[] = [];
  for (const each of told) {
    if (each.owner !== owner || fields[each.field] !== undefined) continue;
    fields[each.field] = each.value;
    filled.push(each.name);
  }
  if (filled.length < least) return undefined;
  const taken = new Set(filled);
  const ignored = [...new Set(named.map(([name]) => name))].filter((name) => !taken.has(name));
  return { kind, fields, filled, ignored, owner };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Postman's list of variables; what is switched off does not count. */
function pairsOf(values: readonly unknown[]): NamedValue[] {
  return values.flatMap((each): NamedValue[] => {
    if (!isObject(each) || each.enabled === false || typeof each.key !== "string") return [];
    return [[each.key, typeof each.value === "string" ? each.value : ""]];
  });
}

function leavesOf(object: Record<string, unknown>): NamedValue[] {
  return Object.entries(object).map(([name, value]): NamedValue => {
    if (/^scopes?$/.test(name) && Array.isArray(value)) return [name, value.filter(isText).join(" ")];
    return [name, isText(value) ? value : ""];
  });
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
