import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toSnippets } from "../../lib/snippets/catalog.ts";
import { toCodeRuns } from "./colour.ts";

const REFRESH = {
  tokenEndpoint: "https://id.example.com/token",
  clientId: "app",
  clientSecret: 'it\'s # a "secret" // 100%',
  refreshToken: "abc",
  clientAuth: "client_secret_basic",
} as const;

describe("the colours of code", () => {
  const cases: [id: string, code: string, runs: [kind: string, text: string][]][] = [
    [
      "curl-posix",
      'a \'b # c\' # d\n"e\\"f" g#h',
      [
        ["string", "'b # c'"],
        ["comment", "# d"],
        ["string", '"e\\"f"'],
      ],
    ],
    [
      "curl-cmd",
      'rem "x"\ncurl "a # b"',
      [
        ["comment", 'rem "x"'],
        ["string", '"a # b"'],
      ],
    ],
    [
      "invoke-restmethod",
      "'a''b' \"c`\"d\" # e",
      [
        ["string", "'a''b'"],
        ["string", '"c`"d"'],
        ["comment", "# e"],
      ],
    ],
    [
      "javascript-fetch",
      'fetch("https://x") // y',
      [
        ["string", '"https://x"'],
        ["comment", "// y"],
      ],
    ],
    [
      "python-requests",
      "x = 'a' # b",
      [
        ["string", "'a'"],
        ["comment", "# b"],
      ],
    ],
    [
      "rust-reqwest",
      'fn a<\'b>() { "c" } // d',
      [
        ["string", '"c"'],
        ["comment", "// d"],
      ],
    ],
    ["raw-http", 'POST / "a"', []],
  ];
  test.each(cases)("%s: %s", (id, code, runs) => {
    expect(
      toCodeRuns(id, code)
        .filter(({ kind }) => kind !== "plain")
        .map(({ kind, text }) => [kind, text]),
    ).toEqual(runs);
  });

  test("nothing is lost or added, whatever the text", () => {
    const ids = toSnippets(REFRESH, { secrets: "literal" }).map(({ id }) => id);
    fc.assert(
      fc.property(fc.constantFrom(...ids), fc.string({ unit: fc.constantFrom(..."'\"`\\#/*\n ab") }), (id, code) => {
        expect(
          toCodeRuns(id, code)
            .map(({ text }) => text)
            .join(""),
        ).toBe(code);
      }),
    );
    for (const { id, code } of toSnippets(REFRESH, { secrets: "literal" }))
      expect(
        toCodeRuns(id, code ?? "")
          .map(({ text }) => text)
          .join(""),
      ).toBe(code ?? "");
  });
});
