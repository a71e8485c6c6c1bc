import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Recorder } from "../curl/recorder.testing.ts";
import type { WireRequest } from "../http/request.ts";
import { encodeBytes, toBase64 } from "../text/bytes.ts";
import { writeSentCurl } from "./sent-curl.ts";

const hasCurl = spawnSync("curl", ["--version"]).status === 0;
let recorder: Recorder;
beforeAll(async () => {
  recorder = await Recorder.start(await freePort(), null);
});
afterAll(() => recorder.close());

async function freePort(): Promise<number> {
  const { createServer } = await import("node:net");
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

const sent = (change: Partial<WireRequest> & { text?: string } = {}): WireRequest => ({
  method: "POST",
  url: `http://127.0.0.1:${recorder.port}/token`,
  headers: [
    ["Host", `127.0.0.1:${recorder.port}`],
    ["Content-Type", "application/x-www-form-urlencoded"],
    ["Accept", "application/json"],
    ["Content-Length", "0"],
    ["Connection", "close"],
  ],
  body: { base64: toBase64(encodeBytes(change.text ?? "grant_type=refresh_token")) },
  ...change,
});

describe("a request that was sent, as a command", () => {
  test.skipIf(!hasCurl).each([
    ["plain", {}],
    ["quotes, dollars, bangs", { text: `a='"$HOME"\`id\`!x\\&b=%2B+` }],
    ["a body that looks like a file", { text: "@/etc/hostname" }],
    [
      "no Content-Type, a User-Agent, an empty header",
      {
        headers: [
          ["User-Agent", "mine"],
          ["X-Empty", ""],
        ] as const,
      },
    ],
    ["globs and dots in the address", { path: "/a/../b/{c}?x=[1-2]" }],
    ["another method without a body", { method: "DELETE", body: null }],
  ] as [string, Partial<WireRequest> & { text?: string; path?: string }][])(
    "curl sends it again, adding nothing: %s",
    async (_, { path = "/token", ...change }) => {
      const request = sent({ ...change, url: `http://127.0.0.1:${recorder.port}${path}` });
      const written = writeSentCurl(request);
      if (!("code" in written)) throw new Error(written.declined);
      const { arrived } = await recorder.run("bash", ["-c", written.code], tmpdir());
      const [one] = arrived;
      const own = (headers: WireRequest["headers"]) =>
        headers
          .filter(([name]) => !/^(?:host|content-length|connection)$/i.test(name))
          .map(([name, value]) => `${name}: ${value}`)
          .sort();
      expect(one?.method).toBe(request.method);
      expect(one?.target).toBe(path);
      expect(one?.body).toBe(request.body ? (change.text ?? "grant_type=refresh_token") : "");
      expect(own(one?.headers ?? [])).toEqual(own(request.headers));
    },
  );

  test("what a command line cannot carry is declined with a reason", () => {
    expect(writeSentCurl(sent({ text: "a\0b" }))).toHaveProperty("declined");
    expect(writeSentCurl(sent({ body: { base64: toBase64(new Uint8Array([0xff, 0xfe])) } }))).toHaveProperty(
      "declined",
    );
  });
});
