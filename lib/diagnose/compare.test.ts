import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RefreshRequest } from "../oauth/refresh-request.ts";
import { toSnippets } from "../snippets/catalog.ts";
import { compareTexts } from "./compare.ts";

const CURL =
  "curl https://id.example.com/token -u app:s3cr3t -d grant_type=refresh_token -d refresh_token=abc123def456";
const HTTP = [
  "POST /token HTTP/1.1",
  "Host: id.example.com",
  `Authorization: Basic ${btoa("app:s3cr3t")}`,
  "Content-Type: application/x-www-form-urlencoded",
  "",
  "grant_type=refresh_token&refresh_token=abc123def456",
].join("\n");
const FETCH = `fetch("https://id.example.com/token", { method: "POST", headers: { Authorization: "Basic ${btoa("app:s3cr3t")}", "Content-Type": "application/x-www-form-urlencoded" }, body: "grant_type=refresh_token&refresh_token=abc123def456" })`;
const POSTMAN = postman([
  ["grant_type", "refresh_token"],
  ["refresh_token", "abc123def456"],
]);
const CMD =
  'curl https://id.example.com/token -u "app:s3cr3t" -d "grant_type=refresh_token&refresh_token=abc123def456"';
const PYTHON =
  'import requests\nrequests.post("https://id.example.com/token", auth=("app", "s3cr3t"), data={"grant_type": "refresh_token", "refresh_token": "abc123def456"})';
const CMDLET = `Invoke-RestMethod -Method Post -Uri https://id.example.com/token -Headers @{ Authorization = "Basic ${btoa("app:s3cr3t")}" } -Body @{ grant_type = "refresh_token"; refresh_token = "abc123def456" }`;

function postman(pairs: readonly (readonly [string, string])[], more: object = {}): string {
  const request = {
    method: "POST",
    url: { raw: "https://id.example.com/token" },
    auth: {
      type: "basic",
      basic: [
        { key: "username", value: "app" },
        { key: "password", value: "s3cr3t" },
      ],
    },
    body: { mode: "urlencoded", urlencoded: pairs.map(([key, value]) => ({ key, value })) },
    ...more,
  };
  return JSON.stringify({ info: { name: "x" }, item: [{ request }] });
}

const ALIKE: Record<string, string> = { CURL, HTTP, FETCH, POSTMAN, CMD, PYTHON, CMDLET };

describe("one request in two texts is the same to a token server", () => {
  for (const [a, works] of Object.entries(ALIKE)) {
    for (const [b, fails] of Object.entries(ALIKE)) {
      test(`${a} and ${b}`, () => {
        const { outcome, differences } = compareTexts({ text: works }, { text: fails });
        expect(differences.filter(({ weight }) => weight !== "cosmetic")).toEqual([]);
        expect(outcome).toBe("same");
      });
    }
  }

  test("the same command in two shells", () => {
    const posix = compareTexts({ text: CURL, shell: "posix" }, { text: CMD, shell: "cmd" });
    expect(posix.outcome).toBe("same");
    expect(posix.works.shell).toBe("posix");
    expect(posix.fails.shell).toBe("cmd");
    expect(
      compareTexts({ text: CURL, shell: "posix" }, { text: CURL.replace(" -u", "  `\n -u"), shell: "pwsh" }).outcome,
    ).toBe("same");
  });
});

