import { formatBasic } from "../http/basic.ts";
import type { Reply } from "../http/exchange.ts";
import { encodeComponent, formatForm } from "../http/form.ts";
import { parseReplyText } from "../import/reply-text.ts";
import type { RefreshRequest } from "../oauth/refresh-request.ts";
import { writeWord } from "../shell/noise.testing.ts";
import { quoteCmd, quotePowershell } from "../shell/quote.ts";
import type { Random } from "../shell/random.testing.ts";
import { SNIPPET_TARGETS, toSnippets } from "../snippets/catalog.ts";

/** A case made up with secrets that are known. */
export interface GeneratedCase {
  readonly format: string;
  readonly text: string;
  readonly reply: string;
  readonly shell: string;
  readonly provider: string;
  readonly response: Reply;
  /** All that must not be left; of a JWT the values of the claims and the signature. */
  readonly secrets: readonly string[];
  /** The case's words that anybody may know. */
  readonly publicText: string;
}

const BASE62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const ALPHABETS: readonly string[] = [
  BASE62,
  BASE62,
  `${BASE62}-_`,
  `${BASE62}+/`,
  `${BASE62}-._~`,
  `${BASE62}!#$%&'()*+,-./:;<=>?@[]^_{|}~`,
  `${BASE62}"'\\\`$!%^& `,
  "0123456789abcdef",
  "0123456789ABCDEF",
  "abcdefghijklmnopqrstuvwxyz0123456789",
  "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
  "0123456789",
  "абвгдежзиклмнопрстуф0123456789",
  `${BASE62}éüßñ€`,
];
const PREFIXES = [
  "",
  "",
  "",
  "ghp_",
  "ghr_",
  "xoxb-",
  "xoxe-1-",
  "ya29.",
  "1//0",
  "v1.",
  "rt_",
  "0.",
  "Atzr|",
  "1000.",
];

interface Secrets {
  readonly values: string[];
  secret(): string;
  token(): string;
  jwt(): string;
  id(): string;
  session(): string;
}

function makeSecrets(random: Random): Secrets {
  const values: string[] = [];
  const run = (alphabet: string, length: number) => Array.from({ length }, () => random.pick([...alphabet])).join("");
  const keep = (value: string) => {
    values.push(value);
    return value;
  };
  const jwt = () => {
    const segment = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const [subject, session, signature] = [run(BASE62, 12), run("0123456789abcdef", 24), run(`${BASE62}-_`, 43)];
    values.push(subject, session, signature);
    const claims = {
      iss: "https://auth.example.com",
      sub: subject,
      typ: random.pick(["Refresh", "Bearer"]),
      sid: session,
      exp: 1_790_000_000 + random.int(9_999_999),
    };
    return `${segment({ alg: "HS256", typ: "JWT", kid: "k1" })}.${segment(claims)}.${signature}`;
  };
  return {
    values,
    jwt,
    id: () =>
      keep(
        random.pick([
          () => run(BASE62, 12 + random.int(20)),
          () => `${run("abcdef", 2)}-${run("0123456789", 8)}`,
          () => uuid(run),
        ])(),
      ),
    session: () => keep(run("0123456789abcdef", 32)),
    secret: () => keep(run(random.pick(ALPHABETS), 8 + random.int(40))),
    token: () =>
      random.chance(0.2)
        ? jwt()
        : keep(random.pick(PREFIXES) + run(random.pick(ALPHABETS.slice(0, 5)), 16 + random.int(60))),
  };
}

function uuid(run: (alphabet: string, length: number) => string): string {
  const hex = (length: number) => run("0123456789abcdef", length);
  return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
}

const ENDPOINT = "https://auth.example.com/oauth2/token";
const PUBLIC = `${ENDPOINT} grant_type refresh_token client_id client_secret access_token id_token expires_in token_type authorization`;

/** A case in one of all formats, with a reply that may tell secrets of its own. */
export function generateCase(random: Random): GeneratedCase {
  const secrets = makeSecrets(random);
  const refresh: RefreshRequest = {
    tokenEndpoint: ENDPOINT,
    clientId: secrets.id(),
    clientSecret: secrets.secret(),
    refreshToken: secrets.token(),
    clientAuth: random.pick(["client_secret_basic", "client_secret_post", "none"] as const),
    basicEncoding: random.pick(["form", "raw"] as const),
  };
  if (refresh.clientAuth === "none") secrets.values.splice(secrets.values.indexOf(refresh.clientSecret ?? ""), 1);
  const { format, shell, text } = random.pick(FORMATS)(refresh, random, secrets);
  const reply = random.pick(REPLIES)(refresh, random, secrets);
  return {
    format,
    shell,
    text,
    reply,
    provider: "",
    response: parseReplyText(reply),
    secrets: secrets.values,
    publicText: PUBLIC,
  };
}

