import "server-only";
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";

/**
 * Values in the shared memory are sealed with the unguessable id under which they are asked for, and stand under its hash:
 * who reads the memory learns neither the id nor the value.
 */
export function hashId(id: string): string {
  return createHash("sha256").update(`regrant:${id}`).digest("hex");
}

function keyOf(id: string): Buffer {
  return Buffer.from(hkdfSync("sha256", id, "regrant", "seal", 32));
}

/** AES-256-GCM under a key made of the id: 12 bytes nonce, 16 bytes tag, the rest; in base64. */
export function seal(id: string, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyOf(id), nonce);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64");
}

/** What was sealed with this id; undefined for anything else. */
export function unseal(id: string, sealed: string): string | undefined {
  const bytes = Buffer.from(sealed, "base64");
  if (bytes.length < 28) return undefined;
  try {
    const decipher = createDecipheriv("aes-256-gcm", keyOf(id), bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}
