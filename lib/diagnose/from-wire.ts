import { type ByteRange, decodeLatin1 } from "../http/byte-buffer.ts";
import type { HttpRequest } from "../http/request.ts";
import type { RequestHead } from "../http/request-head.ts";
import { type ArrivedRequest, RequestReader } from "../http/request-reader.ts";
import { decodeHeaderText } from "../http/response-head.ts";
import type { Provider } from "../providers/provider.ts";
import { type Evidence, NO_EVIDENCE } from "../rules/evidence.ts";
import type { Outcome } from "../rules/run.ts";
import { decodeBytes } from "../text/bytes.ts";
import { fromPieces, NOTHING, type Traced, traced } from "../text/traced.ts";
import { withRequest } from "./evidence.ts";
import { judge } from "./judge.ts";

/** The bytes of one request, read once more by themselves. Bytes that are no whole request count as broken off. */
export function readArrival(raw: Uint8Array): ArrivedRequest | null {
  const reader = new RequestReader();
  return reader.read(raw)[0] ?? reader.leave("closed");
}

/**
 * The request that these bytes are, each part with its range of bytes; null where the head cannot be read. An absolute
 * target names scheme and host itself (RFC 9112 section 3.2.2); otherwise the scheme is the one of the address that
 * clients were given.
 */
export function toCaughtRequest({ raw, head, body }: ArrivedRequest, scheme: "http" | "https"): HttpRequest | null {
  if (!head) return null;
  const text = toHeadText(raw, head);
  const headers = head.fields.map(({ name, value }) => ({ name: text(name), value: unfold(text(value)) }));
  const target = text(head.target);
  const absolute = /^(https?):\/\/([^/?#]*)/i.exec(target.text);
  const hostLength = absolute?.[0].length ?? 0;
  const hostStart = hostLength - (absolute?.[2]?.length ?? 0);
  return {
    method: text(head.method),
    scheme: absolute?.[1]?.toLowerCase() ?? scheme,
    host: absolute
      ? text({ start: head.target.start + hostStart, end: head.target.start + hostLength })
      : (headers.find(({ name }) => name.text.toLowerCase() === "host")?.value ?? NOTHING),
    target: absolute ? text({ start: head.target.start + hostLength, end: head.target.end }) : target,
    headers,
    body: body && bodyText(raw, body),
  };
}

/** Takes ranges of a head as text. Nearly every head is ASCII: that is decoded once, and cut. */
function toHeadText(raw: Uint8Array, { version, fields }: RequestHead): (range: ByteRange) => Traced {
  const whole = decodeLatin1(raw.subarray(0, fields.at(-1)?.value.end ?? version.end));
  const isAscii = !/[\x80-\xff]/.test(whole);
  return ({ start, end }) => {
    const text = isAscii ? whole.slice(start, end) : decodeHeaderText(raw.subarray(start, end));
    return traced(text, { door: "wire", start, end });
  };
}

/** A folded value is joined by one space (RFC 9112 section 5.2). */
function unfold(value: Traced): Traced {
  const [first] = value.pieces;
  if (!first || !value.text.includes("\n")) return value;
  return traced(value.text.replace(/[ \t]*\r?\n[ \t]+/g, " "), first.origin);
}

/** A character may stand across two chunks, so only plain ASCII knows the place of each of its own. */
function bodyText(raw: Uint8Array, ranges: readonly ByteRange[]): Traced {
  const [first] = ranges;
  const last = ranges.at(-1);
  if (!first || !last) return NOTHING;
  const bytes = joinRanges(raw, ranges);
  const text = decodeBytes(bytes);
  if (ranges.length === 1 || text.length !== bytes.length) {
    return traced(text, { door: "wire", start: first.start, end: last.end });
  }
  let at = 0;
  return fromPieces(
    ranges.map(({ start, end }) => {
      const from = at;
      at += end - start;
      return { text: text.slice(from, at), origin: { door: "wire", start, end } };
    }),
  );
}

/** The bytes of a body without its framing. */
export function joinRanges(raw: Uint8Array, ranges: readonly ByteRange[]): Uint8Array {
  const joined = new Uint8Array(ranges.reduce((sum, { start, end }) => sum + end - start, 0));
  let at = 0;
  for (const { start, end } of ranges) {
    joined.set(raw.subarray(start, end), at);
    at += end - start;
  }
  return joined;
}

/** What a caught request shows. */
export function readWire(request: HttpRequest, provider: Provider | null = null): Evidence {
  return withRequest({ ...NO_EVIDENCE, door: "wire", provider }, request);
}

/** The verdict on a request that arrived on the wire. Findings have no spans; `part` names the place. */
export function diagnoseCaught(
  request: HttpRequest,
  provider: Provider | null = null,
): Outcome & { readonly evidence: Evidence } {
  const evidence = readWire(request, provider);
  return { ...judge(evidence), evidence };
}
