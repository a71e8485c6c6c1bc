import { expect, test } from "vitest";
import type { RefreshRequest } from "../oauth/refresh-request.ts";
import { toSnippets } from "../snippets/catalog.ts";
import { readBack } from "./read-back.ts";

const SECRETS = ["plain-secret", "s3'c+%\"$x\\ y", "é 😀\n`!", "{{x}}%41&a=b"];
const AUTHS = [
  { clientAuth: "client_secret_basic", basicEncoding: "form" },
  { clientAuth: "client_secret_basic", basicEncoding: "raw" },
  { clientAuth: "client_secret_post" },
  { clientAuth: "none" },
] as const;
const CASES = AUTHS.flatMap((auth) =>
  SECRETS.map(
    (secret): RefreshRequest => ({
      tokenEndpoint: "https://auth.example.com/oauth/token?tenant=a",
      clientId: "my-client",
      ...(auth.clientAuth !== "none" && { clientSecret: secret }),
      refreshToken: `token/${secret}`,
      scope: "read write",
      ...auth,
    }),
  ),
);

test.each(["env", "literal"] as const)("every snippet reads back as the request it was written for (%s)", (secrets) => {
  let read = 0;
  const others = CASES.flatMap((refresh) =>
    toSnippets(refresh, { secrets }).flatMap((snippet) => {
      if (snippet.code === null) return [];
      read++;
      const back = readBack(snippet, refresh);
      return back.kind === "identical" ? [] : [`${snippet.id} ${JSON.stringify(back)}\n${snippet.code}`];
    }),
  );
  expect(others).toEqual([]);
  expect(read).toBeGreaterThan(CASES.length * 15);
});

test("a snippet that sends another value is told", () => {
  const [refresh] = CASES;
  if (!refresh) throw new Error("no case");
  const [snippet] = toSnippets(refresh, { secrets: "literal" });
  expect(snippet && readBack(snippet, { ...refresh, scope: "other", clientSecret: "x" })).toEqual({
    kind: "different",
    parts: ["scope", "client_secret"],
  });
});
