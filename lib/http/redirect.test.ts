import { expect, test } from "vitest";
import { toRedirect } from "./redirect.ts";

const FROM = new URL("https://auth.example.com/a/token?x=1");

test.each([
  ["no redirect", 304, "/b", undefined],
  ["303, relative", 303, "/b", { to: "https://auth.example.com/b", method: "GET", keepsBody: false }],
  ["301, a sibling", 301, "b", { to: "https://auth.example.com/a/b", method: "GET", keepsAuthorization: true }],
  ["302, no scheme", 302, "//other.example/b", { to: "https://other.example/b", isOtherHost: true, method: "GET" }],
  ["307", 307, "/b", { method: "POST", keepsBody: true, keepsAuthorization: true, isOtherHost: false }],
  ["308, another host", 308, "https://b.example/", { method: "POST", keepsBody: true, keepsAuthorization: false }],
  ["307, down to http", 307, "http://auth.example.com/", { isDowngrade: true, keepsAuthorization: false }],
  ["a script", 302, "javascript:alert(1)", { to: null, keepsAuthorization: false }],
  ["data", 302, "data:text/html,x", { to: null }],
  ["no address", 302, "https://[", { to: null }],
] as const)("%s", (_, status, location, expected) => {
  const redirect = toRedirect(FROM, "POST", status, [["Location", location]]);
  if (expected === undefined) expect(redirect).toBeUndefined();
  else expect(redirect).toMatchObject(expected);
});

test("without a Location there is nothing to follow; a GET stays one", () => {
  expect(toRedirect(FROM, "POST", 302, [])).toMatchObject({ to: null });
  expect(toRedirect(FROM, "GET", 302, [["location", "/b"]])).toMatchObject({ method: "GET", keepsBody: false });
});

test.each([
  [301, "/b", /turn this POST into a GET without its body/],
  [307, "/b", /repeats the request as it is/],
  [307, "http://auth.example.com/", /in the open/],
  [308, "https://b.example/", /another host/],
] as const)("%i to %s is explained", (status, location, words) => {
  expect(toRedirect(FROM, "POST", status, [["Location", location]])?.sentence).toMatch(words);
});
