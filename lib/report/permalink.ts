import type { Case } from "./case.ts";

/** The key in a URL's fragment; the fragment never leaves the browser. */
export const CASE_KEY = "case=";
const VERSION = 1;
/** Of the compressed text, and of what comes out of it. */
const MOST_DIGITS = 200_000;
const MOST_BYTES = 1 << 20;

/** A case as the fragment of a URL: compressed JSON in base64url. */
export async function formatCaseFragment({ text, reply, shell, provider }: Case): Promise<string> {
  const json = JSON.stringify({ v: VERSION, text, reply, shell, provider });
  const stream = new Blob([json]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return CASE_KEY + btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The case in a URL's fragment (with or without `#`); undefined where none can be read. Never throws, never grows large. */
export async function parseCaseFragment(fragment: string): Promise<Case | undefined> {
  const digits = /^#?case=([A-Za-z0-9_-]+)$/.exec(fragment)?.[1];
  if (digits === undefined || digits.length > MOST_DIGITS || digits.length % 4 === 1) return undefined;
  try {
    const binary = atob(digits.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    const json = await inflate(bytes);
    return json === undefined ? undefined : toCase(JSON.parse(json));
  } catch {
    return undefined;
  }
}

async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > MOST_BYTES) {
      await reader.cancel();
      return undefined;
    }
    parts.push(value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return new TextDecoder("utf-8", { fatal: true }).decode(whole);
}

const SHELLS: readonly unknown[] = ["auto", "posix", "cmd", "powershell", "pwsh"];

function toCase(value: unknown): Case | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { v, text, reply, shell, provider } = value as Record<string, unknown>;
  if (v !== VERSION || typeof text !== "string" || typeof reply !== "string") return undefined;
  return {
    text,
    reply,
    shell: SHELLS.includes(shell) ? String(shell) : "auto",
    provider: typeof provider === "string" && /^[a-z0-9-]{0,40}$/.test(provider) ? provider : "",
  };
}
