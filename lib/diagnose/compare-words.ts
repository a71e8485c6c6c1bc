/** What the two requests are called in a sentence. */
export interface PairNames {
  readonly works: string;
  readonly fails: string;
}

export const BY_OUTCOME: PairNames = { works: "The one that works", fails: "The failing one" };
/** Where both worked, or both failed. */
export const BY_ORDER: PairNames = { works: "The first", fails: "The second" };

/** One sentence why it matters that only one of two requests carries a parameter. */
export function whyPresence(name: string, isMissing: boolean, names: PairNames = BY_OUTCOME): string {
  if (!isMissing) {
    return name === "client_secret"
      ? `${names.works} goes without a secret: a public client that sends one may be refused.`
      : `${names.works} goes without it; some servers refuse what they do not expect.`;
  }
  return MISSING[name] ?? `${names.works} sends it, and the server may need it.`;
}

const MISSING: Readonly<Record<string, string>> = {
  grant_type: "Without it the server cannot tell what is asked (RFC 6749 section 6).",
  refresh_token: "Without it there is nothing to refresh (RFC 6749 section 6).",
  client_id: "Without it the server does not know which client asks.",
  client_secret: "Without it a confidential client is not authenticated (RFC 6749 section 2.3).",
  scope: "Optional: without it the scope stays what was granted; a few servers insist on it.",
  redirect_uri: "No part of a refresh by RFC 6749, but the other request carries it.",
  resource: "Names the API that the token is for: without it some servers answer with a token for another one.",
  audience: "Names the API that the token is for: without it some servers answer with a token for another one.",
};

/** One sentence why another value of a parameter matters. */
export function whyValue(name: string): string {
  return OTHER_VALUE[name] ?? "Servers compare values to the letter.";
}

const OTHER_VALUE: Readonly<Record<string, string>> = {
  grant_type: "It decides what the server does with the rest.",
  refresh_token: "Another token: it may belong to another grant, and where tokens rotate only the newest one works.",
  client_id: "Another client: a refresh token works for the client alone that it was issued to.",
  client_secret: "Another secret: servers compare it to the letter.",
  scope: "A refresh may ask for what was granted and no more (RFC 6749 section 6).",
};

interface HeaderWords {
  readonly weight: "header" | "cosmetic";
  readonly why: string;
}

const CLIENTS_OWN: HeaderWords = {
  weight: "cosmetic",
  why: "Each client adds its own; a token server does not look at it.",
};

const HEADERS: Readonly<Record<string, HeaderWords>> = {
  accept: { weight: "header", why: "Some servers, GitHub’s among them, answer JSON only if it is asked for." },
  origin: {
    weight: "header",
    why: "It tells the server that a browser asks: some servers take a token only with it, others refuse it.",
  },
  cookie: { weight: "header", why: "A session of the browser may stand in for what the other request lacks." },
  dpop: {
    weight: "header",
    why: "It proves a key: a token that is bound to the key is refused without it (RFC 9449).",
  },
  "content-encoding": { weight: "header", why: "A server that does not unpack the body finds no parameters in it." },
  "transfer-encoding": { weight: "header", why: "Some servers and gateways refuse a body without Content-Length." },
  "content-length": { weight: "cosmetic", why: "It follows from the body." },
  "user-agent": { weight: "cosmetic", why: "It names the client program: few servers look at it." },
};

const HARMLESS =
  /^(?:accept-(?:encoding|language|charset)|cache-control|pragma|connection|keep-alive|postman-token|expect|referer|sec-.*|dnt|priority|te|upgrade-insecure-requests|traceparent|tracestate|if-.*)$/;

/** Whether a header can matter to a token server, and why. Names in lower case. */
export function whyHeader(name: string): HeaderWords {
  if (HARMLESS.test(name)) return CLIENTS_OWN;
  return (
    HEADERS[name] ?? {
      weight: "header",
      why: "No header of a token request by RFC 6749, but a server may ask for its own.",
    }
  );
}

const NAMES: Readonly<Record<number, string>> = {
  9: "a tab",
  10: "a newline",
  13: "a carriage return",
  32: "a blank",
  160: "a no-break space",
  8203: "a zero width space",
  65279: "a byte order mark",
};

/** How two values differ, where that can be said in a few words; undefined for values that are simply other ones. */
export function describeDifference(
  works: string,
  fails: string,
  decode: (text: string) => string,
  names: PairNames = BY_OUTCOME,
): string | undefined {
  const stray = findStray(works, fails);
  if (stray) return `${names.fails} holds ${stray} more.`;
  const lost = findStray(fails, works);
  if (lost) return `${names.fails} has lost ${lost}.`;
  if (works.toLowerCase() === fails.toLowerCase()) return "Only the letter case differs.";
  if (decode(fails) === works) return `${names.fails} is percent-encoded once more.`;
  if (decode(works) === fails) return `${names.fails} is percent-encoded once less.`;
  if (unquote(fails) === works) return `${names.fails} has quotes around it.`;
  if (fails !== "" && works.startsWith(fails))
    return `${names.fails} stops after ${fails.length} of ${works.length} characters.`;
  return undefined;
}

/** The blank or invisible characters that `more` holds beyond `less`, if that is all. */
function findStray(less: string, more: string): string | undefined {
  if (more.length <= less.length || strip(more) !== strip(less) || strip(less) === "") return undefined;
  const extra = [...more].filter((char) => INVISIBLE.test(char));
  const kept = [...less].filter((char) => INVISIBLE.test(char));
  const found = extra.find(
    (char) => extra.filter((one) => one === char).length > kept.filter((one) => one === char).length,
  );
  const code = found?.codePointAt(0) ?? 0;
  const written = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  return found && `${NAMES[code] ?? "an invisible character"} (${written})`;
}

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}]/u;

function strip(text: string): string {
  return text.replace(new RegExp(INVISIBLE, "gu"), "");
}

function unquote(text: string): string {
  return text.replace(/^["'“”‘’](.*)["'“”‘’]$/s, "$1");
}
