import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:http";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Traced } from "../text/traced.ts";
import { parseConfig } from "./config.ts";
import { parseCurl } from "./curl.ts";
import { toWords } from "./words.testing.ts";

const config = (text: string): Traced => ({
  text,
  pieces: [{ text, origin: { door: "text", start: 0, end: text.length } }],
});

/** In each ADDRESS stands for the server. */
const CONFIGS = [
  'user = "id:s\\"e\\\\c"\nurl = ADDRESS/a',
  "# c\n\n-d a=b\n--data c=d\ndata: e=f\nurl ADDRESS/b",
  'url="ADDRESS/c"\nheader = "X-A: b c"\nheader=X-B:d',
  'url = ADDRESS/d\ndata = "a\\tb\\nc\\qd"',
  "url = ADDRESS/e\nbogus = x\ndata = a=b",
  "url = ADDRESS/f\ndata = a b c",
  "  url = ADDRESS/g\n  get\n  data = a=b # c",
  "url = ADDRESS/h\ndata = a=b\nnext\nurl = ADDRESS/i",
  'url = ADDRESS/j\ndata = "open',
  "-G\n-da=b\nurl=ADDRESS/k",
  "*x\n/y\nurl = ADDRESS/l\r\ndata = a=b\r\n",
  "user",
];

const version = /^curl (\S+)/.exec(spawnSync("curl", ["--version"], { encoding: "utf8" }).stdout ?? "")?.[1];

describe("a config file on standard input", () => {
  test.skipIf(version !== "7.88.1")("is read as curl reads it", { timeout: 60_000 }, async () => {
    const arrived: string[] = [];
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const headers = Array.from({ length: request.rawHeaders.length / 2 }, (_, i) =>
          request.rawHeaders.slice(2 * i, 2 * i + 2).join(": "),
        );
        arrived.push([`${request.method} ${request.url}`, ...headers, "", Buffer.concat(chunks).toString()].join("\n"));
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const host = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
    const real: string[][] = [];
    for (const text of CONFIGS) {
      const child = spawn("curl", ["-s", "-K", "-"], { stdio: ["pipe", "ignore", "ignore"] });
      const ended = new Promise((resolve) => child.on("close", resolve));
      child.stdin.end(text.replaceAll("ADDRESS", host));
      await ended;
      real.push(arrived.splice(0));
    }
    server.close();
    const said = CONFIGS.map((text) =>
      parseCurl(
        toWords(["curl", "-s", "-K", "-"]).words,
        "7.88.1",
        config(text.replaceAll("ADDRESS", host)),
      ).requests.map((request) =>
        [
          `${request.method.text} ${request.target.text}`,
          ...request.headers.map(({ name, value }) => `${name.text}: ${value.text}`),
          "",
          request.body?.text ?? "",
        ].join("\n"),
      ),
    );
    expect(said).toEqual(real);
    expect(real.flat().length).toBeGreaterThan(10);
  });

  test("that the text does not tell is refused", () => {
    expect(parseCurl(toWords(["curl", "-K", "-"]).words, "8.21.0", null).refusal?.kind).toBe("config-file");
  });

  test("values know their place", () => {
    const text = 'user = "id:x"\nurl = http://a.example/';
    const { requests } = parseCurl(toWords(["curl", "-K", "-"]).words, "8.21.0", config(text));
    expect(
      requests[0]?.credentials?.pieces
        .map(({ origin }) => origin.door === "text" && text.slice(origin.start, origin.end))
        .join(""),
    ).toBe("id:x");
  });

  test("any text is read", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab-=: "\\#\n\r\t', "url") }), (text) => {
        for (const { option } of parseConfig(config(text))) expect(option.text).toMatch(/^\S*$/);
        parseCurl(toWords(["curl", "-K", "-"]).words, "8.21.0", config(text));
      }),
    );
  });
});
