import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inspect } from "./from-text.ts";

const rules = (text: string, more: Partial<Parameters<typeof inspect>[0]> = {}) =>
  inspect({ text, ...more }).findings.filter(({ severity }) => severity !== "info");

test.each([
  ["words", `curl https://a.example/token ${"-d a=b ".repeat(30_000)}`, /pieces of commands/],
  ["quotes", `curl https://a.example/token -d ${`'"'"`.repeat(30_000)}`, /pieces of commands/],
  ["braces", `curl https://a.example/token -d ${"{".repeat(30_000)}`, /braces/],
  ["nesting", `curl https://a.example/token -d ${"$(".repeat(30_000)}`, /nesting/],
  ["lines of cmd", `@echo off\r\n${"set A=b\r\n".repeat(20_000)}curl https://a.example/token -d a=b`, /more lines/],
  ["carets", `@echo off\r\ncurl https://a.example/token ${"^a".repeat(100_000)}`, /more lines/],
  [
    "a table of PowerShell",
    `Invoke-RestMethod -Uri https://a.example/token -Body @{${"a='b'\n".repeat(30_000)}}`,
    /pieces/,
  ],
])("more %s than are read: said so, with the place where reading ended", (_, text, problem) => {
  const [finding, ...others] = rules(text);
  expect([finding?.title, others]).toEqual(["This is more than is read", []]);
  expect(finding?.detail).toMatch(problem);
  expect(finding?.spans[0]?.start).toBeGreaterThan(0);
  expect(finding?.spans[0]?.end).toBeLessThanOrEqual(text.length);
});

test("a form of more pairs than are read: nothing is said to be missing", () => {
  const text = `curl https://a.example/token -u id1:s3cret -d '${"a=b&".repeat(30_000)}grant_type=refresh_token&refresh_token=r1'`;
  const { findings, understood } = inspect({ text });
  expect(findings.map(({ rule }) => rule).filter((rule) => rule.startsWith("missing-"))).toEqual([]);
  expect(understood?.ignored.map(({ why }) => why)).toEqual(["The parameters after the first 10,000 are not read."]);
});

describe("what is shown", () => {
  test("the words of the first curl that really runs", () => {
    const text =
      "echo hi; false && curl -d a=b http://no.example/; curl -d a=b http://yes.example/token; curl http://late.example/";
    expect(inspect({ text }).argv).toEqual(["curl", "-d", "a=b", "http://yes.example/token"]);
  });

  test("an open quote: no words, no request, an error with its place", () => {
    const text = "curl https://auth.example.com/token -d 'grant_type=refresh_token";
    const { argv, request, findings } = inspect({ text });
    expect([argv, request]).toEqual([null, null]);
    expect(findings[0]?.severity).toBe("error");
    expect(text[findings[0]?.spans[0]?.start ?? 0]).toBe("'");
  });

  test("what curl refuses: its words, no request, an error", () => {
    const { argv, request, findings } = inspect({
      text: "curl --no-such-option https://auth.example.com/token -d a=b",
    });
    expect(argv?.[1]).toBe("--no-such-option");
    expect(request).toBeNull();
    expect(findings[0]?.severity).toBe("error");
  });

  test("the version that is asked for", () => {
    const { request } = inspect({ text: "curl -d a=b https://auth.example.com/token", curl: "7.88.1" });
    expect(request?.headers.find(({ name }) => name.text === "User-Agent")?.value.text).toBe("curl/7.88.1");
  });

  test("a file that is missing refuses in current curl and is empty in older ones; both say so", () => {
    const text = "curl -d @body.txt https://auth.example.com/token";
    for (const [curl, body] of [
      ["8.21.0", undefined],
      ["7.88.1", ""],
    ] as const) {
      const { request, findings } = inspect({ text, curl });
      expect(request?.body?.text ?? (request ? "" : undefined)).toBe(body);
      expect(findings.map(({ rule }) => rule)).toContain("data-from-file");
    }
  });
});

describe("typography", () => {
  const curly = "curl ‘https://auth.example.com/token’ -u id1:s3cret -d ‘grant_type=refresh_token&refresh_token=r1’";

  test("with a server's reply the quotes were straight", () => {
    const { argv, request } = inspect({ text: curly, response: { status: 400, body: "{}" } });
    expect(argv?.at(-1)).toBe("grant_type=refresh_token&refresh_token=r1");
    expect(request?.body?.text).toBe("grant_type=refresh_token&refresh_token=r1");
  });

  test("with the shell's own message they were curly", () => {
    const { argv } = inspect({ text: curly, response: { status: 0, body: "curl: (3) URL rejected" } });
    expect(argv?.[1]).toBe("‘https://auth.example.com/token’");
  });

  test("an apostrophe within a word is no quote", () => {
    const text =
      "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=O’Brien1";
    expect(
      rules(text, { response: { status: 200, body: '{"access_token":"a","token_type":"Bearer","expires_in":3600}' } }),
    ).toEqual([]);
  });

  test("curly quotes inside straight ones are the author's", () => {
    const text =
      "curl https://auth.example.com/token -u id1:s3cret -d 'grant_type=refresh_token&refresh_token=r1&note=“x”'";
    expect(rules(text)).toEqual([]);
  });

  test("a dash that stands for two hyphens", () => {
    const { fixed } = inspect({ text: "curl https://a.example/token —data grant_type=refresh_token –u id1:s3cret" });
    expect(fixed?.text).toBe("curl https://a.example/token --data grant_type=refresh_token -u id1:s3cret");
  });
});

test("the places of a straightened text lie in the text that was given", () => {
  const text =
    "curl —request PUT ‘https://auth.example.com/token’ -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1";
  const finding = inspect({ text, response: { status: 405 } }).findings.find(({ rule }) => rule === "method-not-post");
  const [span] = finding?.spans ?? [];
  expect(text.slice(span?.start, span?.end)).toBe("PUT");
});

/** Pieces that meet in commands and requests, whole and broken. */
const piece = fc.constantFrom(
  ..."curl,wget,http,POST /token HTTP/1.1\n,Host: a.example\n,-d,-u,-H,--data-urlencode,-X,GET,',\",`,$(,$X,${,\\\n,\\ \n,&,;,|,#,@f,=,:,{,},{\"a\":1},grant_type=refresh_token,refresh_token=,https://a.example/token,Authorization: Basic ,aWQ6cw==,‘,”,–d,\u00a0,\u200b,####,%41,%,+,\0,é,<<E\nE\n, ,  ,\n,fetch(,{ method: 'POST' },requests.post(,data=".split(
    ",",
  ),
);
const anything = fc.oneof(
  fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(" ")),
  fc.array(piece, { maxLength: 30 }).map((pieces) => `curl ${pieces.join("")}`),
  fc.string({ unit: "binary", maxLength: 200 }),
);

