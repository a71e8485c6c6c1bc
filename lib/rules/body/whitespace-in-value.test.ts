import { expect, test } from "vitest";
import { inspect } from "../../diagnose/from-text.ts";

test.each([
  { name: "a plus at the end of a Basic secret is no blank", credentials: "app:s3cr3t+", reports: false },
  { name: "a plus in the middle", credentials: "app:s3+cr3t", reports: false },
  { name: "a blank is one", credentials: "app:s3cr3t ", reports: true },
  { name: "so is a form-encoded one", credentials: "app:s3cr3t%20", reports: true },
  { name: "a line break in the id", credentials: "app\n:s3cr3t", reports: true },
])("$name", ({ credentials, reports }) => {
  const text = `curl https://id.example.com/token -H 'Authorization: Basic ${btoa(credentials)}' -d grant_type=refresh_token -d refresh_token=abc123`;
  const rules = inspect({ text }).findings.map(({ rule }) => rule);
  expect(rules.includes("whitespace-in-value")).toBe(reports);
});
