import { describe, expect, test } from "vitest";
import { diagnoseText } from "../components/workbench/engine.ts";
import { PROVIDERS } from "../lib/providers/providers.ts";
import { RULES } from "../lib/rules/catalog.ts";
import { findTryDraft, toTryAddress } from "./try-draft.ts";

describe("Try it", () => {
  const shown = RULES.map(({ id }) => ({ id, draft: findTryDraft(`rule:${id}`) })).filter(({ draft }) => draft);

  test("most rules can be tried", () => expect(shown.length).toBeGreaterThan(RULES.length * 0.8));

  test.each(shown)("the example of $id shows the rule in the workbench", ({ id, draft }) => {
    if (draft?.view === "form") return expect(draft.fields?.tokenEndpoint).not.toBe("");
    const { text = "", reply = "", shell = "auto", provider = "" } = draft ?? {};
    const rules = diagnoseText({ text, reply, shell, provider }).findings.map(({ rule }) => rule);
    expect(rules).toContain(id);
  });

  test("every provider's command is a request without a fault", () => {
    for (const { id, supportsRefresh } of PROVIDERS) {
      const draft = findTryDraft(`provider:${id}`);
      expect(draft !== undefined, id).toBe(supportsRefresh);
      if (!draft) continue;
      const found = diagnoseText({ text: draft.text ?? "", reply: "", shell: "posix", provider: id });
      expect(found.hasRequest, id).toBe(true);
      expect(
        found.findings.filter(({ severity }) => severity === "error"),
        id,
      ).toEqual([]);
    }
  });

  test("what names nothing fills nothing in", () => {
    for (const asked of ["", "rule", "rule:", "rule:nothing", "provider:nothing", "text:curl", "rule:__proto__"]) {
      expect(findTryDraft(asked)).toBeUndefined();
      expect(toTryAddress(asked)).toBeUndefined();
    }
  });
});
