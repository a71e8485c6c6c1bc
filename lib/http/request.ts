import { encodeBytes, toBase64 } from "../text/bytes.ts";
import type { Traced } from "../text/traced.ts";

/** One header line as it is sent: `name: value`. */
export interface HeaderField {
  readonly name: Traced;
  readonly value: Traced;
  /** Of a Basic header that the client computes: `id:secret` before base64, which may hold unknown values. */
  readonly credentials?: Traced;
}

/**
 * An HTTP request whose every part knows where it came from. `host` is what the Host header says and `target` is the
 * request target (RFC 9112 section 3.2), both exactly as sent; `headers` are all header lines in wire order and case,
 * those that the client adds by itself included. `body` is the content after any chunking is undone.
 */
export interface HttpRequest {
  readonly method: Traced;
  readonly scheme: string;
  readonly host: Traced;
  readonly target: Traced;
  readonly headers: readonly HeaderField[];
  readonly body: Traced | null;
  /** `user:password` as the client was given it, where it wrote the Authorization header by itself. */
  readonly credentials?: Traced;
}

/** The request in the shape that `/api` answers. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: { readonly base64: string } | null;
}

/** `url` is scheme, `://`, the Host as sent and the target as sent; nothing is normalised. */
export function toWireRequest(request: HttpRequest): WireRequest {
  return {
    method: request.method.text,
    url: formatUrl(request),
    headers: request.headers.map(({ name, value }) => [name.text, value.text] as const),
    body: request.body ? { base64: toBase64(encodeBytes(request.body.text)) } : null,
  };
}

export function formatUrl(request: Pick<HttpRequest, "scheme" | "host" | "target">): string {
  return `${request.scheme}://${request.host.text}${request.target.text}`;
}

/** The first header of that name, in any case. */
export function findHeader(request: Pick<HttpRequest, "headers">, name: string): HeaderField | undefined {
  const wanted = name.toLowerCase();
  return request.headers.find((header) => header.name.text.toLowerCase() === wanted);
}

/** All headers of that name, in any case, in order. */
export function findHeaders(request: Pick<HttpRequest, "headers">, name: string): HeaderField[] {
  const wanted = name.toLowerCase();
  return request.headers.filter((header) => header.name.text.toLowerCase() === wanted);
}

/** The media type of a Content-Type value, lower case, without parameters (RFC 9110 section 8.3.1). */
export function mediaTypeOf(contentType: string): string {
  return (contentType.split(";")[0] ?? "").trim().toLowerCase();
}

export const FORM_TYPE = "application/x-www-form-urlencoded";
