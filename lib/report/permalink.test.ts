import fc from "fast-check";
import { expect, test } from "vitest";
import { formatCaseFragment, parseCaseFragment } from "./permalink.ts";

test("a case comes back from its fragment as it was", async () => {
  const texts = fc.string({ unit: "grapheme", maxLength: 400 });
  const shells = fc.constantFrom("auto", "posix", "cmd", "powershell", "pwsh");
  const cases = fc.record({ text: texts, reply: texts, shell: shells, provider: fc.constantFrom("", "keap") });
  await fc.assert(
    fc.asyncProperty(cases, async (one) => {
      const fragment = await formatCaseFragment(one);
      expect(fragment).toMatch(/^case=[\w-]+$/);
      expect(await parseCaseFragment(`#${fragment}`)).toEqual(one);
    }),
    { numRuns: 50 },
  );
});

test.each(["", "#", "#case=", "#case=!", "#case=AAAA", "#case=q1YqU7IyBAA", "#verdict"])(
  "no case: %s",
  async (fragment) => {
    expect(await parseCaseFragment(fragment)).toBeUndefined();
  },
);

test("what would grow without end is not read to its end", async () => {
  const whole = await formatCaseFragment({ text: "a".repeat(2 << 20), reply: "", shell: "auto", provider: "" });
  expect(whole.length).toBeLessThan(10_000);
  expect(await parseCaseFragment(whole)).toBeUndefined();
});
