import type { CurlReading } from "../curl/reading.ts";
import type { Clocks, Failure, Remote, Reply, UsedProxy } from "../http/exchange.ts";
import type { TextFormat } from "../http/format.ts";
import type { HttpRequest } from "../http/request.ts";
import type { AuthorizationReading } from "../oauth/client-auth.ts";
import type { RefreshRequest } from "../oauth/refresh-request.ts";
import type { Understood, UnderstoodParameter } from "../oauth/understood.ts";
import type { Provider } from "../providers/provider.ts";
import type { ShellCommand, ShellName, ShellReading } from "../shell/reading.ts";
import type { Ornament } from "../text/ornament.ts";
import type { Span } from "../text/span.ts";

/** How the request came in: pasted, filled into the form, or caught on the wire. */
export type Door = "text" | "form" | "wire";

/** What the request is for. */
export type Task = "refresh" | "discover" | "introspect" | "revoke" | "resource";

/** Something a reader of the text noticed; `kind` is a stable name. */
export interface Note {
  readonly kind: string;
  readonly span: Span;
  readonly data?: Readonly<Record<string, string>>;
}

/** Everything that rules may look at. What a door does not have is null. */
export interface Evidence {
  readonly door: Door;
  readonly task: Task;
  /** The pasted text; empty at the other doors. */
  readonly text: string;
  /** Typography outside of straight quotes in a text that is typed into a shell. */
  readonly ornaments: readonly Ornament[];
  readonly format: TextFormat | null;
  /** The shell that the caller named; null for none. */
  readonly asked: ShellName | null;
  /** What the shell made of the text as it was run: with a server's reply, curly quotes are read as straight ones. */
  readonly shell: ShellReading | null;
  /** What the shell makes of the text as it stands. */
  readonly pasted: ShellReading | null;
  /** The command of `shell` that sends the request. */
  readonly command: ShellCommand | null;
  readonly curl: CurlReading | null;
  /** Notes of the reader of a text that is no shell command. */
  readonly notes: readonly Note[];
  readonly form: RefreshRequest | null;
  readonly request: HttpRequest | null;
  /** As the token server reads it. */
  readonly understood: Understood | null;
  /** The parameters as their author meant them, wherever and in whatever format they were sent. */
  readonly meant: readonly UnderstoodParameter[];
  readonly authorization: AuthorizationReading | null;
  readonly reply: Reply | null;
  readonly failure: Failure | null;
  /** Who answered, where Regrant itself sent. */
  readonly remote: Remote | null;
  /** The clocks at both ends, where Regrant itself sent. */
  readonly clocks: Clocks | null;
  /** The proxy that Regrant itself sent through. */
  readonly proxy: UsedProxy | null;
  readonly provider: Provider | null;
  /** Of a discovery that found a document: the issuer that was asked for, and the one that it names. */
  readonly issuer: { readonly asked: string; readonly found: string | null } | null;
  /** Of a discovery: the addresses that were asked. */
  readonly triedUrls: readonly string[];
}

/** Evidence of nothing: the base that each door fills in. */
export const NO_EVIDENCE: Evidence = {
  door: "text",
  task: "refresh",
  text: "",
  ornaments: [],
  format: null,
  asked: null,
  shell: null,
  pasted: null,
  command: null,
  curl: null,
  notes: [],
  form: null,
  request: null,
  understood: null,
  meant: [],
  authorization: null,
  reply: null,
  failure: null,
  remote: null,
  clocks: null,
  proxy: null,
  provider: null,
  issuer: null,
  triedUrls: [],
};

/** The first parameter of that name that the author meant to send. */
export function findMeant(evidence: Pick<Evidence, "meant">, name: string): UnderstoodParameter | undefined {
  return evidence.meant.find((parameter) => parameter.name.text === name);
}

/** True where a server's HTTP reply is at hand. */
export function hasReply(evidence: Pick<Evidence, "reply">): boolean {
  return (evidence.reply?.status ?? 0) >= 100;
}
