import { rfc6749, type SpecLink } from "./spec.ts";

/** An `error` value of a token endpoint, as its specification means it. */
export interface ErrorCode {
  readonly code: string;
  /** In plain words, for a refresh. */
  readonly meaning: string;
  readonly spec: SpecLink;
}

const rfc8707: SpecLink = {
  name: "RFC 8707 §2",
  url: "https://www.rfc-editor.org/rfc/rfc8707#section-2",
};
const rfc9449 = (section: string): SpecLink => ({
  name: `RFC 9449 §${section}`,
  url: `https://www.rfc-editor.org/rfc/rfc9449#section-${section}`,
});

/** The codes of RFC 6749 section 5.2, and those that its extensions add for a refresh. */
export const ERROR_CODES: readonly ErrorCode[] = [
  {
    code: "invalid_request",
    meaning:
      "A parameter is missing, stands twice or has a value that is not allowed, or the client authenticates in two ways at once.",
    spec: rfc6749("5.2"),
  },
  {
    code: "invalid_client",
    meaning:
      "The client was not recognised: unknown, without credentials, with wrong ones, or with a method that is not accepted.",
    spec: rfc6749("5.2"),
  },
  {
    code: "invalid_grant",
    meaning: "The refresh token is invalid, expired, revoked, or was issued to another client.",
    spec: rfc6749("5.2"),
  },
  {
    code: "unauthorized_client",
    meaning: "The client is known, but may not use this grant.",
    spec: rfc6749("5.2"),
  },
  {
    code: "unsupported_grant_type",
    meaning: "The server does not know the value of grant_type, or did not find one.",
    spec: rfc6749("5.2"),
  },
  {
    code: "invalid_scope",
    meaning: "The scope is unknown or malformed, or asks for more than was granted.",
    spec: rfc6749("5.2"),
  },
  { code: "invalid_target", meaning: "The resource that the token is asked for is not known.", spec: rfc8707 },
  {
    code: "invalid_dpop_proof",
    meaning: "The DPoP proof is missing, stale or signed by another key.",
    spec: rfc9449("5"),
  },
  {
    code: "use_dpop_nonce",
    meaning: "The DPoP proof must hold the nonce that came with this answer.",
    spec: rfc9449("8"),
  },
];

/** The code of that name; the specifications' spelling is exact. */
export function findErrorCode(code: string): ErrorCode | undefined {
  return ERROR_CODES.find((known) => known.code === code);
}
