import { expect, test } from "vitest";
import type { RefreshRequest } from "../oauth/refresh-request.ts";
import { toSnippets } from "../snippets/catalog.ts";
import { particularCases, proofCases } from "../snippets/proof/hostile.testing.ts";
import { readBack } from "./read-back.ts";

const SECRETS = ["plain-secret", "s3'c+%\"$x\\ y", "é 😀\n`!", "{{x}}%41&a=b"];
const AUTHS = [
  { clientAuth: "client_secret_basic", basicEncoding: "form" },
  { clientAuth: "client_secret_basic", basicEncoding: "raw" },
  { clientAuth: "client_secret_post" },
  { clientAuth: "none" },
] as const;
const toBoth = (refresh: RefreshRequest) =>
  (["env", "literal"] as const).map((secrets) => ({ key: secrets, refresh, secrets }));
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

/** Every tenth of the cases with which the snippets are run, or with SNIPPETS=all every one. */
const HOSTILE = [...proofCases("key", 8080, "/tmp/canary"), ...particularCases("key", 8080)].filter(
  ({ isParticular }, i) => isParticular || i % 10 === 0 || process.env.SNIPPETS === "all",
);

test("every snippet reads back as the request it was written for", () => {
  let read = 0;
  const misses = [...CASES.flatMap(toBoth), ...HOSTILE].flatMap(({ key, refresh, secrets }) =>
    toSnippets(refresh, { secrets }).flatMap((snippet) => {
      if (snippet.code === null) return [];
      read++;
      const back = readBack(snippet, refresh);
      return back.kind === "identical" ? [] : [`${snippet.id} ${key} ${JSON.stringify(back)}\n${snippet.code}`];
    }),
  );
  for (const miss of misses) console.log(miss.slice(0, 2000));
  expect(misses.map((miss) => miss.split("\n")[0])).toEqual([]);
  expect(read).toBeGreaterThan((CASES.length * 2 + HOSTILE.length) * 18);
}, 600_000);

test("a snippet that sends another value is told", () => {
  const [refresh] = CASES;
  if (!refresh) throw new Error("no case");
  const [snippet] = toSnippets(refresh, { secrets: "literal" });
  expect(snippet && readBack(snippet, { ...refresh, scope: "other", clientSecret: "x" })).toEqual({
    kind: "different",
    parts: ["scope", "client_secret"],
  });
});
