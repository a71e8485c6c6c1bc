import { describe, expect, test } from "vitest";
import { findRefusal, refuse } from "./gate.ts";
import { parseSettings, type Settings } from "./settings.ts";
import { toPlainLine } from "./wire-gate.ts";

function settingsOf(env: Record<string, string>): Settings {
  const reading = parseSettings(env);
  if (!reading.ok) throw new Error(reading.problems.join());
  return reading.settings;
}

const local = settingsOf({ PORT: "4000" });
const open = settingsOf({ REGRANT_MODE: "public", REGRANT_ORIGIN: "https://regrant.example, https://b.example:8443" });

function statusOf(method: string, path: string, headers: Record<string, string>, own = local): number | undefined {
  return findRefusal({ method, path, headers: new Headers({ host: "127.0.0.1:4000", ...headers }) }, own);
}

describe("the Host", () => {
  test.each([
    ["127.0.0.1:4000", undefined],
    ["localhost:4000", undefined],
    ["LocalHost:4000", undefined],
    ["[::1]:4000", undefined],
    ["127.0.0.1", 421],
    ["127.0.0.1:4001", 421],
    ["127.0.0.1:4000.", 421],
    ["127.0.0.1.:4000", 421],
    ["127.0.0.2:4000", 421],
    ["0.0.0.0:4000", 421],
    ["evil.example:4000", 421],
    ["localhost:4000,evil.example", 421],
    ["a@localhost:4000", 421],
    ["", 421],
  ])("%s: %s on every path", (host, status) => {
    for (const path of ["/", "/api/health", "/_next/static/x.js", "/practice/token", "/catch/a/in/", "/icon.svg"]) {
      expect(statusOf("GET", path, { host })).toBe(status);
    }
  });

  test("none at all", () => {
    expect(findRefusal({ method: "GET", path: "/", headers: new Headers() }, local)).toBe(421);
  });

  test("a configured origin's port is the scheme's own unless it says another", () => {
    expect(statusOf("GET", "/", { host: "regrant.example" }, open)).toBeUndefined();
    expect(statusOf("GET", "/", { host: "b.example:8443" }, open)).toBeUndefined();
    expect(statusOf("GET", "/", { host: "b.example" }, open)).toBe(421);
    expect(statusOf("GET", "/", { host: "127.0.0.1:3000" }, open)).toBe(421);
  });
});

