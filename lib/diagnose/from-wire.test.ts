import { describe, expect, test } from "vitest";
import { toWireRequest } from "../http/request.ts";
import type { Traced } from "../text/traced.ts";
import { readArrival, toCaughtRequest } from "./from-wire.ts";

const latin1 = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));

function caught(sent: string) {
  const arrived = readArrival(latin1(sent));
  const request = arrived && toCaughtRequest(arrived, "http");
  if (!request) throw new Error("no request");
  return request;
}

/** What the origins of a value point at. */
const source = (sent: string, { pieces }: Traced) =>
  pieces.map(({ origin }) => (origin.door === "wire" ? sent.slice(origin.start, origin.end) : "?"));

describe("each part points at its bytes", () => {
  const sent =
    "POST /box/token HTTP/1.1\r\nHost: h:1\r\nX-Folded: a\r\n\tb\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na=1\r\n4\r\n&b=2\r\n0\r\n\r\n";
  const request = caught(sent);

  test("the head", () => {
    expect(source(sent, request.method)).toEqual(["POST"]);
    expect(source(sent, request.target)).toEqual(["/box/token"]);
    expect(source(sent, request.host)).toEqual(["h:1"]);
    expect(request.headers.map(({ name, value }) => [name.text, value.text])).toEqual([
      ["Host", "h:1"],
      ["X-Folded", "a b"],
      ["Transfer-Encoding", "chunked"],
    ]);
  });

  test("the body, chunk by chunk", () => {
    expect(request.body?.text).toBe("a=1&b=2");
    expect(request.body && source(sent, request.body)).toEqual(["a=1", "&b=2"]);
  });
});

test("a character that stands across two chunks is whole", () => {
  const request = caught(
    "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\na\xc3\r\n2\r\n\xa9b\r\n0\r\n\r\n",
  );
  expect(request.body?.text).toBe("aéb");
});

test.each([
  [
    "the Host as it was sent",
    "GET /a%7e?b HTTP/1.1\r\nHost: API.example.com:80\r\n\r\n",
    "http://API.example.com:80/a%7e?b",
  ],
  ["no Host", "GET /a HTTP/1.0\r\n\r\n", "http:///a"],
  ["an absolute target", "GET https://A.example:8/x?y HTTP/1.1\r\nHost: b\r\n\r\n", "https://A.example:8/x?y"],
  ["an absolute target without path", "GET http://a.example HTTP/1.1\r\nHost: b\r\n\r\n", "http://a.example"],
])("the address: %s", (_, sent, url) => {
  expect(toWireRequest(caught(sent)).url).toBe(url);
});

test("bytes that are no UTF-8 come through", () => {
  const { headers, body } = toWireRequest(
    caught("POST / HTTP/1.1\r\nHost: h\r\nX: \xe9\r\nContent-Length: 2\r\n\r\n\xff\0"),
  );
  expect(headers[1]).toEqual(["X", "é"]);
  expect(body).toEqual({ base64: Buffer.from([255, 0]).toString("base64") });
});

test("what has no head is no request", () => {
  const arrived = readArrival(latin1("\x16\x03\x01"));
  expect(arrived && toCaughtRequest(arrived, "http")).toBeNull();
  expect(readArrival(new Uint8Array())).toBeNull();
});
