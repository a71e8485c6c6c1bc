import { describe, expect, test } from "vitest";
import { diagnoseFields, diagnoseText } from "./engine.ts";
import { EXAMPLES, findExample } from "./examples.ts";
import { EMPTY_FIELDS, toRefreshRequest } from "./fields.ts";

describe("the examples show what they promise", () => {
  test.each([
    ["keap-json-body", "json-body"],
    ["echo-without-n", "basic-trailing-newline"],
  ])("%s: %s first", (id, rule) => {
    const example = findExample(id);
    const diagnosis = example && diagnoseText(example);
    expect(diagnosis?.findings[0]?.rule).toBe(rule);
    expect(diagnosis?.request?.refreshToken).toBe("zuq4dyq6yxnw2yxsk3fcjc8h");
    expect(diagnosis?.secrets).toContain("zuq4dyq6yxnw2yxsk3fcjc8h");
  });

  test("cmd-single-quotes: windows-single-quotes first", () => {
    const example = findExample("cmd-single-quotes");
    const diagnosis = example && diagnoseText(example);
    expect(diagnosis?.findings[0]?.rule).toBe("windows-single-quotes");
  });

  test("every verdict is plain data, so that it can go into the page", () => {
    for (const example of EXAMPLES) {
      const diagnosis = diagnoseText(example);
      expect(JSON.parse(JSON.stringify(diagnosis))).toEqual(diagnosis);
    }
  });
});

test("a half-filled form is no reason to fail", () => {
  const diagnosis = diagnoseFields(toRefreshRequest(EMPTY_FIELDS), "");
  expect(diagnosis.hasRequest).toBe(false);
});
