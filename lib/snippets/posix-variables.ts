/**
 * Shell text, for use inside double quotes, that percent-encodes every byte of a variable with POSIX tools alone. Any
 * form decoder reads it; it is only used where a value needs encoding at all. bash, zsh, dash and fish (3.4 and later)
 * read it alike.
 */
export function percentEncodeInShell(variable: string): string {
  return `$(printf %s "$${variable}" | od -An -v -tx1 | tr -d ' \\n' | sed 's/\\(..\\)/%\\1/g')`;
}

/** Shell text, for use inside double quotes: base64 of `id:secret`, both from the environment, on one line. */
export const BASE64_OF_CREDENTIALS = `$(printf %s:%s "$CLIENT_ID" "$CLIENT_SECRET" | base64 | tr -d '\\n')`;

/** As `BASE64_OF_CREDENTIALS`, with both percent-encoded first. */
export function base64OfEncodedCredentials(): string {
  const [id, secret] = ["CLIENT_ID", "CLIENT_SECRET"].map(percentEncodeInShell);
  return `$(printf %s:%s "${id}" "${secret}" | base64 | tr -d '\\n')`;
}
