import type { Reply } from "../http/exchange.ts";
import { readReply, type TokenReply } from "../oauth/token-reply.ts";
import { type ClientMessage, findClientMessage } from "../providers/replies/client-messages.ts";
import { findKnownReplies } from "../providers/replies/find-replies.ts";
import type { KnownReply } from "../providers/replies/reply.ts";
import { once } from "../text/once.ts";
import { isKnown } from "../text/traced.ts";
import { type Evidence, findMeant } from "./evidence.ts";
import type { Finding } from "./finding.ts";

/** How far a server got before it refused: the form, then the client, then the grant (RFC 6749 section 5.2). */
export type Phase = "form" | "client" | "grant";

/** What the reply comes to once the request itself shows no fault. */
export interface Conclusion {
  readonly rule: string;
  readonly phase: Phase;
  /** The known reply that it rests on; null where the code alone tells. */
  readonly known: KnownReply | null;
  /** The reply in a few words, for messages. */
  readonly said: string;
}

const readOnce = once<Reply, TokenReply>(readReply);
const findMessageOnce = once(({ words }: TokenReply) => findClientMessage(words));

/** The reply, read once for all rules; null where none is at hand. */
export function replyOf({ reply }: Pick<Evidence, "reply">): TokenReply | null {
  return reply && readOnce(reply);
}

/** What the client printed instead of an answer, as far as it is known. */
export function printedOf(evidence: Pick<Evidence, "reply">): ClientMessage | undefined {
  const reply = replyOf(evidence);
  return reply?.kind === "no-http" ? findMessageOnce(reply) : undefined;
}

/** The known reply that tells which rule it is; undefined where none does. */
export function knownReplyOf(evidence: Pick<Evidence, "reply" | "provider">): KnownReply | undefined {
  return evidence.reply ? findKnownOnce(evidence) : undefined;
}

const findKnownOnce = once((evidence: Pick<Evidence, "reply" | "provider">): KnownReply | undefined => {
  const reply = replyOf(evidence);
  if (!reply || reply.kind === "tokens" || reply.kind === "no-http") return undefined;
  return findKnownReplies(reply, evidence.provider).find(({ known }) => known.rule !== null)?.known;
});

/** What a server said in words to a request that is not at hand, as far as it is known. */
export function answeredOf(
  evidence: Pick<Evidence, "reply" | "provider" | "request">,
): { readonly from: string; readonly meaning: string; readonly rule: string } | undefined {
  const known = evidence.request ? undefined : knownReplyOf(evidence);
  if (!known?.rule || known.text === null) return undefined;
  return { from: evidence.provider?.name ?? "The server", meaning: known.meaning, rule: known.rule };
}

/** The code and the words of the reply, for messages; the words of a server may be long. */
export function saidBy(reply: TokenReply): string {
  if (reply.error === null) return `status ${reply.status}`;
  const words = reply.description === null ? "" : ` (${clip(reply.description)})`;
  return `${clip(reply.error)}${words}`;
}

function clip(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 120 ? `${line.slice(0, 117)}…` : line;
}

/** How far the server got with this request, as its reply shows; undefined where it does not. */
export function phaseOf(evidence: Pick<Evidence, "reply" | "provider">): Phase | undefined {
  const reply = replyOf(evidence);
  if (!reply) return undefined;
  if (reply.kind === "tokens") return "grant";
  const rule = knownReplyOf(evidence)?.rule;
  if (rule && rule !== "wrong-endpoint") return phaseOfRule(rule);
  return reply.error === null ? undefined : PHASES[reply.error];
}

const PHASES: Readonly<Record<string, Phase | undefined>> = {
  invalid_request: "form",
  unsupported_grant_type: "form",
  invalid_client: "client",
  unauthorized_client: "client",
  invalid_grant: "grant",
  invalid_scope: "grant",
};

function phaseOfRule(rule: string): Phase {
  if (/^(?:refresh-token-|authorization-code-|access-token-|malformed-refresh|scope-|spa-token)/.test(rule))
    return "grant";
  return /(?:client|secret|auth-method|^basic-)/.test(rule) ? "client" : "form";
}

/** Rules that tell faults of the client's credentials alone. */
export function isAboutClient(rule: string): boolean {
  return /^(?:basic-|secret-|credentials-|two-client-|bearer-|hashed-client|wrong-header-name)/.test(rule);
}

/**
 * What an error reply comes to; undefined where the faults that were found before explain it, where it is no error, or
 * where nobody can tell.
 */
