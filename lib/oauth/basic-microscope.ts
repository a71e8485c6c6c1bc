import { type BasicEncoding, formatBasic } from "../http/basic.ts";
import { decodeFormText } from "../http/form.ts";
import type { AuthorizationReading, Credentials } from "./client-auth.ts";

/** A way to write the header right: form-encoded as RFC 6749 section 2.3.1 says, or raw as many servers take it. */
export interface RightBasic {
  readonly encoding: BasicEncoding;
  readonly value: string;
}

/**
 * An `Authorization` header that is meant to be Basic, layer by layer: what is sent, the text behind the base64, and the
 * id and secret in it as they stand and as a server that form-decodes reads them. `meant` are the plain id and secret.
 */
export interface BasicMicroscope {
  readonly sent: string;
  readonly decoded: string | null;
  readonly raw: Credentials | null;
  readonly formDecoded: Credentials | null;
  readonly meant: Credentials | null;
  /** The header as it should be: one where the encoding makes no difference, else both. Empty where it cannot be told. */
  readonly right: readonly RightBasic[];
  /** Which of `right` is what is sent; null for neither. */
  readonly match: BasicEncoding | "both" | null;
}

/** Looks into the header; null where there is no Basic, or where it holds what only run time knows. */
export function magnifyBasic(authorization: AuthorizationReading | null): BasicMicroscope | null {
  if (!authorization || authorization.unknown || authorization.scheme === "bearer") return null;
  const { scheme, field, decoded, credentials, facts } = authorization;
  // Of another scheme only what a fact takes for a slip of Basic is looked into.
  if (scheme !== "basic" && facts.length === 0) return null;
  const sent = field.value.text;
  const meant = toPlain(facts.find((fact) => fact.meant !== null)?.meant ?? credentials);
  const right = meant && meant.id !== "" ? toRight(meant) : [];
  const matching = right.filter(({ value }) => value === sent);
  return {
    sent,
    decoded,
    raw: credentials,
    formDecoded: credentials && formDecode(credentials),
    meant,
    right,
    match: matching.length === 0 ? null : right.length === 1 ? "both" : (matching[0]?.encoding ?? null),
  };
}

function formDecode({ id, secret }: Credentials): Credentials {
  return { id: decodeFormText(id), secret: decodeFormText(secret) };
}

/** What holds `%XX` was form-encoded before; a `+` alone is as likely a plus. */
function toPlain(credentials: Credentials | null): Credentials | null {
  if (!credentials) return null;
  return /%[0-9A-Fa-f]{2}/.test(credentials.id + credentials.secret) ? formDecode(credentials) : credentials;
}

function toRight({ id, secret }: Credentials): RightBasic[] {
  const [form, raw] = (["form", "raw"] as const).map((encoding) => ({
    encoding,
    value: formatBasic(id, secret, encoding),
  }));
  if (!form || !raw) return [];
  return form.value === raw.value ? [form] : [form, raw];
}
