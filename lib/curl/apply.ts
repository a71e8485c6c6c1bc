import { isKnown, type Traced } from "../text/traced.ts";
import { applyData, applyEtag, applyForm, applyQuery, applyUpload, applyUrl } from "./apply-content.ts";
import { applyCookie, applyHead, applyHeader, applyReferer } from "./apply-headers.ts";
import { applyClobber, applyFail, applyRange, applyResume, applyWriteOut } from "./apply-output.ts";
import type { DataOption } from "./data.ts";
import { type Context, type Effect, type Stop, takeNode, type Use } from "./effect.ts";
import type { AuthScheme, Operation } from "./operation.ts";
import { setVariable } from "./variables.ts";
import { isSince } from "./version.ts";

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

const data =
  (name: DataOption): Effect =>
  (use, context) =>
    applyData(name, use, context);

const proxy = (kind: "http" | "socks"): Effect =>
  set((operation, use) => {
    operation.proxy = use.value.text === "" ? null : use;
    operation.proxyKind = kind;
  });

const EFFECTS = new Map<string, Effect>(
  Object.entries({
    url: applyUrl,
    data: data("data"),
    "data-ascii": data("data-ascii"),
    "data-binary": data("data-binary"),
    "data-raw": data("data-raw"),
    "data-urlencode": data("data-urlencode"),
    json: data("json"),
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
    metalink: (_use, { release }) =>
      isSince(release, "8.14.1") ? null : { trouble: "bad-value", message: "curl: --metalink is disabled" },
    variable: ({ value }, { variables, input }) => {
      const trouble = setVariable(value, variables, input);
      return trouble && { trouble };
    },
    config: ({ value }) => ({ trouble: "config-file", message: `curl: cannot read config from '${value.text}'` }),
  } satisfies Record<string, Effect>),
);

/** Does what one option does to its operation; what is not named in the table changes nothing on the wire. */
export function applyOption(use: Use, context: Context): Stop | null {
  const effect = EFFECTS.get(use.name);
  return effect ? effect(use, context) : null;
}
