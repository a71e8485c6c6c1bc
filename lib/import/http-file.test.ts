import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatUrl } from "../http/request.ts";
import { unknownsOf } from "../text/traced.ts";
import { readHttpFile } from "./http-file.ts";

const NONE = new Map<string, string>();
const read = (text: string, given: ReadonlyMap<string, string> = NONE) => {
  const { request } = readHttpFile(text, given);
  return request && [request.method.text, formatUrl(request), request.body?.text ?? null];
};

describe(".http files", () => {
  test("of several requests the token request is read, with the variables of the file", () => {
    const text = `@host = https://auth.example.com
@clientId = abc
@token = {{login.response.body.access_token}}

### Who am I
GET {{host}}/me
Authorization: Bearer {{token}}

### Refresh
# @name login
POST {{host}}/oauth/token HTTP/1.1
Content-Type: application/x-www-form-urlencoded
// Accept: text/html
# Accept: text/html

grant_type=refresh_token
&client_id={{clientId}}
&client_secret={{$dotenv SECRET}}

### Out
POST {{host}}/logout
`;
    const { request } = readHttpFile(text, NONE);
    expect(read(text)).toEqual([
      "POST",
      "https://auth.example.com/oauth/token",
      "grant_type=refresh_token&client_id=abc&client_secret={{$dotenv SECRET}}",
    ]);
    expect(request?.headers.map(({ name }) => name.text)).toEqual(["Content-Type"]);
    expect(request?.body && unknownsOf(request.body)).toEqual(["$dotenv SECRET"]);
    const id = request?.body?.pieces.find((piece) => piece.text === "abc")?.origin;
    expect(id?.door === "text" && text.slice(id.start, id.end)).toBe("abc");
  });

  test("what is given for a variable is taken for it", () => {
    expect(read("###\nPOST https://a.example/token\n\nrefresh_token={{rt}}", new Map([["rt", "x"]]))?.[2]).toBe(
      "refresh_token=x",
    );
  });

  test("a body may be a file, and what follows the request is no body", () => {
    const { request } = readHttpFile("### a\nPOST https://a.example/token\n\n< ./body.json\n", NONE);
    expect(request?.body && unknownsOf(request.body)).toEqual(["contents of ./body.json"]);
    expect(read("POST https://a.example/token\n\na=b\n\n> {%\n client.test()\n%}\n")?.[2]).toBe("a=b");
    expect(read("POST https://a.example/token\n\na=b\n\n<> 2026-01-01.200.json\n")?.[2]).toBe("a=b");
  });

  test("a query may go on over further lines", () => {
    expect(
      read("GET https://a.example/token\n    ?grant_type=refresh_token\n    &refresh_token=x\nAccept: */*\n")?.[1],
    ).toBe("https://a.example/token?grant_type=refresh_token&refresh_token=x");
  });

  test("a variable that holds itself does not go on for ever", () => {
    expect(read("@a = {{b}}\n@b = {{a}}\nPOST https://a.example/{{a}}\n")?.[1]).toMatch(
      /^https:\/\/a\.example\/\{\{[ab]\}\}$/,
    );
  });

  test("a single request without such a file's marks keeps its braces", () => {
    const { request } = readHttpFile("POST /token HTTP/1.1\nHost: a.example\n\nrefresh_token={{refresh_token}}", NONE);
    expect(request?.body && unknownsOf(request.body)).toEqual([]);
  });
});

test("any text is read without an exception, with sound places", () => {
  const unit = fc.constantFrom(
    "###",
    "\n",
    "@a = b",
    "{{a}}",
    "POST ",
    "https://a.example/",
    "A: b",
    "<",
    " ",
    "> {%",
    "&a=b",
    "#",
    "\r\n",
  );
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 20 }), (text) => {
      const { request } = readHttpFile(text, NONE);
      for (const { origin } of [...(request?.target.pieces ?? []), ...(request?.body?.pieces ?? [])]) {
        if (origin.door === "text") expect(origin.end <= text.length).toBe(true);
      }
    }),
    { numRuns: 2000, seed: 8 },
  );
});

test.each(["###\n", "@a = b\n", "POST a\n", "{{a}}", "\n", "< a\n"])("of many %j is read in linear time", (unit) => {
  const start = process.cpuUsage();
  readHttpFile(`POST https://a.example/\n\n${unit.repeat(100_000)}`, NONE);
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(2000);
});
