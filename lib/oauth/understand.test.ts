import fc from "fast-check";
import { expect, test } from "vitest";
import { parseHttp } from "../import/http.ts";
import { textSpans } from "../text/traced.ts";
import { readBody } from "./body.ts";
import { toMeant, understand } from "./understand.ts";

function http(body: string, ...headers: string[]) {
  const { request } = parseHttp(["POST https://a.example/token?x=%41 HTTP/1.1", ...headers, "", body].join("\n"));
  if (!request) throw new Error("no request");
  return request;
}

const FORM = "Content-Type: application/x-www-form-urlencoded";
const JSON_TYPE = "Content-Type: application/json";
const plain = (parameters: readonly { name: { text: string }; value: { text: string }; from: string }[]) =>
  parameters.filter(({ from }) => from !== "query").map(({ name, value, from }) => [name.text, value.text, from]);

const BODIES: readonly [name: string, request: ReturnType<typeof http>, read: string[][], meant: string[][]][] = [
  [
    "a form",
    http("a=1+2&b=%2B", FORM),
    [
      ["a", "1 2", "body"],
      ["b", "+", "body"],
    ],
    [
      ["a", "1 2", "body"],
      ["b", "+", "body"],
    ],
  ],
  ["a form without a type", http("a=1"), [["a", "1", "body"]], [["a", "1", "body"]]],
  ["a form called JSON", http("a=1", JSON_TYPE), [], [["a", "1", "body"]]],
  ["JSON", http('{"a":"1"}', JSON_TYPE), [['{"a":"1"}', "", "body"]], [["a", "1", "body"]]],
  [
    "JSON called a form",
    http('{"a":"1","b":2}', FORM),
    [['{"a":"1","b":2}', "", "body"]],
    [
      ["a", "1", "body"],
      ["b", "2", "body"],
    ],
  ],
  ["JSON with = for :", http('{"a"="1"}', JSON_TYPE), [['{"a"', '"1"}', "body"]], [["a", "1", "body"]]],
  [
    "JSON without its quotes",
    http("{a:1,b:x y}", JSON_TYPE),
    [["{a:1,b:x y}", "", "body"]],
    [
      ["a", "1", "body"],
      ["b", "x", "body"],
    ],
  ],
  [
    "JSON within JSON",
    http('{"a":{"b":"1"},"c":"\\u0041\\n"}', JSON_TYPE),
    [['{"a":{"b":"1"},"c":"\\u0041\\n"}', "", "body"]],
    [["c", "A\n", "body"]],
  ],
  ["plain text", http("a=1", "Content-Type: text/plain"), [], [["a", "1", "body"]]],
  [
    "multipart",
    http(
      '--b1\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b1--\r\n',
      "Content-Type: multipart/form-data; boundary=b1",
    ),
    [],
    [["a", "1", "body"]],
  ],
  [
    "Basic",
    http("a=1", FORM, "authorization: Basic aWQlMjUxOnMrcw=="),
    [
      ["a", "1", "body"],
      ["client_id", "id%1", "authorization"],
      ["client_secret", "s s", "authorization"],
    ],
    [
      ["a", "1", "body"],
      ["client_id", "id%1", "authorization"],
      ["client_secret", "s s", "authorization"],
    ],
  ],
  [
    "a pair that is not base64 is read by nobody",
    http("a=1", FORM, "Authorization: Basic id1:s3cret"),
    [["a", "1", "body"]],
    [
      ["a", "1", "body"],
      ["client_id", "id1", "authorization"],
      ["client_secret", "s3cret", "authorization"],
    ],
  ],
];

test.each(BODIES)("%s", (_, request, read, meant) => {
  expect(plain(understand(request).parameters)).toEqual(read);
  expect(plain(toMeant(request))).toEqual(meant);
});

test("the query is read as well", () => {
  const [parameter] = understand(http("", FORM)).parameters;
  expect([parameter?.name.text, parameter?.value.text, parameter?.from]).toEqual(["x", "A", "query"]);
});

test("a server that reads JSON reads JSON", () => {
  const { parameters, ignored } = understand(http('{"a":"1"}', JSON_TYPE), { readsJson: true });
  expect(plain(parameters)).toEqual([["a", "1", "body"]]);
  expect(ignored).toEqual([]);
  expect(understand(http("a=1", JSON_TYPE), { readsJson: true }).ignored).toHaveLength(1);
});

test("blacked-out values are unknown by their parameter's name", () => {
  const request = http("refresh_token=%23%23&client_secret=****&scope=xxxxxxxx", FORM, "Authorization: Basic ####");
  const unknown = understand(request).parameters.map(({ name, value }) => [name.text, value.pieces[0]?.unknown]);
  expect(Object.fromEntries(unknown.slice(1))).toEqual({
    refresh_token: undefined,
    scope: undefined,
    client_id: "client_id",
    client_secret: "client_secret",
  });
});

test("never throws, and every place lies in the text", () => {
  const piece = fc.constantFrom(
    "{",
    "}",
    '"',
    "'",
    "“",
    ":",
    "=",
    ",",
    "\\",
    "&",
    "%4",
    "a",
    " ",
    "--b",
    "\r\n",
    "\0",
    "é",
  );
  const body = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(body, fc.constantFrom(FORM, JSON_TYPE, "Content-Type: multipart/form-data"), (text, type) => {
      const request = http(text, type);
      readBody(request);
      for (const { name, value } of [...understand(request).parameters, ...toMeant(request)]) {
        for (const span of [...textSpans(name), ...textSpans(value)])
          expect(span.end).toBeLessThanOrEqual(text.length + 120);
      }
    }),
    { numRuns: 500 },
  );
});

test("a long body is read at once", { timeout: 120_000 }, () => {
  for (const unit of ['"', "\\", '"\\"', "{", '{"a":', "a=b&", "--b\r\n", '"a":"b",']) {
    const request = http(`{"x":"y",${unit.repeat(Math.ceil(200_000 / unit.length))}`, JSON_TYPE);
    const start = performance.now();
    readBody(request);
    understand(request);
    expect(performance.now() - start, JSON.stringify(unit)).toBeLessThan(15_000);
  }
});
