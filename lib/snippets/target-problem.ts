import type { TokenCall } from "./token-call.ts";

/** True if the target holds what RFC 3986 does not allow in a URI, which the URL standard lets pass. */
export function hasForbiddenCharacter(call: TokenCall): boolean {
  return /[^A-Za-z0-9\-._~:/?@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})/.test(call.target);
}

/**
 * Why a client that rewrites URLs would send another target; undefined if it would not. Such clients decode escaped
 * unreserved characters, write escapes in upper case and escape what RFC 3986 does not allow in a URI.
 */
export function findTargetProblem(call: TokenCall): string | undefined {
  const escapes = call.target.match(/%[0-9A-Fa-f]{2}/g) ?? [];
  const isRewritten = escapes.some((triplet) => {
    const char = String.fromCharCode(Number.parseInt(triplet.slice(1), 16));
    return triplet !== triplet.toUpperCase() || /[A-Za-z0-9._~-]/.test(char);
  });
  return isRewritten || hasForbiddenCharacter(call)
    ? "This client would rewrite the escapes in the endpoint's URL."
    : undefined;
}