interface Written {
  readonly format: string;
  readonly shell: string;
  readonly text: string;
}
type Writer = (refresh: RefreshRequest, random: Random, secrets: Secrets) => Written;

function pairsOf(refresh: RefreshRequest): [string, string][] {
  return [
    ["grant_type", "refresh_token"],
    ["refresh_token", refresh.refreshToken],
    ...(refresh.clientAuth === "client_secret_basic" ? [] : [["client_id", refresh.clientId] as [string, string]]),
    ...(refresh.clientAuth === "client_secret_post"
      ? [["client_secret", refresh.clientSecret ?? ""] as [string, string]]
      : []),
  ];
}

function basicOf(refresh: RefreshRequest): string | undefined {
  if (refresh.clientAuth !== "client_secret_basic") return undefined;
  return formatBasic(refresh.clientId, refresh.clientSecret ?? "", refresh.basicEncoding ?? "form");
}

const snippets: Writer[] = SNIPPET_TARGETS.map(({ id }) => (refresh, random, secrets) => {
  const snippet = toSnippets(refresh, { secrets: "literal" }).find((one) => one.id === id);
  if (!snippet?.code) return curl(refresh, random, secrets);
  return { format: id, shell: "auto", text: snippet.code };
});

/** curl as people type it, each word quoted in some way that bash reads alike. */
const curl: Writer = (refresh, random) => {
  const words = ["curl", ENDPOINT];
  const basic = basicOf(refresh);
  if (basic && random.chance(0.5)) words.push("-u", `${refresh.clientId}:${refresh.clientSecret}`);
  else if (basic) words.push("-H", `Authorization: ${basic}`);
  if (random.chance(0.3))
    words.push("-H", "Content-Type: application/json", "-d", JSON.stringify(Object.fromEntries(pairsOf(refresh))));
  else if (random.chance(0.5)) words.push("-d", formatForm(pairsOf(refresh)));
  else
    for (const [name, value] of pairsOf(refresh))
      words.push(random.pick(["--data-urlencode", "-d"]), `${name}=${value}`);
  return { format: "curl", shell: "posix", text: words.map((word) => writeWord(random, word)).join(" ") };
};

const inCmd: Writer = (refresh, random, secrets) => {
  const words = ["curl", ENDPOINT, "-d", formatForm(pairsOf(refresh)), ...headerWords(refresh)].map(quoteCmd);
  if (words.some((word) => !word.ok)) return curl(refresh, random, secrets);
  return { format: "cmd", shell: "cmd", text: words.map((word) => (word.ok ? word.text : "")).join(" ") };
};

const inPowershell: Writer = (refresh, random, secrets) => {
  const words = [ENDPOINT, "-d", formatForm(pairsOf(refresh)), ...headerWords(refresh)].map(quotePowershell);
  if (words.some((word) => !word.ok)) return curl(refresh, random, secrets);
  return {
    format: "powershell",
    shell: "powershell",
    text: `curl.exe ${words.map((word) => (word.ok ? word.text : "")).join(" ")}`,
  };
};

function headerWords(refresh: RefreshRequest): string[] {
  const basic = basicOf(refresh);
  return basic ? ["-H", `Authorization: ${basic}`] : [];
}

const rawHttp: Writer = (refresh, random, secrets) => {
  const basic = basicOf(refresh);
  const body = formatForm(pairsOf(refresh));
  const query = random.chance(0.2) ? `?api_key=${secrets.token()}` : "";
  const cookie = random.chance(0.3) ? `Cookie: sid=${secrets.session()}\r\n` : "";
  return {
    format: "http",
    shell: "auto",
    text: `POST /oauth2/token${query.replace(/[^\w?=.-]/g, (char) => encodeURIComponent(char))} HTTP/1.1\r\nHost: auth.example.com\r\nContent-Type: application/x-www-form-urlencoded\r\n${cookie}${basic ? `Authorization: ${basic}\r\n` : ""}Content-Length: ${body.length}\r\n\r\n${body}`,
  };
};

