import { expect, test } from "vitest";
import { diagnoseForm } from "../diagnose/from-form.ts";
import type { RefreshRequest } from "../oauth/refresh-request.ts";
import { findProvider } from "../providers/find-provider.ts";
import { findFormFix } from "./form-fix.ts";
import { RIGHT_FORM } from "./right-request.ts";

const CASES: [rule: string, change: Partial<RefreshRequest>, provider?: string][] = [
  ["whitespace-in-value", { refreshToken: "r1abcDEF\n" }],
  ["whitespace-in-value", { clientSecret: " s3cret" }],
  ["quotes-in-value", { refreshToken: '"r1abcDEF"' }],
  ["double-encoded-value", { refreshToken: "1%2F%2F0gAbc" }],
  ["cleartext-http", { tokenEndpoint: "http://auth.example.com/token" }],
  ["wrong-endpoint", { tokenEndpoint: "https://accounts.google.com/o/oauth2/v2/auth" }, "google"],
  [
    "credentials-swapped",
    {
      clientId: "GOCSPX-made_up_value",
      clientSecret: "1-a.apps.googleusercontent.com",
      clientAuth: "client_secret_post",
    },
    "google",
  ],
  ["bearer-instead-of-basic", { clientAuth: "none", headers: [["Authorization", "Bearer abc.def"]] }],
  ["basic-not-base64", { clientAuth: "none", headers: [["Authorization", "Basic id1:s3cret"]] }],
  ["basic-malformed-scheme", { clientAuth: "none", headers: [["Authorization", "aWQxOnMzY3JldA=="]] }],
  ["json-content-type", { headers: [["Content-Type", "application/json"]] }],
  ["wrong-content-type", { headers: [["Content-Type", "text/plain"]] }],
  ["quotes-in-header-value", { headers: [["Content-Type", "'application/x-www-form-urlencoded'"]] }],
  ["stray-parameter", { params: { redirect_uri: "https://app.example.com/cb" } }],
];

test.each(CASES)("%s: the fix of the form removes it, and no error comes up: %j", (rule, change, id) => {
  const provider = id ? findProvider(id) : null;
  const form = { ...RIGHT_FORM, ...change };
  const finding = diagnoseForm(form, provider).findings.find((each) => each.rule === rule);
  expect(finding?.fix?.set).toBeDefined();
  const after = diagnoseForm(Object.assign({}, form, finding?.fix?.set), provider).findings;
  expect(after.filter((each) => each.rule === rule || each.severity === "error")).toEqual([]);
});

test.each(["refresh-token-dead", "wrong-secret", "placeholder-left", "empty-value"])(
  "%s: only the author knows the right value",
  (rule) => expect(findFormFix({ rule, part: "refreshToken" }, RIGHT_FORM)).toBeNull(),
);
