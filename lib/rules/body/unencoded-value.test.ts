import { expect, test } from "vitest";
import { diagnoseForm } from "../../diagnose/from-form.ts";
import { inspect } from "../../diagnose/from-text.ts";

const rulesOf = (findings: readonly { rule: string }[]) => findings.map(({ rule }) => rule);

test("a blank that a client encodes as + is no raw +", () => {
  const form = {
    tokenEndpoint: "https://auth.example.com/token",
    clientId: "my app",
    clientSecret: "a+b/c g h%20",
    refreshToken: "r1",
    clientAuth: "client_secret_post",
  } as const;
  expect(rulesOf(diagnoseForm(form).findings)).not.toContain("unencoded-value");
  const text = "curl https://auth.example.com/token -d grant_type=refresh_token -d refresh_token=r1 -d client_id=id1";
  expect(rulesOf(inspect({ text: `${text} --data-urlencode 'client_secret=a b+c'` }).findings)).not.toContain(
    "unencoded-value",
  );
  expect(rulesOf(inspect({ text: `${text} -d 'client_secret=ab+c'` }).findings)).toContain("unencoded-value");
});
