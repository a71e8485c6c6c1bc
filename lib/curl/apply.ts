import type { Span } from "../text/span.ts";
import { addedBy, concat, isKnown, slice, type Traced } from "../text/traced.ts";
import { encodeData, isDataOption, readData, type StandardInput } from "./data.ts";
import { parseFormPart, parseFormString } from "./form.ts";
import { maskUnknowns } from "./opaque.ts";
import type { AuthScheme, Operation, RequestKind, UrlNode } from "./operation.ts";
import type { CurlNote } from "./reading.ts";
import type { OptionTrouble } from "./trouble.ts";
import { setVariable, type Variables } from "./variables.ts";
import { isSince, type Release } from "./version.ts";

/** What an option has to work with besides its own value. */
export interface Context {
  operation: Operation;
  readonly release: Release;
  readonly input: StandardInput;
  readonly variables: Variables;
  readonly notes: CurlNote[];
}

/** One option as it is used: on (`--no-` is off), its value (empty for switches) and its place. */
export interface Use {
  readonly name: string;
  readonly on: boolean;
  readonly value: Traced;
  readonly span: Span;
}

/** Why curl stops at an option, with its own words where it prints any besides the reason. */
export interface Stop {
  readonly trouble: OptionTrouble;
  readonly message?: string;
}

const METHODS: Readonly<Record<RequestKind, string>> = {
  GET: "GET (-G, --get)",
  HEAD: "HEAD (-I, --head)",
  MIME: "multipart formpost (-F, --form)",
  POST: "POST (-d, --data)",
  PUT: "PUT (-T, --upload-file)",
};

/** Settles what kind of request an operation sends; the message of curl if that was settled otherwise before. */
export function chooseKind(operation: Operation, kind: RequestKind): string | null {
  if (operation.kind !== null && operation.kind !== kind) {
    const both = `${METHODS[kind]} and ${METHODS[operation.kind]}`;
    return `Warning: You can only select one HTTP request method! You asked for both ${both}.`;
  }
  operation.kind = kind;
  return null;
}

type Effect = (use: Use, context: Context) => Stop | null;

/** A date needs a day, a month by name or a number of eight digits; anything else names a file, which is missing. */
function isDate(value: Traced): boolean {
  return (
    !isKnown(value) ||
    /\d{4}-?\d{2}-?\d{2}|\d.*(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec).*\d/i.test(
      value.text,
    )
  );
}

function set(change: (operation: Operation, use: Use, context: Context) => void): Effect {
  return (use, context) => {
    change(context.operation, use, context);
    return null;
  };
}

function toggleAuth(scheme: AuthScheme): Effect {
  return set((operation, { on }) => {
    if (on) operation.auth.add(scheme);
    else operation.auth.delete(scheme);
  });
}

const proxy = (kind: "http" | "socks"): Effect =>
  set((operation, use) => {
    operation.proxy = use.value.text === "" ? null : use;
    operation.proxyKind = kind;
  });

