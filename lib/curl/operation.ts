import type { Span } from "../text/span.ts";
import type { Traced } from "../text/traced.ts";
import type { FormNode } from "./form.ts";

/** A value and the place of the option or word that gave it. */
export interface Placed {
  readonly value: Traced;
  readonly span: Span;
}

/** One URL of an operation with what belongs to it. Options may come before their URL; an output makes a node too. */
export interface UrlNode {
  url: Placed | null;
  /** -T: what is sent; an empty value means "nothing for this URL". */
  upload: Placed | null;
}

/** What curl's own request method is, as opposed to the word that -X puts in its place. */
export type RequestKind = "GET" | "HEAD" | "POST" | "MIME" | "PUT";

/** The ways to authenticate that were asked for. */
export type AuthScheme = "basic" | "bearer" | "digest" | "ntlm" | "ntlm-wb" | "negotiate" | "aws-sigv4";

/** All that the options before one `--next` (or the end) come to. */
export interface Operation {
  readonly nodes: UrlNode[];
  /** How many nodes, from the first on, have got theirs. */
  readonly filled: { url: number; output: number; upload: number };
  kind: RequestKind | null;
  readonly data: Traced[];
  /** True once any of the data is not empty. */
  hasData: boolean;
  /** Set by the first data option; empty data still make a POST. */
  dataSpan: Span | null;
  json: boolean;
  readonly query: Traced[];
  get: boolean;
  head: boolean;
  readonly form: FormNode[];
  /** How many multiparts inside the form are open. */
  formDepth: number;
  readonly headers: Placed[];
  readonly proxyHeaders: Placed[];
  readonly cookies: Placed[];
  readonly auth: Set<AuthScheme>;
  user: Placed | null;
  bearer: Placed | null;
  proxyUser: Placed | null;
  method: Placed | null;
  userAgent: Placed | null;
  referer: Placed | null;
  range: Placed | null;
  /** -C; "-" asks for the size of the output file, which nobody knows here. */
  resume: Placed | null;
  timeCondition: Placed | null;
  requestTarget: Placed | null;
  proxy: Placed | null;
  /** "http" for -x and --proxy1.0, "socks" for the others. */
  proxyKind: "http" | "socks";
  proxyTunnel: boolean;
  httpVersion: "1.0" | "1.1" | "2" | null;
  protocols: string | null;
  defaultProtocol: string | null;
  globbing: boolean;
  pathAsIs: boolean;
  refusesUserinfo: boolean;
  compressed: boolean;
  transferEncoding: boolean;
  /** --crlf or --use-ascii: a form goes out with CRLF for each LF. */
  crlf: boolean;
  ascii: boolean;
  autoReferer: boolean;
  formEscape: boolean;
  etagCompare: Placed | null;
  etagSave: Placed | null;
  noClobber: boolean;
  removeOnError: boolean;
  fail: boolean;
  failWithBody: boolean;
  remoteHeaderName: boolean;
  showHeaders: boolean;
}

/** An operation before any option. */
export function newOperation(): Operation {
  return {
    nodes: [],
    filled: { url: 0, output: 0, upload: 0 },
    kind: null,
    data: [],
    hasData: false,
    dataSpan: null,
    json: false,
    query: [],
    get: false,
    head: false,
    form: [],
    formDepth: 0,
    headers: [],
    proxyHeaders: [],
    cookies: [],
    auth: new Set(),
    user: null,
    bearer: null,
    proxyUser: null,
    method: null,
    userAgent: null,
    referer: null,
    range: null,
    resume: null,
    timeCondition: null,
    requestTarget: null,
    proxy: null,
    proxyKind: "http",
    proxyTunnel: false,
    httpVersion: null,
    protocols: null,
    defaultProtocol: null,
    globbing: true,
    pathAsIs: false,
    refusesUserinfo: false,
    compressed: false,
    transferEncoding: false,
    crlf: false,
    ascii: false,
    autoReferer: false,
    formEscape: false,
    etagCompare: null,
    etagSave: null,
    noClobber: false,
    removeOnError: false,
    fail: false,
    failWithBody: false,
    remoteHeaderName: false,
    showHeaders: false,
  };
}