export function findConclusion(evidence: Evidence, found: readonly Finding[]): Conclusion | undefined {
  const reply = replyOf(evidence);
  if (!reply || reply.kind === "tokens" || reply.kind === "no-http") return undefined;
  const known = knownReplyOf(evidence) ?? null;
  const rule = adapt(known?.rule ?? ruleOfCode(reply, evidence), evidence);
  if (rule === undefined) return undefined;
  const phase = phaseOfRule(rule);
  if (!evidence.request && !isReplyAlone(evidence) && phase !== "grant" && !isTelling(known)) return undefined;
  const isExplained = found.some(
    (finding) => finding.severity === "error" && (phase !== "grant" || !isAboutClient(finding.rule)),
  );
  return isExplained ? undefined : { rule, phase, known, said: saidBy(reply) };
}

/**
 * Of a request that could not be read nobody can say that it is right. A look at the token shows it by itself; otherwise
 * the server must have said in words what it misses.
 */
function isTelling(known: KnownReply | null): boolean {
  return known !== null && known.text !== null && known.rule !== "wrong-secret";
}

/** True where somebody pasted an answer and nothing else. */
export function isReplyAlone({ format, request }: Pick<Evidence, "format" | "request">): boolean {
  return !request && format === "error-reply";
}

/** True where the server refused the client, and a fault of the credentials that was found tells why. */
export function isRefusalExplained(evidence: Evidence, found: readonly Finding[]): boolean {
  if (phaseOf(evidence) !== "client" || !hasSecret(evidence)) return false;
  return found.some(
    ({ rule, severity, part }) =>
      severity === "error" && (isAboutClient(rule) || /client_|Authorization|client(?:Id|Secret)/.test(part ?? "")),
  );
}

function ruleOfCode(reply: TokenReply, evidence: Evidence): string | undefined {
  const grant = findMeant(evidence, "grant_type")?.value.text;
  switch (reply.error) {
    case "invalid_client":
      return "wrong-secret";
    case "unauthorized_client":
      return "unauthorized-client";
    case "unsupported_grant_type":
      return evidence.request && grant === "refresh_token" ? "unauthorized-client" : undefined;
    case "invalid_grant":
      return "refresh-token-dead";
    case "invalid_scope":
      return "scope-widened";
    case null:
      return reply.status === 401 && reply.kind !== "html" ? "wrong-secret" : undefined;
    default:
      return reply.status === 401 && reply.kind === "other-error" ? "wrong-secret" : undefined;
  }
}

/** A verdict on the values only where such values were sent, and with the method that the provider takes. */
function adapt(rule: string | undefined, evidence: Evidence): string | undefined {
  const { request } = evidence;
  if (rule === undefined || !request) return rule;
  // Credentials are there: then the server does not know them.
  if (rule === "missing-client-auth" && hasSecret(evidence)) return "wrong-client";
  if (rule === "wrong-secret" || rule === "wrong-client") {
    if (isMethodRefused(evidence)) return "wrong-auth-method";
    return rule === "wrong-secret" && !hasSecret(evidence) ? undefined : rule;
  }
  if (!rule.startsWith("refresh-token-")) return rule;
  const grant = findMeant(evidence, "grant_type");
  if (!grant || !isKnown(grant.value) || grant.value.text === "refresh_token") return rule;
  return grant.value.text === "authorization_code" ? "authorization-code-used" : undefined;
}

function hasSecret(evidence: Evidence): boolean {
  const inBody = ["client_secret", "client_assertion"].some((name) => findMeant(evidence, name));
  return evidence.authorization !== null || inBody;
}

/** The provider is known to take one way only, and the request goes the other. */
function isMethodRefused({ provider, authorization, meant }: Evidence): boolean {
  if (!provider) return false;
  const { methods } = provider.clientAuth;
  if (authorization?.scheme === "basic") return !provider.emptySecret && !methods.includes("client_secret_basic");
  const inBody = meant.some(({ name, from }) => name.text === "client_secret" && from === "body");
  return inBody && !methods.includes("client_secret_post");
}

/** By which evidence the request is right, as the first sentence of a verdict on a token. */
export function rightBecause({ said }: Conclusion, { request }: Evidence): string {
  const begin = request ? "The request is right in form: it" : "The request itself is not at hand, but the reply";
  return request
    ? `${begin} was read, and the client was accepted, or the server would not have come as far as ${said}.`
    : `${begin} shows that it was read and the client accepted: ${said}.`;
}
