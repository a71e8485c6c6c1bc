import { describe, expect, test } from "vitest";
import { compareTexts } from "../../lib/diagnose/compare.ts";
import { COMPARE_EXAMPLE } from "./compare-example.ts";
import { wordsForComparison } from "./compare-words.ts";

const CURL =
  "curl https://id.example.com/token -u app:s3cr3t -d grant_type=refresh_token -d refresh_token=abc123def456";

describe("what the page says of two requests", () => {
  const cases: { name: string; works: string; fails: string; tone: string; title: RegExp; evidence: RegExp }[] = [
    {
      name: "the example",
      works: COMPARE_EXAMPLE.works.text,
      fails: COMPARE_EXAMPLE.fails.text,
      tone: "error",
      title: /^The body is JSON/,
      evidence: /^Of \d differences 1 matters and \d do not\.$/,
    },
    { name: "alike", works: CURL, fails: CURL, tone: "ok", title: /^The same/, evidence: /used the refresh token up/ },
    {
      name: "wrong alike",
      works: CURL.replace(" -u app:s3cr3t", ""),
      fails: CURL.replace(" -u app:s3cr3t", ""),
      tone: "warning",
      title: /^The same/,
      evidence: /`missing-client-auth`/,
    },
    {
      name: "another secret",
      works: CURL,
      fails: CURL.replace("s3cr3t", "0ther1"),
      tone: "warning",
      title: /^client_secret differs\.$/,
      evidence: /Another secret.* Of 1 difference 1 matters\.$/,
    },
    {
      name: "a header that some servers read",
      works: `${CURL} -H 'X-Tenant: 7'`,
      fails: CURL,
      tone: "info",
      title: /^No difference that decides/,
      evidence: /^X-Tenant: .*1 may matter\.$/,
    },
    {
      name: "no request",
      works: CURL,
      fails: "hello",
      tone: "warning",
      title: /from the one that fails\.$/,
      evidence: /./,
    },
  ];
  test.each(cases)("$name", ({ works, fails, tone, title, evidence }) => {
    const words = wordsForComparison(compareTexts({ text: works }, { text: fails }));
    expect(words.tone).toBe(tone);
    expect(words.title).toMatch(title);
    expect(words.evidence).toMatch(evidence);
  });

  test("nothing pasted", () => expect(wordsForComparison(null).tone).toBe("info"));
});
