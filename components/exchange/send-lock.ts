/**
 * Runs `send` while no other tab of this browser sends the same refresh token to the same endpoint, and `busy` instead
 * where one does. The lock's name is a SHA-256 of both, kept nowhere; it ends with the send, or with its tab. Where the
 * browser has no Web Locks (no secure context) nothing is known of other tabs, and `send` runs.
 */
export async function holdToken<T>(
  endpoint: string,
  refreshToken: string,
  send: () => Promise<T>,
  busy: () => Promise<T>,
): Promise<T> {
  const locks: LockManager | undefined = globalThis.navigator?.locks;
  const name = locks && (await toLockName(endpoint, refreshToken).catch(() => undefined));
  if (!locks || name === undefined) return send();
  let isBegun = false;
  const held = locks.request(name, { ifAvailable: true }, (lock) => {
    isBegun = true;
    return lock ? send() : busy();
  });
  // A browser may refuse the lock itself (storage that is switched off): then nothing has begun.
  return held.catch((error) => (isBegun ? Promise.reject(error) : send())) as Promise<T>;
}

/** Two spellings of one address are one endpoint. Undefined where the browser cannot hash. */
export async function toLockName(endpoint: string, refreshToken: string): Promise<string | undefined> {
  const address = URL.canParse(endpoint) ? new URL(endpoint).href : endpoint;
  const text = JSON.stringify([address, refreshToken]);
  const hash = await globalThis.crypto?.subtle?.digest("SHA-256", new TextEncoder().encode(text));
  if (!hash) return undefined;
  return `regrant-send-${[...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
