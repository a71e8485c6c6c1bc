import "server-only";

/** The cap of a JSON body where a route names no other: 64 kB. */
export const SMALL_BODY = 65_536;

/** The largest body that any route takes, and so what is refused before a route is even looked for: 8 MiB. */
export const LARGEST_BODY = 8_388_608;

/**
 * The bytes of a request's body; "too-large" as soon as more than `maxBytes` are announced or have come, "broken" if the
 * sender went away in the middle.
 */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array | "too-large" | "broken"> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) return "too-large";
  const reader = request.body?.getReader();
  if (!reader) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      length += part.value.byteLength;
      if (length > maxBytes) {
        void reader.cancel().catch(() => {});
        return "too-large";
      }
      chunks.push(part.value);
    }
  } catch {
    return "broken";
  }
  return join(chunks, length);
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