test("never throws; spans and edits lie in the text; the same text gives the same verdict", () => {
  fc.assert(
    fc.property(anything, fc.constantFrom(undefined, 0, 200, 400, 401, 500), (text, status) => {
      const response = status === undefined ? undefined : { status, body: '{"error":"invalid_client"}' };
      const { findings, fixed } = inspect({ text, response });
      for (const { spans, fix } of findings) {
        for (const { start, end } of [...spans, ...(fix?.edits ?? [])]) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }
      expect(inspect({ text, response }).fixed).toEqual(fixed);
    }),
    { numRuns: 400 },
  );
});

test("a long text is judged within seconds, whatever it holds", () => {
  for (const [head, unit] of [
    ["curl https://a.example/token -d '", "a=b&"],
    ["curl https://a.example/token -d '", "x"],
    ["curl https://a.example/token ", "-d a=b "],
    ["curl ", "‘a’ "],
    ["curl -H '", "a: b "],
    ["POST /token HTTP/1.1\nContent-Type: application/json\n\n{", '"a":"b",'],
    ["POST /token HTTP/1.1\n", "A: b\n"],
    ["", "\u200b"],
    ["", "("],
    ["fetch(", "{a:'b'},"],
  ] as const) {
    const text = head + unit.repeat(Math.floor((60_000 - head.length) / unit.length));
    const start = performance.now();
    inspect({ text });
    expect(performance.now() - start, `${head}${unit}`).toBeLessThan(40_000);
  }
}, 240_000);
