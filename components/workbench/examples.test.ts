import { describe, expect, test } from "vitest";
import { diagnoseText, repairText } from "./engine.ts";
import { EXAMPLE_NAMES } from "./example-names.ts";
import { findExample } from "./examples.ts";

describe("the examples", () => {
  const causes = EXAMPLE_NAMES.map(({ id }) => diagnoseText(findExample(id)).findings[0]?.rule);

  test("are ten, and each has another root cause", () => {
    expect(EXAMPLE_NAMES).toHaveLength(10);
    expect(new Set(causes).size).toBe(10);
    expect(causes).not.toContain(undefined);
  });

  test.each([
    ["keap-json-body", "json-body"],
    ["echo-without-n", "basic-trailing-newline"],
    ["cmd-single-quotes", "windows-single-quotes"],
    ["bare-ampersand", "unquoted-ampersand"],
    ["dollar-in-secret", "variable-expanded"],
    ["multipart-form", "wrong-content-type"],
    ["basic-in-clear", "basic-not-base64"],
    ["powershell-curl", "powershell-curl-alias"],
    ["dead-google-token", "refresh-token-expired"],
    ["authenticated-twice", "two-client-auth-methods"],
  ] as const)("%s shows %s first", (id, rule) => {
    expect(diagnoseText(findExample(id)).findings[0]?.rule).toBe(rule);
  });

  test("most can be repaired into a request that could be sent", () => {
    const whole = EXAMPLE_NAMES.filter(({ id }) => repairText(findExample(id))?.refreshToken);
    expect(whole.length).toBeGreaterThanOrEqual(8);
  });
});
