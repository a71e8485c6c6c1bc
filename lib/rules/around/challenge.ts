import type { Reply } from "../../http/exchange.ts";
import type { TokenReply } from "../../oauth/token-reply.ts";

/** What `WWW-Authenticate` asks for: the schemes, and the error of RFC 6750 section 3. */
export interface Challenge {
  readonly schemes: readonly string[];
  readonly error: string | null;
  readonly description: string;
  readonly scope: string | null;
}

/** Reads the challenges of a reply; schemes in lower case. */
export function readChallenge(reply: Reply): Challenge {
  const text = reply.headers
    .filter(([name]) => name.toLowerCase() === "www-authenticate")
    .map(([, value]) => value.slice(0, 4_000))
    .join(", ");
  const find = (name: string) => new RegExp(`\\b${name}="([^"]{0,1000})"`, "i").exec(text)?.[1] ?? null;
  // A quoted value may hold commas and words of its own.
  const bare = text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  const schemes = [...bare.matchAll(/(?:^|,)\s*([A-Za-z][\w-]*)(?=\s+[\w-]+\s*=|\s*(?:,|$))/g)].map(([, scheme = ""]) =>
    scheme.toLowerCase(),
  );
  return { schemes, error: find("error"), description: find("error_description") ?? "", scope: find("scope") };
}

/** The words of a refusal, those of the header first; empty where it has none. */
export function wordsOf(reply: Reply, read: TokenReply | null): string {
  const { error, description } = readChallenge(reply);
  // Many APIs put their message into an object of their own, beside a number.
  const inBody = /"(?:message|error_description|detail|title|faultstring)"\s*:\s*"([^"]{1,300})"/i.exec(
    reply.body.slice(0, 4_000),
  )?.[1];
  const parts = [error, description, read?.error, read?.description, inBody].filter((each) => each);
  return [...new Set(parts)].join(": ").replace(/\s+/g, " ").trim().slice(0, 160);
}
