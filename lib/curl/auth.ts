import type { HeaderField } from "../http/request.ts";
import { encodeBytes, toBase64 } from "../text/bytes.ts";
import type { Span } from "../text/span.ts";
import { addedBy, concat, hullOrigin, isKnown, NOTHING, slice, type Traced } from "../text/traced.ts";
import { ownHeader, type UserHeaders } from "./headers.ts";
import { maskUnknowns } from "./opaque.ts";
import type { AuthScheme, Operation } from "./operation.ts";
import type { CurlNote } from "./reading.ts";
import type { CurlUrl } from "./url.ts";
import { isSince, type Release } from "./version.ts";

/** What curl does to authenticate one request. */
export interface Authentication {
  readonly header: HeaderField | null;
  /** `user:password` as curl was given it, before any encoding. */
  readonly credentials: Traced | null;
  /** The first request of a conversation (Digest, NTLM): it goes out with an empty body. */
  readonly isProbe: boolean;
}

/** A request that goes out without authentication. */
export const NONE: Authentication = { header: null, credentials: null, isProbe: false };
const SCHEME = addedBy("curl", "Basic ");
const NTLM_HELLO = "NTLM TlRMTVNTUAABAAAABoIIAAAAAAAAAAAAAAAAAAAAAAA=";

/** The Authorization header of a request. -u beats what the URL says, one scheme alone is sent, none of several. */
export function authenticate(
  operation: Operation,
  users: UserHeaders,
  url: CurlUrl,
  isBodyless: boolean,
  release: Release,
  notes: CurlNote[],
): Authentication {
  const credentials = credentialsOf(operation, url, release, notes);
  if (!credentials && !operation.bearer) return NONE;
  const [scheme = "basic", ...others] = operation.auth;
  if (others.length > 0) return { ...NONE, credentials };
  const silenced = users.has("authorization");
  if (scheme === "bearer") {
    if (silenced || !operation.bearer) return { ...NONE, credentials };
    return {
      header: ownHeader("Authorization", concat(addedBy("curl", "Bearer "), operation.bearer.value)),
      credentials,
      isProbe: false,
    };
  }
  if (scheme === "basic") {
    if (silenced || !credentials) return { ...NONE, credentials };
    return { header: ownHeader("Authorization", toBasic(credentials)), credentials, isProbe: false };
  }
  return converse(scheme, credentials, silenced, isBodyless);
}

/** Schemes that need the server's answer first. */
function converse(
  scheme: AuthScheme,
  credentials: Traced | null,
  silenced: boolean,
  isBodyless: boolean,
): Authentication {
  if (scheme === "aws-sigv4") {
    const value: Traced = {
      text: "<AWS signature>",
      pieces: [{ text: "<AWS signature>", origin: { door: "added", by: "curl" }, unknown: "AWS signature" }],
    };
    return { header: silenced ? null : ownHeader("Authorization", value), credentials, isProbe: false };
  }
  const header = scheme === "ntlm" ? ownHeader("Authorization", NTLM_HELLO) : null;
  const isProbe = !isBodyless && (scheme === "digest" || scheme === "ntlm");
  return { header, credentials, isProbe };
}

/** `Basic` and the base64 of the credentials; of unknown ones a text that says so and names them. */
export function toBasic(credentials: Traced): Traced {
  if (!isKnown(credentials)) {
    return concat(SCHEME, addedBy("curl", "<base64 of "), credentials, addedBy("curl", ">"));
  }
  const text = toBase64(encodeBytes(credentials.text));
  const origin = hullOrigin(credentials) ?? { door: "added", by: "curl" };
  return concat(SCHEME, { text, pieces: [{ text, origin }] });
}

/** In 8.21 a -u without a name takes the name (and a password) from the URL, and empty credentials are none. */
function credentialsOf(operation: Operation, url: CurlUrl, release: Release, notes: CurlNote[]): Traced | null {
  const option = operation.user;
  if (!isSince(release, "8.21.0")) {
    return option ? userOption(option.value, option.span, operation, notes) : userInUrl(url, NOTHING);
  }
  const colon = option ? maskUnknowns(option.value).indexOf(":") : -1;
  const hasName = option !== null && option.value.pieces.length > 0 && colon !== 0;
  if (hasName) return userOption(option.value, option.span, operation, notes);
  const password = option && colon === 0 ? slice(option.value, 1) : NOTHING;
  const credentials = userInUrl(url, password) ?? concat(addedBy("curl", ":"), password);
  return credentials.text === ":" && isKnown(credentials) ? null : credentials;
}

function userInUrl({ user, password }: CurlUrl, otherwise: Traced): Traced | null {
  return user || password ? concat(user ?? NOTHING, addedBy("curl", ":"), password ?? otherwise) : null;
}

/** Without a colon curl asks for a password; where nobody answers it is empty. */
function userOption(value: Traced, span: Span, operation: Operation, notes: CurlNote[]): Traced {
  const colon = maskUnknowns(value).indexOf(":");
  if (colon >= 0) return value;
  if (isKnown(value) && !operation.bearer && !value.text.startsWith(";")) notes.push({ kind: "password-prompt", span });
  return concat(slice(value, 0), addedBy("curl", ":"));
}
