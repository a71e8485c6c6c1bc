import { describe, expect, test } from "vitest";
import { diagnoseFields, diagnoseText } from "./engine.ts";
import { EXAMPLE_NAMES } from "./example-names.ts";
import { findExample } from "./examples.ts";
import { EMPTY_FIELDS, toRefreshRequest } from "./fields.ts";

describe("the verdicts on the examples", () => {
  test.each(["keap-json-body", "echo-without-n"] as const)(
    "%s: the request is read, its token is known as a secret",
    (id) => {
      const { request, secrets } = diagnoseText(findExample(id));
      expect(request?.refreshToken).toBe("zuq4dyq6yxnw2yxsk3fcjc8h");
      expect(secrets).toContain("zuq4dyq6yxnw2yxsk3fcjc8h");
    },
  );

  test("every verdict is plain data, so that it can go into the page", () => {
    for (const { id } of EXAMPLE_NAMES) {
      const diagnosis = diagnoseText(findExample(id));
      expect(JSON.parse(JSON.stringify(diagnosis))).toEqual(diagnosis);
    }
  });
});

test("a half-filled form is no reason to fail", () => {
  const diagnosis = diagnoseFields(toRefreshRequest(EMPTY_FIELDS), "");
  expect(diagnosis.hasRequest).toBe(false);
});
