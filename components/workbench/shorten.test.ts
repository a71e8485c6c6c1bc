import { describe, expect, test } from "vitest";
import { applyEdits } from "../../lib/text/edit.ts";
import { diagnoseText, repairText } from "./engine.ts";
import { shorten } from "./shorten.ts";

const draft = (text: string) => ({ text, reply: "", shell: "auto", provider: "" }) as const;

const TEXTS = [
  { name: "one long value", text: `curl https://auth.example.com/token -d 'client_secret=s3c${"x".repeat(100_000)}'` },
  { name: "many options", text: `curl https://auth.example.com/token ${"-d a=b ".repeat(10_000)}` },
  { name: "many curly quotes", text: `curl https://auth.example.com/token ${"-d ‘a=b’ ".repeat(8_000)}` },
  {
    name: "many names",
    text: `curl https://auth.example.com/token -d '${Array.from({ length: 9_000 }, (_, i) => `n${i}=v`).join("&")}'`,
  },
];

describe.each(TEXTS)("$name", ({ text }) => {
  const whole = diagnoseText(draft(text));
  const short = shorten(whole, text);

  test("says the same of the text", () => {
    expect(short.findings.map(({ rule }) => rule)).toEqual(whole.findings.map(({ rule }) => rule));
    expect(short.readings.faulty).toBe(whole.readings.faulty);
    expect(JSON.stringify({ ...short, request: null }).length).toBeLessThan(1_500_000);
  });

  test("each fix makes the same of the text", () => {
    for (const [i, { fix }] of whole.findings.entries()) {
      expect(applyEdits(text, short.findings[i]?.fix?.edits ?? [])).toBe(applyEdits(text, fix?.edits ?? []));
    }
  });

  test("no secret is left in the readings", () => {
    expect(JSON.stringify(short.readings)).not.toContain("s3cxxxxxx");
  });
});

test("the repaired request is that of the fixed text", () => {
  const text = `curl https://auth.example.com/token -u id1:s3cret -d ‘grant_type=refresh_token’ -d refresh_token=r1`;
  expect(repairText(draft(text))).toMatchObject({ refreshToken: "r1", clientId: "id1" });
});
