import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkFields, EMPTY_FIELDS, type Fields, findHost, toFields, toRefreshRequest } from "./fields.ts";

const GOOD: Fields = {
  ...EMPTY_FIELDS,
  tokenEndpoint: "https://id.example.com/token",
  clientId: "id",
  clientSecret: "secret",
  refreshToken: "token",
};

describe("messages at the field", () => {
  const cases: { name: string; change: Partial<Fields>; expect: [field: string, severity: string][] }[] = [
    { name: "a whole form", change: {}, expect: [] },
    { name: "no scheme", change: { tokenEndpoint: "id.example.com/token" }, expect: [["tokenEndpoint", "error"]] },
    { name: "another scheme", change: { tokenEndpoint: "ftp://example.com" }, expect: [["tokenEndpoint", "error"]] },
    { name: "no host", change: { tokenEndpoint: "https://" }, expect: [["tokenEndpoint", "error"]] },
    {
      name: "a preset's blank",
      change: { tokenEndpoint: "https://{domain}/oauth2/v1/token" },
      expect: [["tokenEndpoint", "error"]],
    },
    { name: "userinfo", change: { tokenEndpoint: "https://a:b@example.com/" }, expect: [["tokenEndpoint", "error"]] },
    { name: "fragment", change: { tokenEndpoint: "https://example.com/#a" }, expect: [["tokenEndpoint", "error"]] },
    { name: "cleartext", change: { tokenEndpoint: "http://example.com/" }, expect: [["tokenEndpoint", "warning"]] },
    { name: "cleartext at home", change: { tokenEndpoint: "http://127.0.0.1:3000/practice/token" }, expect: [] },
    { name: "no refresh token", change: { refreshToken: "" }, expect: [["refreshToken", "error"]] },
    { name: "no client id", change: { clientId: "" }, expect: [["clientId", "error"]] },
    { name: "an empty secret", change: { clientSecret: "" }, expect: [] },
    {
      name: "a parameter that has its own field",
      change: { rows: [{ id: "r0", kind: "parameter", name: "scope", value: "x" }] },
      expect: [["r0", "error"]],
    },
    {
      name: "one parameter twice",
      change: {
        rows: [
          { id: "r0", kind: "parameter", name: "a", value: "1" },
          { id: "r1", kind: "parameter", name: "a", value: "2" },
        ],
      },
      expect: [
        ["r0", "error"],
        ["r1", "error"],
      ],
    },
    {
      name: "a header of the connection",
      change: { rows: [{ id: "r0", kind: "header", name: "Content-Length", value: "3" }] },
      expect: [["r0", "error"]],
    },
    {
      name: "a header with a line end",
      change: { rows: [{ id: "r0", kind: "header", name: "X-A", value: "a\r\nX-B: c" }] },
      expect: [["r0", "error"]],
    },
    {
      name: "an empty row",
      change: { rows: [{ id: "r0", kind: "header", name: "", value: "" }] },
      expect: [],
    },
  ];
  test.each(cases)("$name", ({ change, expect: expected }) => {
    const problems = checkFields({ ...GOOD, ...change });
    expect(problems.map(({ field, severity }) => [field, severity])).toEqual(expected);
  });
});

test("nothing is trimmed, and a request comes back from the form as it was", () => {
  const rows = fc.array(fc.record({ name: fc.stringMatching(/^[a-z]{3,9}$/), value: fc.string() }));
  fc.assert(
    fc.property(fc.string(), fc.string(), rows, rows, fc.boolean(), (secret, token, params, headers, post) => {
      const request = {
        ...toRefreshRequest(GOOD),
        clientAuth: post ? ("client_secret_post" as const) : ("client_secret_basic" as const),
        clientSecret: secret,
        refreshToken: token,
        ...(params.length > 0 ? { params: Object.fromEntries(params.map(({ name, value }) => [name, value])) } : {}),
        ...(headers.length > 0 ? { headers: headers.map(({ name, value }): [string, string] => [name, value]) } : {}),
      };
      const { basicEncoding, ...rest } = request;
      expect(toRefreshRequest(toFields(request))).toEqual(post ? rest : { ...rest, basicEncoding });
    }),
  );
});

test("the host that secrets are bound to", () => {
  expect(findHost("https://id.example.com:8443/x")).toBe("id.example.com:8443");
  expect(findHost("id.example.com")).toBeUndefined();
  expect(findHost("https://")).toBeUndefined();
});
