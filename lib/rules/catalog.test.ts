import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { inspect } from "../diagnose/from-text.ts";
import { judgeExample } from "../diagnose/judge-example.ts";
import { applyEdits } from "../text/edit.ts";
import { RULES } from "./catalog.ts";
import type { Example, ExampleCase, Rule } from "./define-rule.ts";
import type { Finding } from "./finding.ts";

/** Files in the rule folders that hold what several rules share. */
const SHARED: readonly string[] = ["challenge.ts"];

const FOLDERS = ["typed", "body", "client", "endpoint", "answer", "around"];
const files = FOLDERS.flatMap((folder) => {
  try {
    return readdirSync(path.join(import.meta.dirname, folder)).filter((name) => /^[\w-]+\.ts$/.test(name));
  } catch {
    return [];
  }
});

function judged(example: Example, rule: Rule) {
  const outcome = judgeExample(example);
  const text = typeof example === "string" ? example : (example.text ?? "");
  return { findings: outcome.findings.filter((finding) => finding.rule === rule.id), outcome, text };
}

/** False for a text that needs a shell which nothing reads yet. */
function isReadable(example: Example): boolean {
  return (
    typeof example === "string" || !example.shell || inspect({ text: "curl a", shell: example.shell }).shell !== null
  );
}

test("every rule file is listed, once, under its own name", () => {
  const named = files.filter((name) => !name.endsWith(".test.ts") && !SHARED.includes(name));
  expect(RULES.map((rule) => `${rule.id}.ts`).sort()).toEqual(named.sort());
});

describe.each(RULES.map((rule) => [rule.id, rule] as const))("%s", (_, rule) => {
  const all = [rule.example.reports, ...(rule.example.more ?? [])];
  const reported = all.filter(isReadable);
  const isWhole = reported.length === all.length;

  test("is complete", () => {
    expect(rule.title).not.toBe("");
    expect(rule.summary).toMatch(/\.$/);
    expect(Object.keys(rule.messages).length).toBeGreaterThan(0);
  });

  test.skipIf(reported.length === 0)("reports its examples and ignores its counter-example", () => {
    for (const example of reported) expect(judged(example, rule).findings, JSON.stringify(example)).not.toEqual([]);
    expect(judged(rule.example.ignores, rule).findings).toEqual([]);
  });

  test.skipIf(!isWhole)("says every message somewhere, with all its blanks filled in", () => {
    const titles = reported.flatMap((example) =>
      judged(example, rule).findings.map(({ title, detail }) => [title, detail]),
    );
    const blanks = Object.values(rule.messages).flatMap(
      ({ title, detail }) => `${title} ${detail}`.match(/\{\w+\}/g) ?? [],
    );
    for (const blank of blanks) expect(titles.flat().join("\n")).not.toContain(blank);
    for (const [name, message] of Object.entries(rule.messages)) {
      const [before = ""] = message.title.split(/\{\w+\}/);
      expect(
        titles.some(([title]) => title?.startsWith(before)),
        name,
      ).toBe(true);
    }
  });

  test("clears its counter-example", () => {
    const cleared = judged(rule.example.ignores, rule).outcome.cleared.some((one) => one.rule === rule.id);
    expect(cleared).toBe(rule.cleared !== null);
  });

  test.skipIf(!isWhole)("has a fix in one of its examples, or says why there is none", () => {
    const hasFix = reported.some((example) => judged(example, rule).findings.some(({ fix }) => fix !== null));
    expect(hasFix).toBe(rule.noFix === undefined);
    if (rule.noFix !== undefined) expect(rule.noFix).toMatch(/^[A-Z].{20,160}\.$/);
  });

  test("each fix removes its finding and adds none", () => {
    for (const example of reported) {
      if (typeof example !== "string" && example.form) continue;
      const { findings, text, outcome } = judged(example, rule);
      const input: Partial<ExampleCase> = typeof example === "string" ? {} : example;
      for (const { fix } of findings) {
        if (!fix || fix.edits.length === 0) continue;
        const after = applyEdits(text, fix.edits);
        const isLoud = (finding: Finding) => finding.severity !== "info" || finding.rule === rule.id;
        const before = outcome.findings.map((finding) => finding.rule);
        const left = inspect({ ...input, text: after }).findings.filter((finding) => finding.rule === rule.id);
        expect(left.length, fix.title).toBeLessThan(findings.length);
        // The reply was to the request as it was before.
        const { response: _, ...given } = input;
        const now = inspect({ ...given, text: after }).findings.filter(isLoud);
        expect(
          now.map((finding) => finding.rule).filter((id) => !before.includes(id)),
          fix.title,
        ).toEqual([]);
      }
    }
  });
});