const EFFECTS = new Map<string, Effect>(
  Object.entries({
    url: applyUrl,
    "url-query": applyQuery,
    form: applyForm,
    "form-string": applyForm,
    "upload-file": applyUpload,
    output: set((operation) => void takeNode(operation, "output")),
    "out-null": set((operation) => void takeNode(operation, "output")),
    "remote-name": set((operation, use, { release }) => {
      if (use.on || !isSince(release, "8.14.1")) takeNode(operation, "output");
    }),
    head: applyHead,
    header: applyHeader,
    "proxy-header": applyHeader,
    cookie: applyCookie,
    range: applyRange,
    "continue-at": applyResume,
    fail: applyFail,
    "fail-with-body": applyFail,
    "etag-save": applyEtag,
    "etag-compare": applyEtag,
    "write-out": applyWriteOut,
    clobber: applyClobber,
    "remove-on-error": applyClobber,
    referer: applyReferer,
    get: set((operation, use) => {
      operation.get = use.on;
    }),
    basic: toggleAuth("basic"),
    digest: toggleAuth("digest"),
    ntlm: (use, context) =>
      use.on && isSince(context.release, "8.21.0")
        ? { trouble: "unsupported-option" }
        : toggleAuth("ntlm")(use, context),
    "ntlm-wb": toggleAuth("ntlm-wb"),
    negotiate: toggleAuth("negotiate"),
    anyauth: set((operation, use) => {
      if (!use.on) return;
      operation.auth.clear();
      for (const scheme of ["basic", "digest", "ntlm", "negotiate", "bearer"] as const) operation.auth.add(scheme);
    }),
    "oauth2-bearer": set((operation, use) => {
      operation.auth.add("bearer");
      operation.bearer = use;
    }),
    "aws-sigv4": set((operation) => void operation.auth.add("aws-sigv4")),
    user: set((operation, use) => {
      operation.user = use;
    }),
    "proxy-user": set((operation, use) => {
      operation.proxyUser = use;
    }),
    request: set((operation, use) => {
      operation.method = use;
    }),
    "request-target": set((operation, use) => {
      operation.requestTarget = use;
    }),
    "user-agent": set((operation, use) => {
      operation.userAgent = use;
    }),
    "time-cond": set((operation, use) => {
      operation.timeCondition = isDate(use.value) ? use : null;
    }),
    proxy: proxy("http"),
    "proxy1.0": proxy("http"),
    socks4: proxy("socks"),
    socks4a: proxy("socks"),
    socks5: proxy("socks"),
    "socks5-hostname": proxy("socks"),
    proxytunnel: set((operation, use) => {
      operation.proxyTunnel = use.on;
    }),
    "http1.0": set((operation) => {
      operation.httpVersion = "1.0";
    }),
    "http1.1": set((operation) => {
      operation.httpVersion = "1.1";
    }),
    http2: set((operation) => {
      operation.httpVersion = "2";
    }),
    proto: set((operation, use) => {
      operation.protocols = isKnown(use.value) ? use.value.text : null;
    }),
    "proto-default": set((operation, use) => {
      operation.defaultProtocol = use.value.text;
    }),
    globoff: set((operation, use) => {
      operation.globbing = !use.on;
    }),
    "path-as-is": set((operation, use) => {
      operation.pathAsIs = use.on;
    }),
    "disallow-username-in-url": set((operation, use) => {
      operation.refusesUserinfo = use.on;
    }),
    compressed: set((operation, use) => {
      operation.compressed = use.on;
    }),
    "tr-encoding": set((operation, use) => {
      operation.transferEncoding = use.on;
    }),
    crlf: set((operation, use) => {
      operation.crlf = use.on;
    }),
    "use-ascii": set((operation, use) => {
      operation.ascii = use.on;
    }),
    "form-escape": set((operation, use) => {
      operation.formEscape = use.on;
    }),
    "remote-header-name": set((operation, use) => {
      operation.remoteHeaderName = use.on;
    }),
    include: set((operation, use) => {
      operation.showHeaders = use.on;
    }),
    netrc: set((_operation, use, { notes }) => {
      if (use.on) notes.push({ kind: "netrc", span: use.span });
    }),
    location: set((_operation, use, { notes }) => {
      if (use.on) notes.push({ kind: "follows-redirects", span: use.span });
    }),
    "proxy-ntlm": (_use, { release }) => (isSince(release, "8.21.0") ? { trouble: "unsupported-option" } : null),
    metalink: (_use, { release }) => (isSince(release, "8.14.1") ? null : { trouble: "bad-value" }),
    variable: ({ value }, { variables, input }) => {
      const trouble = setVariable(value, variables, input);
      return trouble && { trouble };
    },
    config: () => ({ trouble: "config-file" }),
  } satisfies Record<string, Effect>),
);

/** Does what one option does to its operation; what is not named in the table changes nothing on the wire. */
export function applyOption(use: Use, context: Context): Stop | null {
  if (isDataOption(use.name)) return applyData(use.name, use, context);
  const effect = EFFECTS.get(use.name);
  return effect ? effect(use, context) : null;
}

/** The first node that has none yet, or a new one at the end. */
function takeNode(operation: Operation, what: keyof Operation["filled"]): UrlNode {
  const index = operation.filled[what]++;
  const node = operation.nodes[index] ?? { url: null, upload: null };
  operation.nodes[index] = node;
  return node;
}

