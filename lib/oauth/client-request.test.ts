import { expect, test } from "vitest";
import { diagnoseForm } from "../diagnose/from-form.ts";
import { RIGHT_FORM } from "../rules/right-request.ts";
import { toTokenCall } from "../snippets/token-call.ts";
import { unknownsOf } from "../text/traced.ts";
import { CLIENT_AUTH_METHODS, type Proofs, toBareRequest } from "./client-request.ts";
import { type RefreshRequest, toHttpRequest } from "./refresh-request.ts";

const build = (more: Partial<RefreshRequest>, proofs?: Proofs) =>
  toHttpRequest({ ...RIGHT_FORM, ...more }, "x", new URL(RIGHT_FORM.tokenEndpoint), proofs);
const names = (body: string | undefined) => [...new URLSearchParams(body).keys()].join(" ");

test.each([
  ["client_secret_basic", "grant_type refresh_token", true],
  ["client_secret_post", "grant_type refresh_token client_id client_secret", false],
  ["none", "grant_type refresh_token client_id", false],
  ["client_secret_jwt", "grant_type refresh_token client_id client_assertion_type client_assertion", false],
  ["private_key_jwt", "grant_type refresh_token client_id client_assertion_type client_assertion", false],
  ["tls_client_auth", "grant_type refresh_token client_id", false],
  ["self_signed_tls_client_auth", "grant_type refresh_token client_id", false],
] as const)("%s sends what its specification asks for, and no secret elsewhere", (clientAuth, body, hasHeader) => {
  const request = build({ clientAuth }, { assertion: "a.b.c" });
  expect(names(request.body?.text)).toBe(body);
  expect(request.headers.some(({ name }) => name.text === "Authorization")).toBe(hasHeader);
  expect(request.body?.text.includes("s3cret")).toBe(clientAuth === "client_secret_post");
});

test("scope, resources and further parameters follow, each resource by itself", () => {
  const resource = ["https://a.example/?x=1&y", "urn:b"];
  const body = build({ scope: "a b", resource, params: { audience: "c" } }).body?.text ?? "";
  expect(names(body)).toBe("grant_type refresh_token scope resource resource audience");
  expect(new URLSearchParams(body).getAll("resource")).toEqual(resource);
});

test("before it is sent, what will be signed is an unknown value; afterwards it is the text that was made", () => {
  const before = build({ clientAuth: "private_key_jwt", dpop: true });
  const header = before.headers.find(({ name }) => name.text === "DPoP");
  expect(unknownsOf(before.body ?? { text: "", pieces: [] })).toHaveLength(1);
  expect(unknownsOf(header?.value ?? { text: "", pieces: [] })).toHaveLength(1);
  const after = build({ clientAuth: "private_key_jwt", dpop: true }, { assertion: "a.b.c", dpop: "d.e.f" });
  expect(new URLSearchParams(after.body?.text).get("client_assertion")).toBe("a.b.c");
  expect(after.headers.find(({ name }) => name.text === "DPoP")?.value.text).toBe("d.e.f");
});

test("Content-Length counts the bytes of the body, whatever stands in it", () => {
  const request = build({ refreshToken: "é€😀", clientAuth: "client_secret_jwt" }, { assertion: "a.b.c" });
  const length = request.headers.find(({ name }) => name.text === "Content-Length")?.value.text;
  expect(length).toBe(String(Buffer.byteLength(request.body?.text ?? "")));
});

test.each(CLIENT_AUTH_METHODS)("a filled form with %s has no fault before it is sent", (clientAuth) => {
  for (const dpop of [false, true]) {
    const { findings } = diagnoseForm({ ...RIGHT_FORM, clientAuth, dpop });
    expect(findings.filter(({ severity }) => severity !== "info")).toEqual([]);
  }
});

test("a GET has no body and none of its headers; the caller's replace ours", () => {
  const url = new URL("https://api.example.com/v1/a?b=c");
  const request = toBareRequest("GET", { field: "url", text: url.href }, url, "x", [], [["accept", "text/plain"]]);
  expect(request.headers.map(({ name }) => name.text)).toEqual(["Host", "User-Agent", "accept", "Connection"]);
  expect(request).toMatchObject({ body: null, method: { text: "GET" }, target: { text: "/v1/a?b=c" } });
});

test("a POST with nothing in it says so", () => {
  const url = new URL("https://api.example.com/");
  const request = toBareRequest("POST", { field: "url", text: url.href }, url, "x");
  expect(request.headers.slice(-2).map(({ name, value }) => [name.text, value.text])).toEqual([
    ["Content-Length", "0"],
    ["Connection", "close"],
  ]);
});

test("snippets carry one resource, and are declined for what no fixed text can hold", () => {
  const call = toTokenCall({ ...RIGHT_FORM, resource: ["urn:a"] }, "literal");
  expect(call.ok && call.call.form.at(-1)).toEqual(["resource", { text: "urn:a", role: null }]);
  expect(toTokenCall({ ...RIGHT_FORM, resource: ["urn:a", "urn:b"] }, "literal").ok).toBe(false);
  expect(toTokenCall({ ...RIGHT_FORM, dpop: true }, "literal").ok).toBe(false);
});
