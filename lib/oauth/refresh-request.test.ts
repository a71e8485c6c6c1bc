import { expect, test } from "vitest";
import { formatUrl, toWireRequest } from "../http/request.ts";
import { encodeBytes, fromBase64 } from "../text/bytes.ts";
import { type RefreshRequest, toHttpRequest } from "./refresh-request.ts";

const BASE: RefreshRequest = {
  tokenEndpoint: "https://auth.example.com/token?tenant=a",
  clientId: "app+1",
  clientSecret: "s:e/c é",
  refreshToken: "r+t/=",
  clientAuth: "client_secret_basic",
};
const bodyOf = (refresh: RefreshRequest) =>
  Object.fromEntries(new URLSearchParams(toHttpRequest(refresh, "t/1").body?.text));
const header = (refresh: RefreshRequest, name: string) =>
  toWireRequest(toHttpRequest(refresh, "t/1"))
    .headers.filter(([n]) => n.toLowerCase() === name)
    .map(([, value]) => value);

test("Basic is form-encoded before base64 (RFC 6749 section 2.3.1), raw on request, and the body has no client_id", () => {
  expect(header(BASE, "authorization")).toEqual([`Basic ${btoa("app%2B1:s%3Ae%2Fc+%C3%A9")}`]);
  const raw = `Basic ${Buffer.from("app+1:s:e/c é").toString("base64")}`;
  expect(header({ ...BASE, basicEncoding: "raw" }, "authorization")).toEqual([raw]);
  expect(bodyOf(BASE)).toEqual({ grant_type: "refresh_token", refresh_token: "r+t/=" });
});

test.each<[RefreshRequest["clientAuth"], Record<string, string>]>([
  ["client_secret_post", { client_id: "app+1", client_secret: "s:e/c é" }],
  ["none", { client_id: "app+1" }],
])("%s stands in the body, and there is no Authorization", (clientAuth, expected) => {
  expect(bodyOf({ ...BASE, clientAuth })).toMatchObject({ grant_type: "refresh_token", ...expected });
  expect(bodyOf({ ...BASE, clientAuth: "none" })).not.toHaveProperty("client_secret");
  expect(header({ ...BASE, clientAuth }, "authorization")).toEqual([]);
});

test("the endpoint's query, scope, parameters and headers go along; the caller's header replaces ours", () => {
  const refresh: RefreshRequest = {
    ...BASE,
    scope: "a b",
    params: { audience: "x&y" },
    headers: [
      ["accept", "*/*"],
      ["X-A", "1"],
    ],
  };
  expect(formatUrl(toHttpRequest(refresh, "t/1"))).toBe("https://auth.example.com/token?tenant=a");
  expect(bodyOf(refresh)).toMatchObject({ scope: "a b", audience: "x&y" });
  expect(header(refresh, "accept")).toEqual(["*/*"]);
  expect(header(refresh, "x-a")).toEqual(["1"]);
});

test("Content-Length counts bytes, and an empty secret is still Basic", () => {
  const request = toHttpRequest({ ...BASE, refreshToken: "é" }, "t/1");
  const length = Number(header({ ...BASE, refreshToken: "é" }, "content-length")[0]);
  expect(length).toBe(encodeBytes(request.body?.text ?? "").length);
  const { clientSecret: _none, ...bare } = BASE;
  expect(
    new TextDecoder().decode(fromBase64(header({ ...bare, clientId: "id" }, "authorization")[0]?.slice(6) ?? "")),
  ).toBe("id:");
});

test("each part knows its form field", () => {
  const request = toHttpRequest(BASE, "t/1");
  expect(request.body?.pieces.some(({ origin }) => origin.door === "field" && origin.field === "refreshToken")).toBe(
    true,
  );
  expect(request.host.pieces[0]?.origin).toMatchObject({ door: "field", field: "tokenEndpoint" });
});