function applyUrl(use: Use, { operation, release }: Context): Stop | null {
  const modern = isSince(release, "8.14.1");
  if (modern && use.value.text === "" && isKnown(use.value)) return { trouble: "blank-value" };
  if (modern && maskUnknowns(use.value)[0] === "@") return { trouble: "missing-file" };
  takeNode(operation, "url").url = use;
  return modern && operation.filled.url > 1 && (operation.etagSave ?? operation.etagCompare)
    ? { trouble: "bad-value", message: ETAG }
    : null;
}

const ETAG = "curl: The etag options only work on a single URL";

function applyEtag(use: Use, { operation, release }: Context): Stop | null {
  if (isSince(release, "8.14.1") && operation.filled.url > 1) return { trouble: "bad-value", message: ETAG };
  if (use.name === "etag-compare") operation.etagCompare = use;
  else operation.etagSave = use;
  return null;
}

function applyData(name: Parameters<typeof readData>[0], use: Use, context: Context): Stop | null {
  const { operation, release, input, notes } = context;
  const modern = isSince(release, "8.14.1");
  const piece = readData(name, use.value, input, release);
  if (piece.file) {
    notes.push({ kind: "data-from-file", span: use.span, data: { file: piece.file.text } });
    if (modern) return { trouble: "missing-file", message: `curl: Failed to open ${piece.file.text}` };
  }
  if (name === "json") operation.json = true;
  // 7.88 joins after any data option, later releases only after data that were not empty.
  const joins = modern ? operation.hasData : operation.dataSpan !== null;
  if (joins && name !== "json") operation.data.push(addedBy("curl", "&"));
  operation.data.push(piece.content);
  operation.hasData ||= joins || piece.content.pieces.length > 0;
  operation.dataSpan ??= use.span;
  return null;
}

function applyQuery(use: Use, { operation, release, input, notes }: Context): Stop | null {
  const literal = maskUnknowns(use.value)[0] === "+";
  const piece = literal ? { content: slice(use.value, 1), file: null } : encodeData(use.value, input);
  if (piece.file) {
    notes.push({ kind: "data-from-file", span: use.span, data: { file: piece.file.text } });
    if (isSince(release, "8.14.1")) {
      return { trouble: "missing-file", message: `curl: Failed to open ${piece.file.text}` };
    }
  }
  if (operation.query.length > 0) operation.query.push(addedBy("curl", "&"));
  operation.query.push(piece.content);
  return null;
}

/** Multiparts in multiparts beyond this are taken for a mistake. */
const DEPTH = 200;

function applyForm(use: Use, { operation, release, input }: Context): Stop | null {
  const node =
    use.name === "form-string"
      ? parseFormString(use.value)
      : parseFormPart(use.value, operation.formDepth, input, release);
  if (!node) return { trouble: "bad-value", message: "Warning: Illegally formatted input field" };
  if (operation.formDepth >= DEPTH && node.step === "open") return { trouble: "bad-value" };
  operation.form.push(node);
  operation.formDepth += node.step === "open" ? 1 : node.step === "close" ? -1 : 0;
  const message = chooseKind(operation, "MIME");
  return message === null ? null : { trouble: "conflicting-options", message };
}

function applyUpload(use: Use, { operation }: Context): Stop | null {
  takeNode(operation, "upload").upload = use;
  return null;
}

function applyHead(use: Use, { operation }: Context): Stop | null {
  operation.head = use.on;
  operation.showHeaders = use.on;
  const message = chooseKind(operation, use.on ? "HEAD" : "GET");
  return message === null ? null : { trouble: "conflicting-options", message };
}

function applyHeader(use: Use, { operation, release, input, notes }: Context): Stop | null {
  const list = use.name === "header" ? operation.headers : operation.proxyHeaders;
  if (maskUnknowns(use.value)[0] !== "@") {
    list.push(use);
    return null;
  }
  const name = slice(use.value, 1).text;
  if (name === "-" || name === "/dev/stdin") {
    const read = input.read(use.value);
    for (const line of linesOf(read)) list.push({ value: line, span: use.span });
    return null;
  }
  if (name === "/dev/null") return null;
  notes.push({ kind: "header-from-file", span: use.span, data: { file: name } });
  return isSince(release, "8.14.1") ? { trouble: "missing-file", message: `curl: Failed to open ${name}` } : null;
}

function linesOf(value: Traced): Traced[] {
  return [...value.text.matchAll(/[^\r\n]+/g)].map((match) => slice(value, match.index, match.index + match[0].length));
}

