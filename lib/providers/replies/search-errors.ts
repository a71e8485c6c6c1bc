import { ERROR_CODES } from "../../oauth/error-codes.ts";
import { readReply } from "../../oauth/token-reply.ts";
import type { Provider } from "../provider.ts";
import { PROVIDERS } from "../providers.ts";
import { CLIENT_MESSAGES, findClientMessage } from "./client-messages.ts";
import { findKnownReplies } from "./find-replies.ts";
import type { KnownReply } from "./reply.ts";
import { SERVER_REPLIES } from "./servers.ts";

/** One line of the list of errors. */
export interface ErrorEntry {
  /** Who says it, as a name. */
  readonly who: string;
  readonly provider: string | null;
  readonly status: number | null;
  readonly error: string | null;
  readonly text: string | null;
  readonly meaning: string;
  readonly rule: string | null;
  readonly sure: KnownReply["sure"] | null;
  readonly source: string | null;
}

const MAKES: Readonly<Record<string, string>> = {
  identityserver: "IdentityServer",
  doorkeeper: "Doorkeeper",
  "django-oauth-toolkit": "Django OAuth Toolkit",
  spring: "Spring",
  hydra: "Ory Hydra",
  authelia: "Authelia",
  wso2: "WSO2",
  bshaffer: "bshaffer/oauth2-server-php",
};

let all: readonly ErrorEntry[] | undefined;

/** Every error that is known: the specification's codes, providers', servers', and what clients print. */
export function listErrors(): readonly ErrorEntry[] {
  all ??= [
    ...ERROR_CODES.map(({ code, meaning, spec }) => ({
      ...NOBODY,
      who: spec.name,
      error: code,
      meaning,
      source: spec.url,
    })),
    ...PROVIDERS.flatMap((provider) => provider.replies.map((known) => fromProvider(known, provider))),
    ...SERVER_REPLIES.map((known) => fromServer(known, known.make)),
    ...CLIENT_MESSAGES.map(({ from, sample, meaning, rule }) => ({
      ...NOBODY,
      who: from,
      text: sample,
      meaning,
      rule,
    })),
  ];
  return all;
}

const NOBODY = { provider: null, status: null, error: null, text: null, rule: null, sure: null, source: null } as const;

function fromProvider(known: KnownReply, { id, name }: Provider): ErrorEntry {
  const { status, error, text, meaning, rule, sure, source } = known;
  return { who: name, provider: id, status, error, text, meaning, rule, sure, source };
}

function fromServer(known: KnownReply, make: string | null): ErrorEntry {
  const { status, error, text, meaning, rule, sure, source } = known;
  const who = make === null ? "any server" : (MAKES[make] ?? make);
  return { who, provider: null, status, error, text, meaning, rule, sure, source };
}

/** The entries that fit a pasted error, a code or words, the best first. Never fails; at most 2,000 characters count. */
export function searchErrors(query: string): readonly ErrorEntry[] {
  const text = query.slice(0, 2_000).trim();
  if (text === "") return [];
  const found: ErrorEntry[] = [];
  const message = findClientMessage(text);
  if (message) found.push(...listErrors().filter((entry) => entry.text === message.sample));
  const reply = readReply({ status: 400, headers: [], body: text });
  for (const provider of PROVIDERS) {
    const own = findKnownReplies({ ...reply, words: reply.words || text }, provider);
    for (const { known, by } of own) {
      const entry = by === "provider" ? fromProvider(known, provider) : undefined;
      if (entry && (known.text !== null || reply.error !== null)) found.push(entry);
    }
  }
  return unique([...found, ...byWords(text)]).slice(0, 60);
}

/** Entries that hold every word of the query. */
function byWords(query: string): ErrorEntry[] {
  const words =
    query
      .toLowerCase()
      .match(/[\p{L}\p{N}_]{2,}/gu)
      ?.slice(0, 12) ?? [];
  if (words.length === 0) return [];
  const fitting = listErrors().filter((entry) => {
    const text = `${entry.who} ${entry.error ?? ""} ${entry.text ?? ""} ${entry.meaning}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  // What says it in these very words comes before what only speaks of it.
  const phrase = words.join(" ");
  const isSaid = ({ error, text }: ErrorEntry) =>
    ` ${
      `${error ?? ""} ${text ?? ""}`
        .toLowerCase()
        .match(/[\p{L}\p{N}_]+/gu)
        ?.join(" ") ?? ""
    } `.includes(phrase);
  return [...fitting.filter(isSaid), ...fitting.filter((entry) => !isSaid(entry))];
}

function unique(entries: readonly ErrorEntry[]): ErrorEntry[] {
  const seen = new Set<string>();
  return entries.filter(({ who, error, text, meaning }) => {
    const key = `${who}\n${error}\n${text}\n${meaning}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
