import { formatBasic } from "../http/basic.ts";
import type {
  AuthorizationFact,
  AuthorizationFactKind,
  AuthorizationReading,
  Credentials,
} from "../oauth/client-auth.ts";
import type { RuleTools } from "./define-rule.ts";
import type { Evidence } from "./evidence.ts";
import type { Fix } from "./finding.ts";
import { atHeaderValue, atSpan, atValue, type Place } from "./place.ts";
import { isPlaceholderText } from "./placeholder.ts";
import { replacePart } from "./rewrite.ts";

/** The message for an excerpt whose encoder makes the malformation, whatever the values; `note` is the reader's name for it. */
export interface EncoderSlip<M extends string> {
  readonly note: string;
  readonly message: M;
}

/** The check of a rule on one malformation of the Authorization header; its messages are named after the causes. */
export function checkFact<M extends string>(
  kind: AuthorizationFactKind,
  causes: Readonly<Record<string, M>>,
  encoder?: EncoderSlip<M>,
): (evidence: Evidence, tools: RuleTools<M>) => void {
  return (evidence, { report, clear }) => {
    const { authorization, notes } = evidence;
    if (!authorization) return;
    const slip = encoder && notes.find((note) => note.kind === encoder.note);
    if (slip)
      return report(encoder.message, atSpan(slip.span), { data: { written: slip.data?.written ?? "the encoder" } });
    const fact = authorization.facts.find((one) => one.kind === kind);
    const message = fact && causes[fact.cause];
    // A quoted value and a placeholder have rules of their own.
    if (fact && (/^\s*(["']).*\1\s*$/.test(authorization.field.value.text) || isLeft(fact, authorization))) return;
    if (!fact || !message) {
      if (authorization.facts.length === 0 && authorization.credentials) clear();
      return;
    }
    report(message, placeOf(authorization), {
      data: toData(authorization, fact),
      fix: toFix(evidence, authorization, fact),
    });
  };
}

function isLeft({ kind }: AuthorizationFact, { token }: AuthorizationReading): boolean {
  // Editors of .http files encode a pair of their variables themselves.
  return kind === "not-base64" && (isPlaceholderText(token.text) || /^\{\{[^{}]+\}\}:\{\{[^{}]+\}\}$/.test(token.text));
}

/** True where the form itself has form-encoded id and secret, so that decoding them gives back what was typed. */
export function isEncodedByForm({ form, authorization }: Pick<Evidence, "form" | "authorization">): boolean {
  const isMade = authorization?.field.value.pieces.some(
    ({ origin }) => origin.door === "field" && origin.field === "clientSecret",
  );
  return form !== null && isMade === true && form.basicEncoding !== "raw";
}

/** The header, or the `-u` that it is computed from. */
export function placeOf({ field, parts }: AuthorizationReading): Place {
  if (!field.credentials) return atHeaderValue(field);
  return parts
    ? atValue("headers.Authorization", parts.id, parts.secret)
    : atValue("headers.Authorization", field.credentials);
}

/** What messages show: the value as sent, the text behind it, and what it should be. */
function toData(authorization: AuthorizationReading, fact: AuthorizationFact) {
  const { token, decoded, field } = authorization;
  const meant = fact.meant ?? authorization.credentials;
  return {
    token: shorten(token.text),
    header: shorten(field.value.text),
    decoded: shorten(JSON.stringify(decoded ?? "").slice(1, -1)),
    meant: meant ? `${meant.id}:${meant.secret}` : "id:secret",
    right: meant ? toToken(meant) : "base64(id:secret)",
    id: meant?.id ?? "id",
    secret: meant?.secret ?? "secret",
  };
}

function shorten(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

/** The header for credentials; those that already are form-encoded stay as they are. */
export function toBasic({ id, secret }: Credentials): string {
  return formatBasic(id, secret, /%[0-9A-Fa-f]{2}/.test(id + secret) ? "raw" : "form");
}

function toToken(meant: Credentials): string {
  return toBasic(meant).slice("Basic ".length);
}

function toFix(
  evidence: Evidence,
  { field, scheme }: AuthorizationReading,
  { meant }: AuthorizationFact,
): Fix | undefined {
  if (!meant || meant.id === "" || meant.secret === "") return undefined;
  if (!field.credentials) {
    const edits = scheme === "bearer" ? undefined : replacePart(evidence, field.value, toBasic(meant));
    return edits && { title: "Write the header as it should be", edits };
  }
  const edits = replacePart(evidence, field.credentials, `${meant.id}:${meant.secret}`);
  return edits && { title: "Give -u the plain id and secret; curl encodes them", edits };
}