const har: Writer = (refresh, random) => {
  const basic = basicOf(refresh);
  const entry = {
    request: {
      method: "POST",
      url: ENDPOINT,
      headers: [
        { name: "Content-Type", value: "application/x-www-form-urlencoded" },
        ...(basic ? [{ name: "Authorization", value: basic }] : []),
      ],
      postData: {
        mimeType: "application/x-www-form-urlencoded",
        text: formatForm(pairsOf(refresh)),
        params: pairsOf(refresh).map(([name, value]) => ({ name, value })),
      },
    },
    response: {
      status: 400,
      headers: [],
      content: { mimeType: "application/json", text: '{"error":"invalid_grant"}' },
    },
  };
  return {
    format: "har",
    shell: "auto",
    text: JSON.stringify({ log: { version: "1.2", entries: [entry] } }, null, random.pick([0, 2])),
  };
};

const fetchText: Writer = (refresh, random) => {
  const basic = basicOf(refresh);
  const quote = random.pick(["'", '"'] as const);
  const text = (value: string) =>
    quote + JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll(quote, `\\${quote}`) + quote;
  const header = basic ? `, Authorization: ${text(basic)}` : "";
  return {
    format: "fetch",
    shell: "auto",
    text: `await fetch(${text(ENDPOINT)}, {\n  method: "POST",\n  headers: { "Content-Type": "application/x-www-form-urlencoded"${header} },\n  body: new URLSearchParams({ ${pairsOf(
      refresh,
    )
      .map(([name, value]) => `${name}: ${text(value)}`)
      .join(", ")} }),\n});`,
  };
};

const python: Writer = (refresh) => {
  const text = (value: string) => JSON.stringify(value);
  const auth =
    refresh.clientAuth === "client_secret_basic"
      ? `, auth=(${text(refresh.clientId)}, ${text(refresh.clientSecret ?? "")})`
      : "";
  return {
    format: "python",
    shell: "auto",
    text: `import requests\nr = requests.post("${ENDPOINT}"${auth}, data={\n${pairsOf(refresh)
      .map(([name, value]) => `    "${name}": ${text(value)},`)
      .join("\n")}\n})\nprint(r.text)`,
  };
};

/** A program that the readers cannot follow: values under names, the request elsewhere. */
const configuration: Writer = (refresh, random) => {
  const name = random.pick([
    (s: string) => s,
    (s: string) => s.toUpperCase(),
    (s: string) => s.replace(/_(\w)/g, (_, c: string) => c.toUpperCase()),
  ]);
  const text = (value: string) => JSON.stringify(value);
  const lines = [
    ["client_id", refresh.clientId],
    ["client_secret", refresh.clientSecret ?? ""],
    ["refresh_token", refresh.refreshToken],
  ]
    .filter(([key]) => key !== "client_secret" || refresh.clientAuth !== "none")
    .map(([key = "", value = ""]) =>
      random.pick([
        `${name(key)} = ${text(value)}`,
        `const ${name(key)} = ${text(value)};`,
        `"${name(key)}": ${text(value)},`,
      ]),
    );
  return { format: "configuration", shell: "auto", text: `${lines.join("\n")}\nclient.refresh()` };
};

const FORMATS: readonly Writer[] = [
  ...snippets,
  curl,
  curl,
  curl,
  curl,
  inCmd,
  inPowershell,
  rawHttp,
  har,
  fetchText,
  python,
  configuration,
];

type ReplyWriter = (refresh: RefreshRequest, random: Random, secrets: Secrets) => string;
const REPLIES: readonly ReplyWriter[] = [
  () => "",
  () => '{"error":"invalid_grant"}',
  (refresh) =>
    JSON.stringify({ error: "invalid_grant", error_description: `Token ${refresh.refreshToken} is not active` }),
  (refresh, random) =>
    `HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nSet-Cookie: ${random.pick(["session", "AWSALB"])}=x; Path=/\r\n\r\n${JSON.stringify({ error: "invalid_client", client: refresh.clientId, sent: encodeComponent(refresh.refreshToken) })}`,
  (_, random, secrets) =>
    JSON.stringify({
      access_token: secrets.token(),
      token_type: "Bearer",
      expires_in: 3600,
      refresh_token: secrets.token(),
      ...(random.chance(0.5) ? { id_token: secrets.jwt() } : {}),
    }),
  (refresh) =>
    `<!DOCTYPE html><html><body><h1>Error</h1><form action="/login"><input type="hidden" name="rt" value="${refresh.refreshToken.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)}"></form></body></html>`,
  (_, __, secrets) =>
    `access_token=${encodeComponent(secrets.token())}&token_type=bearer&refresh_token=${encodeComponent(secrets.token())}`,
  (refresh) => `curl: (3) URL rejected: ${encodeURIComponent(refresh.refreshToken)}`,
];
