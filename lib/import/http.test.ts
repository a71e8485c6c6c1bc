import fc from "fast-check";
import { expect, test } from "vitest";
import { formatUrl } from "../http/request.ts";
import { textSpans } from "../text/traced.ts";
import { parseHttp } from "./http.ts";

const FORM = "Content-Type: application/x-www-form-urlencoded";

const TEXTS: readonly [name: string, text: string, url: string, headers: number, body: string | undefined][] = [
  ["as on the wire", `POST /t HTTP/1.1\r\nHost: a.example\r\n${FORM}\r\n\r\na=b`, "https://a.example/t", 2, "a=b"],
  ["bare line feeds", `POST /t HTTP/1.1\nHost: a.example\n${FORM}\n\na=b\n`, "https://a.example/t", 2, "a=b"],
  ["no version", "POST https://a.example/t\nAccept: */*\n\na=b", "https://a.example/t", 1, "a=b"],
  [
    "the whole URL, over http",
    "POST http://a.example:8080/t?x=1#f HTTP/1.1\n\n",
    "http://a.example:8080/t?x=1",
    0,
    undefined,
  ],
  ["no path", "GET https://a.example", "https://a.example/", 0, undefined],
  ["a host in the request line", "POST a.example/t\n\na=b", "https://a.example/t", 0, "a=b"],
  ["comments above", "### refresh\n# @name r\n\nPOST https://a.example/t\n\na=b", "https://a.example/t", 0, "a=b"],
  ["a folded header", "POST /t HTTP/1.1\nHost: a.example\nX: 1\n  2\n\n", "https://a.example/t", 2, undefined],
  [
    "no blank line before the form",
    "POST /t HTTP/1.1\nHost: a.example\ngrant_type=refresh_token&a=b",
    "https://a.example/t",
    1,
    "grant_type=refresh_token&a=b",
  ],
  ["one parameter a line", "POST https://a.example/t\n\na=b\n&c=d\n&e=f\n", "https://a.example/t", 0, "a=b&c=d&e=f"],
  ["lines of JSON", 'POST https://a.example/t\n\n{\n"a":1\n}\n', "https://a.example/t", 0, '{\n"a":1\n}'],
];

test.each(TEXTS)("%s", (_, text, url, headers, body) => {
  const { request } = parseHttp(text);
  expect(request && formatUrl(request)).toBe(url);
  expect(request?.headers.length).toBe(headers);
  expect(request?.body?.text).toBe(body);
});

test("a wrapped value keeps its line breaks", () => {
  const { request } = parseHttp(
    "POST /t HTTP/1.1\nHost: a\nAuthorization: Basic aWQx\n  OnMz\nY3JldA==\nAccept: */*\n\n",
  );
  expect(request?.headers.map(({ value }) => value.text)).toEqual(["a", "Basic aWQx\n  OnMz\nY3JldA==", "*/*"]);
});

test("a text without a request line gives none", () => {
  expect(parseHttp("hello there").request).toBeNull();
  expect(parseHttp("").request).toBeNull();
});

test("never throws; every part stands in the text where it says", () => {
  const line = fc.constantFrom(
    "POST /t HTTP/1.1",
    "GET http://a/",
    "Host: a",
    "X:",
    ": y",
    " folded",
    "",
    "a=b&c=d",
    "{",
    "\0",
    "é: ü",
  );
  const text = fc
    .array(line, { maxLength: 12 })
    .chain((lines) => fc.constantFrom("\n", "\r\n", "\r").map((end) => lines.join(end)));
  fc.assert(
    fc.property(text, (source) => {
      const { request } = parseHttp(source);
      const parts = request
        ? [request.method, request.target, request.host, ...request.headers.flatMap(({ name, value }) => [name, value])]
        : [];
      for (const part of parts) {
        const spans = textSpans(part);
        if (spans.length === 1) expect(source.slice(spans[0]?.start, spans[0]?.end)).toBe(part.text);
      }
    }),
    { numRuns: 400 },
  );
});
