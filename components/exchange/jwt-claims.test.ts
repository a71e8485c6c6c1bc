import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { JwtClaims } from "./jwt-claims.tsx";

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const jwt = (claims: unknown, header: unknown = { alg: "RS256", kid: "k1" }) => `${part(header)}.${part(claims)}.c2ln`;

function show(token: string): string {
  return renderToStaticMarkup(createElement(JwtClaims, { token, name: "access_token" }));
}

describe("the claims of a JWT", () => {
  test("header and claims, times as clock times, everything else as JSON", () => {
    const html = show(jwt({ iss: "https://id.example.com", exp: 1_700_000_000, scope: ["a", "b"], nested: { a: 1 } }));
    expect(html).toContain("The access_token is a JWT");
    expect(html).toContain("<dt>kid</dt><dd>k1</dd>");
    expect(html).toContain("<dt>iss</dt><dd>https://id.example.com</dd>");
    expect(html).toContain("<dd>1700000000, 2023-11-14T22:13:20Z</dd>");
    expect(html).toContain("[&quot;a&quot;,&quot;b&quot;]");
  });

  test("a time that no date can hold, or that is no number, stays as it is", () => {
    expect(show(jwt({ exp: 1e20 }))).toContain("<dt>exp</dt><dd>100000000000000000000</dd>");
    expect(show(jwt({ exp: "soon" }))).toContain("<dd>soon</dd>");
  });

  test("what a claim holds never becomes markup", () => {
    const html = show(jwt({ sub: '<img src=x onerror="a">' }));
    expect(html).not.toContain("<img");
    expect(html).toContain("&lt;img");
  });

  const others: [name: string, token: string][] = [
    ["opaque", "2YotnFZFEjr1zCsicMWpAA"],
    ["two dots between words", "abc.def.ghi"],
    ["five parts, encrypted", "a.b.c.d.e"],
    ["claims that are no object", `${part({ alg: "none" })}.${part([1])}.`],
    ["empty", ""],
  ];
  test.each(others)("nothing is shown for another token: %s", (_, token) => expect(show(token)).toBe(""));
});
