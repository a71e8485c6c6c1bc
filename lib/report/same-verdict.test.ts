import { expect, test } from "vitest";
import failing from "../diagnose/corpus/failing.json" with { type: "json" };
import good from "../diagnose/corpus/good.json" with { type: "json" };
import { inspect } from "../diagnose/from-text.ts";
import { createRandom } from "../shell/random.testing.ts";
import { withoutLeaks } from "./leaks.ts";
import { redactCase } from "./redact.ts";
import { createStandIns } from "./stand-in.ts";

interface CorpusCase {
  readonly name: string;
  readonly provider: string;
  readonly shell?: string;
  readonly text: string;
  readonly reply?: { readonly status: number; readonly headers: string[][]; readonly body: string };
}

function diagnose(one: CorpusCase, text: string, body: string) {
  const response = one.reply && {
    ...one.reply,
    headers: one.reply.headers.map(([name = "", value = ""]) => [name, value] as const),
    body,
  };
  const { findings, evidence } = inspect({
    text,
    shell: (one.shell ?? "auto") as "auto",
    provider: one.provider,
    response,
  });
  return { rules: findings.map(({ rule }) => rule), evidence };
}

test("a report's case is diagnosed as the case it was made from", () => {
  const random = createRandom(7);
  const standIns = () => createStandIns(() => random.int(2 ** 30) / 2 ** 30);
  const cases = [...(failing as CorpusCase[]), ...(good as CorpusCase[])];
  const different = cases.flatMap((one) => {
    const body = one.reply?.body ?? "";
    const before = diagnose(one, one.text, body);
    const given = { ...one, reply: body, shell: one.shell ?? "auto", evidence: before.evidence };
    const redacted = withoutLeaks(redactCase(given, { standIns: standIns(), keepIds: false }));
    const after = diagnose(one, redacted.text, redacted.reply);
    return before.rules.join(" ") === after.rules.join(" ") ? [] : [{ name: one.name, before, after, redacted }];
  });
  expect(different).toEqual([]);
}, 120_000);