describe("what a foreign page could make a browser send", () => {
  const json = { "content-type": "application/json", "content-length": "2" };
  test.each<[name: string, headers: Record<string, string>, status: number | undefined]>([
    ["the own page", { origin: "http://127.0.0.1:4000", "sec-fetch-site": "same-origin" }, undefined],
    ["no browser", {}, undefined],
    ["another site", { origin: "http://evil.example" }, 403],
    ["another port", { origin: "http://127.0.0.1:4001" }, 403],
    ["another scheme", { origin: "https://127.0.0.1:4000" }, 403],
    ["another of the own names", { origin: "http://localhost:4000" }, 403],
    ["null", { origin: "null" }, 403],
    ["an empty Origin", { origin: "" }, 403],
    ["cross-site", { "sec-fetch-site": "cross-site" }, 403],
    ["same-site", { "sec-fetch-site": "same-site" }, 403],
    ["none", { "sec-fetch-site": "none" }, 403],
  ])("%s", (_, headers, status) => {
    expect(statusOf("POST", "/api/send", { ...json, ...headers })).toBe(status);
    expect(statusOf("DELETE", "/api/send/x", headers)).toBe(status);
    expect(statusOf("OPTIONS", "/api/send", headers)).toBe(status);
    expect(statusOf("GET", "/api/health", headers)).toBeUndefined();
    expect(statusOf("POST", "/practice/token", headers)).toBeUndefined();
    expect(statusOf("PUT", "/catch/abc/in/token?x", headers)).toBeUndefined();
    expect(statusOf("POST", "/catch/abc/inside", { ...json, ...headers })).toBe(status);
    expect(statusOf("POST", "/practice/tokens", { ...json, ...headers })).toBe(status);
  });

  test.each<[type: string | null, length: string, status: number | undefined]>([
    ["application/json", "2", undefined],
    ["Application/JSON", "2", undefined],
    ["application/json; charset=utf-8", "2", undefined],
    ['application/json;charset="UTF-8"', "2", undefined],
    ["application/json; charset=latin1", "2", 415],
    ["application/json; boundary=x", "2", 415],
    ["application/json, text/plain", "2", 415],
    ["application/jsonp", "2", 415],
    ["application/problem+json", "2", 415],
    ["text/plain", "2", 415],
    ["text/plain", "0", 415],
    ["application/x-www-form-urlencoded", "2", 415],
    [null, "2", 415],
    [null, "0", undefined],
  ])("Content-Type %s with %s bytes", (type, length, status) => {
    const headers: Record<string, string> = {
      "content-length": length,
      ...(type !== null && { "content-type": type }),
    };
    expect(statusOf("POST", "/api/send", headers)).toBe(status);
    expect(statusOf("POST", "/practice/token", headers)).toBeUndefined();
  });

  test("a chunked body needs its type as well", () => {
    expect(statusOf("POST", "/api/send", { "transfer-encoding": "chunked" })).toBe(415);
  });

  test("no body may be longer than the longest", () => {
    expect(statusOf("POST", "/practice/token", { "content-length": "8388609" })).toBe(413);
    expect(statusOf("POST", "/practice/token", { "content-length": "8388608" })).toBeUndefined();
  });

  test("the Host comes before the Origin, the Origin before the type", () => {
    expect(statusOf("POST", "/api/send", { host: "evil.example", origin: "null", "content-type": "x/y" })).toBe(421);
    expect(statusOf("POST", "/api/send", { origin: "null", "content-type": "x/y" })).toBe(403);
  });
});

test("a refusal repeats nothing", async () => {
  for (const name of ["host", "origin", "content-type", "sec-fetch-site"]) {
    const headers = new Headers({ host: "localhost:4000", [name]: "C4n4ry" });
    const response = refuse({ method: "POST", path: "/api/send", headers }, local);
    expect(response?.headers.get("content-type")).toBe("application/problem+json");
    expect(await response?.text()).not.toMatch(/c4n4ry/i);
  }
});

describe("the request line as Next can take it", () => {
  const line = (method: string, target: string, ...hosts: string[]) =>
    toPlainLine({ method, target, hosts }, local.hosts);

  test.each([
    ["GET", "/api/health?a=%zz", "GET", "/api/health?a=%zz"],
    ["TRACE", "/api/health", "PATCH", "/api/health"],
    ["PROPFIND", "/", "PATCH", "/"],
    ["OPTIONS", "*", "OPTIONS", "/-"],
    ["GET", "//evil.example/x", "GET", "/-"],
    ["GET", "//api/x", "GET", "/api/-"],
    ["GET", "/api/%zz", "GET", "/api/-"],
    ["GET", "/api/%ff", "GET", "/api/-"],
    ["GET", "/%E0%A4%A", "GET", "/-"],
    ["GET", "/caf\u00e9", "GET", "/-"],
    ["GET", "", "GET", "/-"],
    ["GET", "http://localhost:4000/api/health?x", "GET", "/api/health?x"],
    ["GET", "http://localhost:4000?x", "GET", "/?x"],
    ["GET", "ftp://localhost:4000/", "GET", "/-"],
  ])("%s %s", (method, target, plainMethod, plainTarget) => {
    expect(line(method, target, "localhost:4000")).toEqual({
      method: plainMethod,
      target: plainTarget,
      host: "localhost:4000",
    });
  });

  test("an absolute target's authority is the host, and two Host headers are none", () => {
    expect(line("GET", "http://evil.example/", "localhost:4000").host).toBe("evil.example");
    expect(line("GET", "/", "localhost:4000", "localhost:4000").host).toBe("");
    expect(line("GET", "/").host).toBe("");
  });
});
