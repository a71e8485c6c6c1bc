import "server-only";
import { inspect } from "../diagnose/from-text.ts";
import type { HttpResponse } from "../http/exchange.ts";
import { formatUrl, type HttpRequest } from "../http/request.ts";
import type { Truth } from "../practice/reply.ts";
import type { ShellName } from "../shell/reading.ts";
import { decodeBytes, fromBase64 } from "../text/bytes.ts";
import { addedBy } from "../text/traced.ts";
import { deliver, toPracticeRequest } from "./deliver.ts";
import { parseEndpoint } from "./egress.ts";
import { explainPractice } from "./practice-store.ts";
import type { Settings } from "./settings.ts";

/** A command as it stands in an exercise, and the server that it is for. */
export interface LessonOrder {
  readonly text: string;
  readonly shell: ShellName;
  readonly server: "strict" | "lenient";
}

/** What came of it. `problem` tells why nothing was sent; `truth` is the server's private reason. */
export interface LessonOutcome {
  readonly problem: string | null;
  readonly sent: { readonly base64: string } | null;
  readonly reply: { readonly status: number; readonly raw: { readonly base64: string } } | null;
  readonly accepted: boolean;
  readonly error: string | null;
  readonly refreshToken: string | null;
  readonly truth: Truth | null;
}

const NOTHING_SENT: LessonOutcome = {
  problem: null,
  sent: null,
  reply: null,
  accepted: false,
  error: null,
  refreshToken: null,
  truth: null,
};

const TIMEOUT_MS = 10_000;

/** Reads a command as its shell and its client do, and sends what it makes to the practice server of this very process. */
export async function tryLesson(order: LessonOrder, own: Settings, signal: AbortSignal): Promise<LessonOutcome> {
  const prepared = prepare(order, own.origins);
  if (!prepared.ok) return { ...NOTHING_SENT, problem: prepared.problem };
  const { request, url } = prepared;
  const truth = await explain(request, url);
  const { request: sent, response, failure } = await deliver({ request, url, timeoutMs: TIMEOUT_MS }, own, { signal });
  if (!response) return { ...NOTHING_SENT, sent: sent.raw, problem: failure?.message ?? "No answer came." };
  const body = readObject(response);
  const word = (name: string) => (typeof body[name] === "string" ? body[name] : null);
  return {
    problem: null,
    sent: sent.raw,
    reply: { status: response.status, raw: response.raw },
    accepted: response.status === 200 && word("access_token") !== null,
    error: word("error"),
    refreshToken: word("refresh_token"),
    truth,
  };
}

type Prepared =
  | { readonly ok: true; readonly request: HttpRequest; readonly url: URL }
  | { readonly ok: false; readonly problem: string };

const PATHS = ["/practice/token", "/practice/authorize"];

function prepare({ text, shell, server }: LessonOrder, origins: readonly string[]): Prepared {
  const refuse = (problem: string): Prepared => ({ ok: false, problem });
  const { request, unknowns } = inspect({ text, shell });
  if (!request) return refuse("The text makes no request. Nothing was sent.");
  if (unknowns.length > 0) return refuse("The text holds variables that have no value here. Nothing was sent.");
  const parsed = parseEndpoint(formatUrl(request));
  if (!parsed.ok) return refuse(`${parsed.problem} Nothing was sent.`);
  const { url } = parsed;
  if (!origins.includes(url.origin)) {
    return refuse("The request goes to another server. Exercises go to the practice server alone; nothing was sent.");
  }
  if (!PATHS.includes(url.pathname)) return refuse("The practice server has no such address. Nothing was sent.");
  const head = [request.method, request.target, ...request.headers.flatMap(({ name, value }) => [name, value])];
  if (head.some((part) => /[\r\n\0]/.test(part.text))) {
    return refuse("A line break or NUL stands in the head of the request. Nothing was sent.");
  }
  return { ok: true, request: server === "lenient" ? withLeniency(request) : request, url };
}

/** The same request to the forgiving server, which stands at the same address: the first `dialect` counts. */
function withLeniency(request: HttpRequest): HttpRequest {
  const [path = "", query = ""] = request.target.text.split(/\?(.*)/s);
  const target = `${path}?dialect=lenient${query === "" ? "" : `&${query}`}`;
  return { ...request, target: addedBy("regrant", target) };
}

const WRONG_ADDRESS: Truth = {
  rule: "wrong-endpoint",
  sentence: "This is the authorization endpoint: people sign in here, and no program gets a token.",
};
const WRONG_METHOD: Truth = { rule: "method-not-post", sentence: "The token endpoint takes POST alone." };

/** The same server's reason for the same request, asked just before it is sent. */
async function explain(request: HttpRequest, url: URL): Promise<Truth> {
  if (url.pathname === "/practice/authorize") return WRONG_ADDRESS;
  return request.method.text === "POST" ? explainPractice(toPracticeRequest(request)) : WRONG_METHOD;
}

function readObject({ body }: HttpResponse): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(decodeBytes(fromBase64(body.base64) ?? new Uint8Array()));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
