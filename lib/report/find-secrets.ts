import { isFillIn, kindOfName, looksRandom, type NameKind, SPEC_WORDS } from "./public-words.ts";
import { afterEscape } from "./tracked.ts";

/** A place in a text that holds a secret, by the names and shapes around it. */
export interface Sighting {
  /** What it is, for the list of what was replaced: `client_secret`, `JWT`, `Cookie`. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly kind: "secret" | "id" | "person" | "jwt" | "basic";
  /** True where nothing but its own shape tells it. */
  readonly isShape?: true;
}

export interface SightingOptions {
  /** A program's text: names without quotes are variables there, not values. */
  readonly isCode: boolean;
}

const JWT = /eyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]*){0,3}/g;
const OPEN = `\\\\{0,4}["'\`“”‘’]`;
/** `name: value`, `name=value`, `"name", "value"`, `name => value`, `ENV["name"] = value`. */
const NAMED = new RegExp(
  `(?<![A-Za-z0-9_-])([A-Za-z_$@][\\w$.-]{0,80}?|[A-Za-z])(${OPEN})?[\\])]{0,2}\\s{0,8}\\\\{0,2}(=>|:=|==?|:|,)\\s{0,8}(?:[bBrRuUfF@]{0,2}(${OPEN})|(?=[^\\s"'\`“”‘’]))`,
  "g",
);
const PAIR_OF_KEYS =
  /(\\{0,6}")(?:name|key)\1\s*:\s*\1([^"\\]{1,80})\1\s*,(?:\s*\1\w{1,20}\1\s*:\s*(?:\1[^"\\]{0,80}\1|\w+)\s*,){0,3}\s*\1value\1\s*:\s*\1/g;
const PREFIXED =
  /(?<![A-Za-z0-9])(?:gh[a-z]_|github_pat_|glpat-|xox[a-z]-|xoxe\.|ya29\.|1\/\/0|4\/0A|sk_(?:live|test)_|rk_live_|whsec_|SG\.|GOCSPX-|Atz[ar]\||AKIA|ASIA|shp[a-z]{2}_|npm_|pypi-|dop_v1_|hv[sb]\.|lin_oauth_|EAAA|AQAB|RT1-|3MVG9|5Aep)[A-Za-z0-9_\-./|=+~]{6,}/g;
const AUTHORIZATION = /\b(?:bearer|dpop|zoho-oauthtoken)[ \t]{1,8}([A-Za-z0-9+/=._~|:!*-]{4,})/gi;
const BASIC = /\bbasic(?:\s|%20|\+|[:=,]|\\{1,4}["'])*((?:[A-Za-z0-9+/_-]{4,}(?:\\r|\\n|\s){0,4})+={0,2})/gi;
const BROKEN_BASIC = /\bbasic[ \t]{1,4}[A-Za-z0-9+/_-]{4,4000}(?:''|""|'"|"')([A-Za-z0-9+/_-]{4,4000}={0,2})/gi;
const USER_OPTION =
  /(?<![\w-])(?:-u|--user|-U|--proxy-user|-a|--auth|--oauth2-bearer|CURLOPT_USERPWD['"]?\]?,|UserPwd\s*=)["']{0,2}[ \t=]{0,4}\$?(["'“”‘’])?([^\s"'“”‘’][^\r\n"'“”‘’]{0,400})/g;
const USERINFO = /\bhttps?:\/\/([^\s/?#@"'<>]{1,200})@/gi;
const CALL = "(?:[\\w.:]{1,40}\\()?";
/** Two texts as they stand in programs, in quotes of one kind. */
const PAIRS_OF_TEXTS = ['"', "'", "`"].flatMap((quote) => {
  const text = `${quote}((?:[^${quote}\\\\\\n]|\\\\.){1,400})${quote}`;
  return [
    new RegExp(
      `(?:basic_?auth\\w*|auth\\s{0,3}[=:]\\s{0,3}[[({]|auth\\s{0,3}=>\\s{0,3}\\[|NetworkCredential|BasicAuthenticationHeaderValue)[^\\w"'\`]{0,20}${CALL}${text}\\)?\\s{0,4},\\s{0,4}(?:Some\\()?${CALL}${text}`,
      "gi",
    ),
    // `id + ":" + secret`, also with a call around each, also in a template.
    new RegExp(
      `${text}(?:\\)?\\s{0,4}[+.&]?\\s{0,4}["'\`]:["'\`]\\s{0,4}[+.&]?\\s{0,4}${CALL}|\\)?\\}:[$#]?\\{${CALL})${text}`,
      "g",
    ),
  ];
});
/** `btoa("id:secret")` and its like, in quotes of one kind. */
const JOINED = ['"', "'", "`"].map(
  (quote) =>
    new RegExp(
      `(?:btoa|b64\\w*|base64\\w*|Buffer\\.from|GetBytes|encode\\w*|printf|echo)[\\s(]{0,6}(?:-n\\s{1,4}|-ne\\s{1,4}|'%s'\\s{1,4})?[a-z$@]{0,2}${quote}([^"'\`\\s:]{1,200}):((?:[^${quote}\\\\\\n]|\\\\.){1,400})${quote}`,
      "gi",
    ),
);
const PLAIN_TEXT = /ConvertTo-SecureString\s+(?:-String\s+)?["']?([^\s"']{4,})/gi;
const EMAIL = /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g;
const PEM = /-----BEGIN [A-Z ]{1,40}-----([\s\S]{20,8000}?)-----END [A-Z ]{1,40}-----/g;
const COOKIE = /\b(set-cookie2?|cookie)["']?\s{0,3}[:=,]\s{0,3}["']?([^\r\n"']{1,4000})/gi;
const LONG = /[A-Za-z0-9+/=_.~-]{16,}/g;
const TRACE =
  /(?:trace|correlation|request|operation|activity|client-request|ray|span|incident|reference|event)[ _-]?id[^A-Za-z0-9]{1,12}$/i;
const ESCAPED_START = /^\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[0-7]{3})/;
const ESCAPED_END = new RegExp(`${ESCAPED_START.source.slice(1)}$`);
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Every secret that the text shows by a name beside it or by its own shape, in no order; places may overlap. */
export function findSightings(text: string, { isCode }: SightingOptions): Sighting[] {
  const found: Sighting[] = [];
  const add = (name: string, start: number, end: number, kind: Sighting["kind"] = "secret") => {
    if (end > start && !isFillIn(text.slice(start, end)) && !SPEC_WORDS.includes(text.slice(start, end)))
      found.push({ name, start, end, kind });
  };
  const addPair = (pair: string, start: number) => {
    const colon = pair.indexOf(":");
    if (colon < 0) return add("password", start, start + pair.length);
    add("client_id", start, start + colon, "id");
    add("client_secret", start + colon + 1, start + pair.length);
  };
  for (const match of text.matchAll(JWT)) add("JWT", match.index, match.index + match[0].length, "jwt");
  for (const match of text.matchAll(BASIC)) {
    const value = match[1] ?? "";
    add("Basic value", match.index + match[0].length - value.length, match.index + match[0].trimEnd().length, "basic");
  }
  // Where two quotes break it up, the rest is no base64 of its own.
  for (const match of text.matchAll(BROKEN_BASIC)) {
    add("Basic value", match.index + match[0].length - (match[1] ?? "").length, match.index + match[0].length);
  }
  for (const match of text.matchAll(AUTHORIZATION)) {
    const value = match[1] ?? "";
    if (!/\d|[A-Z].*[a-z].*[A-Z]/.test(value)) continue;
    add("Authorization", match.index + match[0].length - value.length, match.index + match[0].length);
  }
  for (const match of text.matchAll(NAMED)) addNamed(match);
  for (const match of text.matchAll(PAIR_OF_KEYS)) {
    const start = match.index + match[0].length;
    const end = endOfQuoted(text, start, match[1] ?? '"');
    addByName(match[2] ?? "", start, end);
  }
  for (const match of text.matchAll(PREFIXED)) add("token", match.index, match.index + match[0].length);
  for (const match of text.matchAll(USER_OPTION)) {
    // Written together with its value it is told from other words by the colon.
    if (
      !/["'“”‘’ \t=,]/.test(match[0].slice(2, match[0].length - (match[2] ?? "").length)) &&
      !/^[^\s:]+:(?!\/\/)\S/.test(match[2] ?? "")
    )
      continue;
    // Without quotes a blank ends it, unless it is escaped.
    const value =
      match[1] === undefined ? (/^(?:\\[^\r\n]|[^\s\\])+/.exec(match[2] ?? "")?.[0] ?? "") : (match[2] ?? "");
    addPair(value, match.index + match[0].length - (match[2] ?? "").length);
  }
  for (const match of text.matchAll(USERINFO))
    addPair(match[1] ?? "", match.index + match[0].length - (match[1] ?? "").length - 1);
  for (const pattern of [...PAIRS_OF_TEXTS, ...JOINED]) {
    for (const match of text.matchAll(pattern)) {
      const [id = "", secret = ""] = [match[1], match[2]];
      const end = match.index + match[0].length - 1;
      const start = end - secret.length;
      add("client_secret", start, end);
      const at = text.lastIndexOf(id, start - 1);
      if (id !== "" && at >= match.index) add("client_id", at, at + id.length, "id");
    }
  }
  for (const match of text.matchAll(PLAIN_TEXT))
    add("SecureString", match.index + match[0].length - (match[1] ?? "").length, match.index + match[0].length);
  for (const match of text.matchAll(PEM))
    add("key", match.index + match[0].indexOf(match[1] ?? ""), match.index + match[0].lastIndexOf("-----END"));
  for (const match of text.matchAll(COOKIE))
    addCookies(match[2] ?? "", match.index + match[0].length - (match[2] ?? "").length, /^set/i.test(match[1] ?? ""));
  for (const match of text.matchAll(EMAIL)) {
    if (!/^git@|@(?:example|localhost)\b/.test(match[0]))
      add("e-mail address", match.index, match.index + match[0].indexOf("@"), "person");
  }
  const jwts = found.filter(({ kind }) => kind === "jwt");
  for (const match of text.matchAll(LONG)) {
    if (!jwts.some(({ start, end }) => match.index < end && match.index + match[0].length > start))
      addLong(match[0], match.index);
  }
  return found;

  function addNamed(match: RegExpExecArray): void {
    const [whole, name = "", closing, separator = "", opening] = match;
    const start = match.index + whole.length;
    // A comma joins a name and its value only where both are texts.
    if (
      separator === "," &&
      (closing === undefined ||
        opening === undefined ||
        /[:=]\s*.$/.test(text.slice(Math.max(0, match.index - 6), match.index)))
    )
      return;
    const last = name.split(/[.$@]/).filter(Boolean).at(-1) ?? name;
    if (opening !== undefined) {
      const end = endOfQuoted(text, start, opening);
      addByName(last, start, end);
      return;
    }
    const isHeader =
      separator === ":" &&
      !isCode &&
      /-|^(?:authorization|cookie|apikey|token)$/i.test(name) &&
      /(?:^|[\n"'`>“‘])\s*(?:[<>]\s)?$/.test(text.slice(Math.max(0, match.index - 4), match.index));
    const before = text[match.index - 1] ?? "";
    const rest = text.slice(start, start + 8000);
    if (separator === "=" && /["'`]/.test(before)) {
      // The pair as a whole stands in quotes; an & may follow, with the next pair.
      const quoted = text.slice(start, endOfQuoted(text, start, before));
      addByName(last, start, start + (/^[^&\r\n]*/.exec(quoted)?.[0].length ?? 0));
    }
    const bare =
      (isHeader ? /^[^\r\n"'`“”‘’\\]{1,4000}/ : /^(?:\\[^\r\n]|[^\s"'`“”‘’&,;<>(){}[\]|\\]){1,8000}/).exec(rest)?.[0] ??
      "";
    if (bare === "") return;
    if (isCode && !isHeader && isVariable(bare, text[start + bare.length] ?? "")) return;
    addByName(last, start, start + bare.trimEnd().length);
  }

  function addByName(name: string, start: number, end: number): void {
    const kind: NameKind = kindOfName(name);
    const value = text.slice(start, end);
    if (/cookie/i.test(name)) return;
    if (kind === "public" || (kind === "other" && !looksOpaque(value))) return;
    if (kind === "other") {
      add(name, start, end);
      return;
    }
    if (/^https?:\/\//i.test(value) || /^\d{1,5}$/.test(value)) return;
    // An error's code, not a grant's.
    if (/code$/i.test(name) && /^(?:\d{1,9}|[A-Za-z_. -]+)$/.test(value)) return;
    if (/authorization|^auth$/i.test(name)) {
      const scheme = /^\s*[A-Za-z][\w-]*[ \t:]+/.exec(value)?.[0] ?? "";
      if (/^\s*basic/i.test(scheme)) return;
      add("Authorization", start + scheme.length, end);
      return;
    }
    add(name, start, end, kind);
  }

  function addCookies(value: string, start: number, isSet: boolean): void {
    for (const match of value.matchAll(/([^=;\s]{1,100})=([^;\s]*)/g)) {
      if (isSet && /^(?:path|domain|expires|max-age|samesite|version|priority)$/i.test(match[1] ?? "")) continue;
      const at = start + match.index + match[0].length - (match[2] ?? "").length;
      add(`cookie ${match[1]}`, at, at + (match[2] ?? "").length);
    }
  }

  function addLong(run: string, start: number): void {
    if (UUID.test(run)) {
      if (!TRACE.test(text.slice(Math.max(0, start - 40), start))) add("UUID", start, start + run.length, "id");
      return;
    }
    // A run that escapes break up is read where they are undone.
    const around = [
      text.slice(Math.max(0, start - 6), afterEscape(text, start)),
      text.slice(start + run.length, start + run.length + 6),
    ];
    if (ESCAPED_END.test(around[0] ?? "") || ESCAPED_START.test(around[1] ?? "")) return;
    for (const match of run.matchAll(/[^/.=]+/g)) {
      const from = afterEscape(text, start + match.index);
      if (
        looksRandom(text.slice(from, start + match.index + match[0].length).replace(/[-_~+]/g, "")) &&
        !TRACE.test(text.slice(Math.max(0, start - 40), start))
      )
        found.push({
          name: "long random text",
          start: from,
          end: start + match.index + match[0].length,
          kind: "secret",
          isShape: true,
        });
    }
  }
}

/** A value that no name explains, but that nobody would write as a setting. */
function looksOpaque(value: string): boolean {
  return (
    value.length >= 12 &&
    /^[\w+=.~|-][\w+/=.~|-]+$/.test(value) &&
    /\d/.test(value) &&
    /[A-Za-z]/.test(value) &&
    !/^https?:/i.test(value) &&
    !UUID.test(value) &&
    !/^\d{2,5}\//.test(value) &&
    !/^\d{4}-\d\d-\d\d/.test(value)
  );
}

function endOfQuoted(text: string, start: number, opening: string): number {
  const quote = opening.at(-1) ?? '"';
  const close = quote === "“" || quote === "”" ? "“”" : quote === "‘" || quote === "’" ? "‘’" : quote;
  const slashes = opening.length - 1;
  for (let i = start; i < text.length && i < start + 20_000; i++) {
    if (!close.includes(text[i] ?? "")) continue;
    // Doubled it is one of the text's own, in PowerShell and SQL; in a shell the text goes on.
    if (slashes === 0 && i > start && text[i + 1] === text[i]) {
      i++;
      continue;
    }
    let before = 0;
    while (text[i - 1 - before] === "\\" && i - before > start) before++;
    if (slashes > 0 ? before >= slashes && before < 2 * slashes + 1 : before % 2 === 0) return i - Math.max(slashes, 0);
  }
  const line = text.indexOf("\n", start);
  return line < 0 ? text.length : line;
}

/** In a program: `secret`, `self.token`, `get("x")`. */
function isVariable(bare: string, next: string): boolean {
  if (!/^[A-Za-z_$@][\w$.:>!?-]*$/.test(bare)) return false;
  return (
    next === "(" || next === "[" || !/\d/.test(bare) || /secret|token|client|id$|key|config|settings|env/i.test(bare)
  );
}