/** `first` is the weightiest difference: its key, its weight and a word of its sentence. */
const CASES: {
  name: string;
  works: string;
  fails: string;
  first: [key: string, weight: string, why: RegExp];
  rule?: string;
}[] = [
  {
    name: "JSON in the failing one",
    works: POSTMAN,
    fails: `curl https://id.example.com/token -u app:s3cr3t -H 'Content-Type: application/json' -d '{"grant_type":"refresh_token","refresh_token":"abc123def456"}'`,
    first: ["body", "error", /The body is JSON/],
    rule: "json-body",
  },
  {
    name: "another address",
    works: CURL,
    fails: CURL.replace("id.example.com", "api.example.com"),
    first: ["address", "request", /another server/],
  },
  {
    name: "a slash at the end",
    works: CURL,
    fails: CURL.replace("/token", "/token/"),
    first: ["address", "request", /slash/],
  },
  {
    name: "GET",
    works: CURL,
    fails: CURL.replace("curl", "curl -G"),
    first: ["method", "error", /./],
    rule: "get-instead-of-post",
  },
  {
    name: "no refresh token",
    works: HTTP,
    fails: HTTP.replace("&refresh_token=abc123def456", ""),
    first: ["parameter refresh_token", "error", /./],
    rule: "missing-refresh-token",
  },
  {
    name: "no Content-Type",
    works: HTTP,
    fails: HTTP.replace(/Content-Type.*\n/, ""),
    first: ["body", "error", /./],
    rule: "missing-content-type",
  },
  {
    name: "a newline in the Basic credentials",
    works: CURL,
    fails: `curl https://id.example.com/token -H 'Authorization: Basic ${btoa("app:s3cr3t\n")}' -d grant_type=refresh_token -d refresh_token=abc123def456`,
    first: ["parameter client_secret", "error", /./],
    rule: "basic-trailing-newline",
  },
  {
    name: "no client at all",
    works: CURL,
    fails: CURL.replace(" -u app:s3cr3t", ""),
    first: ["client", "error", /./],
    rule: "missing-client-auth",
  },
  {
    name: "the secret in the body",
    works: CURL,
    fails: CURL.replace("-u app:s3cr3t", "-d client_id=app -d client_secret=s3cr3t"),
    first: ["client", "request", /registered/],
  },
  {
    name: "another secret",
    works: CURL,
    fails: CURL.replace("s3cr3t", "s3cr3T"),
    first: ["parameter client_secret", "request", /letter case/],
  },
  {
    name: "another token",
    works: CURL,
    fails: CURL.replace("abc123def456", "zzz999yyy888"),
    first: ["parameter refresh_token", "request", /only the newest/],
  },
  {
    name: "a token that was cut",
    works: CURL,
    fails: CURL.replace("abc123def456", "abc123"),
    first: ["parameter refresh_token", "request", /stops after 6 of 12/],
  },
  {
    name: "a zero width space in the token",
    works: CURL,
    fails: CURL.replace("abc123", "abc\u200b123"),
    first: ["parameter refresh_token", "error", /./],
    rule: "invisible-character",
  },
  {
    name: "a token that was encoded twice",
    works:
      "curl https://id.example.com/token -u app:s3cr3t -d grant_type=refresh_token --data-urlencode 'refresh_token=abc/123+def='",
    fails:
      "curl https://id.example.com/token -u app:s3cr3t -d grant_type=refresh_token --data-urlencode refresh_token=abc%2F123%2Bdef%3D",
    first: ["parameter refresh_token", "error", /./],
    rule: "double-encoded-value",
  },
  {
    name: "Basic, raw and form-encoded",
    works: CURL.replace("app:s3cr3t", "app:s3/cr3t"),
    fails: CURL.replace("app:s3cr3t", "app:s3%2Fcr3t"),
    first: ["client encoding", "request", /2\.3\.1/],
  },
  {
    name: "a scope that only one asks for",
    works: CURL,
    fails: `${CURL} -d scope=admin`,
    first: ["parameter scope", "request", /goes without it/],
  },
  {
    name: "the token in the URL",
    works: CURL,
    fails: "curl 'https://id.example.com/token?refresh_token=abc123def456' -u app:s3cr3t -d grant_type=refresh_token",
    first: ["place refresh_token", "request", /URL/],
    rule: "params-in-query",
  },
  {
    name: "a variable that the text does not tell",
    works: CURL,
    fails: CURL.replace("abc123def456", '"$RT"'),
    first: ["parameter refresh_token", "untold", /RT: compare it by hand/],
  },
  {
    name: "an Origin header",
    works: FETCH.replace("headers: {", 'headers: { Origin: "https://app.example.com",'),
    fails: FETCH,
    first: ["header origin", "header", /browser/],
  },
  {
    name: "a quote that is never closed",
    works: CURL,
    fails: `${CURL} -d 'scope=a`,
    first: ["rule unbalanced-quote", "error", /./],
    rule: "unbalanced-quote",
  },
];

describe("what matters comes first", () => {
  for (const { name, works, fails, first, rule } of CASES) {
    test(name, () => {
      const [key, weight, why] = first;
      const [top] = compareTexts({ text: works }, { text: fails }).differences;
      expect([top?.key, top?.weight]).toEqual([key, weight]);
      expect(top?.why).toMatch(why);
      expect(top?.rule ?? null).toBe(rule ?? null);
    });
  }

  test("one variable in two spellings is one value", () => {
    const cmd =
      'curl https://id.example.com/token -u "app:%SECRET%" -d grant_type=refresh_token -d refresh_token=abc123def456';
    const posix = CURL.replace("app:s3cr3t", '"app:$SECRET"');
    expect(compareTexts({ text: posix }, { text: cmd, shell: "cmd" }).outcome).toBe("same");
  });

  test("a text without a request is said to be none, and what is wrong with it is told", () => {
    const compared = compareTexts({ text: CURL }, { text: "curl 'https://id.example.com/token -d a=b" });
    expect(compared.outcome).toBe("unread");
    expect(compared.fails.hasRequest).toBe(false);
    expect(compared.differences[0]?.weight).toBe("error");
  });

  test("a fault of both is no difference", () => {
    const both = CURL.replace("https:", "http:").replace("-u app:s3cr3t", "");
    const compared = compareTexts({ text: both }, { text: both });
    expect(compared.shared).toContain("missing-client-auth");
    expect(compared.outcome).toBe("same");
  });

  test("filled-in values are compared", () => {
    const text = CURL.replace("abc123def456", '"$RT"');
    expect(compareTexts({ text: CURL }, { text, values: { RT: "abc123def456" } }).outcome).toBe("same");
  });
});

describe("whatever the texts", () => {
  test("it never throws, and a text is the same as itself", () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(ALIKE)), fc.nat(200), fc.string(), (text, at, stray) => {
        const changed = text.slice(0, at) + stray + text.slice(at);
        expect(compareTexts({ text: changed }, { text: changed }).differences).toEqual([]);
        compareTexts({ text }, { text: changed });
      }),
      { numRuns: 60 },
    );
  });

  test("a refresh in every language is the same refresh", () => {
    const refresh: RefreshRequest = {
      tokenEndpoint: "https://id.example.com/token",
      clientId: "app",
      clientSecret: "s3cr3t",
      refreshToken: "abc123def456",
      clientAuth: "client_secret_basic",
    };
    const READ = ["curl-posix", "raw-http", "httpie", "postman-collection", "javascript-fetch"];
    for (const { id, code } of toSnippets(refresh, { secrets: "literal" }).filter((one) => READ.includes(one.id))) {
      const { differences } = compareTexts({ text: CURL }, { text: code ?? "" });
      expect(
        differences.filter(({ weight }) => weight === "error" || weight === "request"),
        id,
      ).toEqual([]);
    }
  });
});
