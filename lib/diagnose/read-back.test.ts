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

/** What the readers follow from end to end. */
const FOLLOWED = [
  "curl-posix",
  "curl-cmd",
  "curl-batch",
  "curl-powershell",
  "raw-http",
  "http-file",
  "javascript-fetch",
];

test.each(FOLLOWED)("%s with literal values reads back as the request it was written for", (id) => {
  for (const refresh of CASES) {
    const snippet = toSnippets(refresh, { secrets: "literal" }).find((each) => each.id === id);
    expect(snippet && readBack(snippet, refresh), snippet?.code ?? "no code").toEqual({ kind: "identical" });
  }
});

test.each(["env", "literal"] as const)("no right snippet is said to differ (%s)", (secrets) => {
  const different = CASES.flatMap((refresh) =>
    toSnippets(refresh, { secrets }).flatMap((snippet) => {
      const back = readBack(snippet, refresh);
      return back.kind === "different" ? [`${snippet.id} ${back.parts.join(" ")}`] : [];
    }),
  );
  expect([...new Set(different)]).toEqual([]);
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