/** A value with `=` is sent, another names a file; up to 7.88 a leading `@` makes it a file in any case. */
function applyCookie(use: Use, { operation, release, notes }: Context): Stop | null {
  const masked = maskUnknowns(use.value);
  const isText = masked.includes("=") || !isKnown(use.value);
  const isFile = !isText || (masked[0] === "@" && !isSince(release, "8.14.1"));
  if (!isFile) operation.cookies.push(use);
  else notes.push({ kind: "cookie-file", span: use.span, data: { file: use.value.text.replace(/^@/, "") } });
  return null;
}

function applyRange(use: Use, { operation, release }: Context): Stop | null {
  const modern = isSince(release, "8.14.1");
  if (modern && operation.resume) {
    return { trouble: "conflicting-options", message: "curl: --continue-at is mutually exclusive with --range" };
  }
  const digits = /^\d+/.exec(use.value.text)?.[0];
  const lacksDash = modern
    ? digits !== undefined && use.value.text[digits.length] !== "-"
    : !use.value.text.includes("-");
  if (digits !== undefined && lacksDash && isKnown(use.value)) {
    if (BigInt(digits) > 9223372036854775807n && !modern) return { trouble: "bad-value" };
    operation.range = { value: concat(slice(use.value, 0, digits.length), addedBy("curl", "-")), span: use.span };
  } else if (use.value.text === "" && modern) return { trouble: "blank-value" };
  else operation.range = use;
  return null;
}

function applyResume(use: Use, { operation, release }: Context): Stop | null {
  const text = use.value.text;
  if (isSince(release, "8.14.1")) {
    const other = operation.range
      ? "--range"
      : operation.removeOnError
        ? "--remove-on-error"
        : operation.noClobber
          ? "--no-clobber"
          : null;
    if (other) {
      return { trouble: "conflicting-options", message: `curl: --continue-at is mutually exclusive with ${other}` };
    }
    if (text !== "-" && isKnown(use.value) && !/^\d{1,18}$/.test(text)) return { trouble: "bad-number" };
  } else if (text !== "-" && isKnown(use.value)) {
    if (text.startsWith("-")) return { trouble: "negative-number" };
    if (!/^[ \t-\r]*\+?(0x[\da-f]+|\d+)$/i.test(text)) return { trouble: "bad-number" };
  }
  operation.resume = use;
  return null;
}

function applyClobber(use: Use, { operation, release }: Context): Stop | null {
  const conflicts = use.name === "clobber" ? !use.on : use.on;
  if (conflicts && operation.resume && isSince(release, "8.14.1")) {
    const other = use.name === "clobber" ? "--no-clobber" : "--remove-on-error";
    return { trouble: "conflicting-options", message: `curl: --continue-at is mutually exclusive with ${other}` };
  }
  if (use.name === "clobber") operation.noClobber = !use.on;
  else operation.removeOnError = use.on;
  return null;
}

/** --fail and --fail-with-body exclude each other up to 8.16; then the later one wins (27375ca364, 8.17.0). */
function applyFail(use: Use, { operation, release }: Context): Stop | null {
  if (use.name === "fail") operation.fail = use.on;
  else operation.failWithBody = use.on;
  return operation.fail && operation.failWithBody && !isSince(release, "8.21.0")
    ? {
        trouble: "conflicting-options",
        message: "curl: You must select either --fail or --fail-with-body, not both.",
      }
    : null;
}

/** The place of `;auto` counts: anywhere up to 7.88, later only at the end. */
function applyReferer(use: Use, { operation, release }: Context): Stop | null {
  const masked = maskUnknowns(use.value);
  const at = isSince(release, "8.14.1") ? (masked.endsWith(";auto") ? masked.length - 5 : -1) : masked.indexOf(";auto");
  operation.autoReferer = at >= 0;
  const value = at < 0 ? use.value : slice(use.value, 0, at);
  operation.referer = value.pieces.length === 0 ? null : { value, span: use.span };
  return null;
}

function applyWriteOut(use: Use, { release }: Context): Stop | null {
  const name = use.value.text;
  if (!name.startsWith("@") || /^@(-|\/dev\/(null|stdin))$/.test(name)) return null;
  return isSince(release, "8.14.1")
    ? { trouble: "missing-file", message: `curl: Failed to open ${name.slice(1)}` }
    : null;
}
