import { decodeBytes, fromBase64 } from "../../lib/text/bytes.ts";
import { bytesIn, type Caught } from "./caught.ts";

/** Caught requests as a HAR 1.2 document, oldest first; those that could not be read are left out. */
export function toHar(caught: readonly Caught[]): object {
  const entries = [...caught]
    .sort((a, b) => a.receivedAt.localeCompare(b.receivedAt))
    .flatMap((each) => toEntry(each) ?? []);
  return { log: { version: "1.2", creator: { name: "regrant", version: "1" }, entries } };
}

function toEntry({ receivedAt, request, answer, malformed }: Caught): object | undefined {
  if (!request) return undefined;
  const { method, url, headers, body } = request;
  const bytes = body && (fromBase64(body.base64) ?? new Uint8Array());
  const type = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  return {
    startedDateTime: receivedAt,
    time: 0,
    request: {
      method,
      url,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: headers.map(([name, value]) => ({ name, value })),
      queryString: queryOf(url),
      ...(bytes ? { postData: { mimeType: type, text: decodeBytes(bytes) } } : {}),
      headersSize: -1,
      bodySize: body ? bytesIn(body.base64) : 0,
    },
    response: {
      status: answer.status,
      statusText: "",
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: [],
      content: { size: new TextEncoder().encode(answer.body).length, mimeType: "application/json", text: answer.body },
      redirectURL: "",
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait: 0, receive: 0 },
    ...(malformed === null ? {} : { comment: malformed }),
  };
}

function queryOf(url: string): { name: string; value: string }[] {
  const query = url.split(/\?(.*)/s)[1] ?? "";
  return [...new URLSearchParams(query)].map(([name, value]) => ({ name, value }));
}
