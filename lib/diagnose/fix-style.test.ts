import { describe, expect, test } from "vitest";
import { RULES } from "../rules/catalog.ts";
import type { ExampleCase } from "../rules/define-rule.ts";
import { applyEdits } from "../text/edit.ts";
import failing from "./corpus/failing.json" with { type: "json" };
import wideFailing from "./corpus/wide-failing.json" with { type: "json" };
import { inspect } from "./from-text.ts";

type InspectInput = Parameters<typeof inspect>[0];

interface Case {
  readonly name: string;
  readonly provider: string;
  readonly shell?: string;
  readonly text: string;
  readonly reply?: { readonly status: number; readonly body: string };
}

const fromCorpus = ([...failing, ...wideFailing] as readonly Case[]).map(
  ({ name, text, provider, shell = "auto", reply }): [string, InspectInput] => [
    name,
    {
      text,
      provider,
      shell: shell as "auto",
      ...(reply ? { response: { status: reply.status, body: reply.body } } : {}),
    },
  ],
);
const fromRules = RULES.flatMap(({ id, example }) =>
  [example.reports, ...(example.more ?? [])].flatMap((each): [string, InspectInput][] => {
    const one: ExampleCase = typeof each === "string" ? { text: each } : each;
    return one.text === undefined || one.task || one.form ? [] : [[id, { ...one, text: one.text } as InspectInput]];
  }),
);
const cases = [...fromRules, ...fromCorpus];

/** Rules whose mistake is a line break or a quote, and the one that writes another format. */
const ABOUT_LINES =
  /^(?:json-body|broken-line-continuation|basic-line-wrapped|whitespace-in-value|url-malformed|invisible-character)$/;
const ABOUT_QUOTES = /quote|^variable-|unencoded|powershell|ampersand|^smart|^json-body$|^broken-line/;

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

describe("a fix keeps the author's manner", () => {
  test("line breaks stay, each as it was written", () => {
    const lost: string[] = [];
    let seen = 0;
    for (const [name, input] of cases) {
      for (const newline of ["\n", "\r\n"]) {
        const text = input.text.replace(/\r?\n/g, newline);
        for (const { rule, fix } of inspect({ ...input, text }).findings) {
          if (!fix || fix.edits.length === 0 || ABOUT_LINES.test(rule)) continue;
          seen++;
          const after = applyEdits(text, fix.edits);
          const isKept =
            count(after, /\n/g) >= count(text, /\n/g) && (newline === "\n" || count(after, /(?<!\r)\n/g) === 0);
          if (!isKept) lost.push(`${name}: ${rule}\n${text}\n=>\n${after}`);
        }
      }
    }
    expect(seen).toBeGreaterThan(200);
    expect(lost).toEqual([]);
  });

  test("quotes outside of what is mended stay", () => {
    const lost: string[] = [];
    for (const [name, input] of cases) {
      for (const { rule, fix } of inspect(input).findings) {
        if (!fix || fix.edits.length === 0 || ABOUT_QUOTES.test(rule)) continue;
        const after = applyEdits(input.text, fix.edits);
        const removed = fix.edits.map((edit) => input.text.slice(edit.start, edit.end)).join("");
        const added = fix.edits.map(({ text }) => text).join("");
        // Whoever wrote single quotes gets no double ones for it, and the other way round.
        if (count(removed, /'/g) > count(added, /'/g) && count(added, /"/g) > count(removed, /"/g))
          lost.push(`${name}: ${rule}\n${input.text}\n=>\n${after}`);
      }
    }
    expect(lost).toEqual([]);
  });
});

const straight = fromCorpus.filter(
  ([, { text, shell }]) => /^\s*curl\b/.test(text) && /["']/.test(text) && (shell === "auto" || shell === "posix"),
);
const curl = (text: string) => text.replaceAll("'", "’").replaceAll('"', "”");
const REFUSAL = { status: 400, body: '{"error":"invalid_grant"}' };

test.each(["posix", "cmd", "powershell", "pwsh"] as const)(
  "%s: once a server has answered curly quotes never come first",
  (shell) => {
    const first: string[] = [];
    for (const [name, input] of straight) {
      const { findings } = inspect({ ...input, text: curl(input.text), shell, response: REFUSAL });
      const [top] = findings;
      if (
        top?.rule === "smart-quotes" ||
        findings.some(({ rule, severity }) => rule === "smart-quotes" && severity === "error")
      )
        first.push(`${name}: ${findings.map(({ rule, severity }) => `${rule} ${severity}`)}`);
    }
    expect(straight.length).toBeGreaterThan(40);
    expect(first).toEqual([]);
  },
);
