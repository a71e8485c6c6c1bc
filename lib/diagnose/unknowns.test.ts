import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inspect } from "./from-text.ts";
import type { InspectInput } from "./read-text.ts";

const SECRET = "pa ss%&'\"x";
const ENCODED = "pa+ss%25%26%27%22x";
const BASIC = `Basic ${btoa(`app:${SECRET}`)}`;

/** `sent` is what must be found in the request: in a header's value, or in the body. */
const CASES: { name: string; input: InspectInput; sent: string; unknowns: string[] }[] = [
  {
    name: "bash, -u",
    input: {
      text: 'curl https://id.example.com/token -u "app:$CLIENT_SECRET" -d grant_type=refresh_token',
      values: { CLIENT_SECRET: SECRET },
    },
    sent: BASIC,
    unknowns: ["CLIENT_SECRET"],
  },
  {
    name: "bash, through base64 in a substitution",
    input: {
      text: `curl https://id.example.com/token -H "Authorization: Basic $(printf '%s' "app:\${SECRET}" | base64 -w0)" -d x=y`,
      values: { SECRET },
    },
    sent: BASIC,
    unknowns: ["SECRET"],
  },
  {
    name: "bash, --data-urlencode",
    input: {
      text: 'curl https://id.example.com/token --data-urlencode "refresh_token=$RT"',
      values: { RT: SECRET },
    },
    sent: `refresh_token=${ENCODED}`,
    unknowns: ["RT"],
  },
  {
    name: "bash, unquoted: the shell splits the value",
    input: { text: "curl https://id.example.com/token -d refresh_token=$RT", values: { RT: "one two" } },
    sent: "refresh_token=one",
    unknowns: ["RT"],
  },
  {
    name: "bash, what a command prints",
    input: {
      text: 'curl https://id.example.com/token -d "refresh_token=$(pass show rt)"',
      values: { "$(pass show rt)": "abc" },
    },
    sent: "refresh_token=abc",
    unknowns: ["$(pass show rt)"],
  },
  {
    name: "bash, a variable that a command fills",
    input: {
      text: 'RT=$(pass show rt)\ncurl https://id.example.com/token -d "refresh_token=$RT"',
      values: { RT: "abc" },
    },
    sent: "refresh_token=abc",
    unknowns: ["RT"],
  },
  {
    name: "cmd, where the value is read before quotes and carets",
    input: { text: 'curl https://id.example.com/token -d "refresh_token=%RT%"', shell: "cmd", values: { RT: "a^&b" } },
    sent: "refresh_token=a^&b",
    unknowns: ["RT"],
  },
  {
    name: "PowerShell, Invoke-RestMethod",
    input: {
      text: 'Invoke-RestMethod -Method Post -Uri https://id.example.com/token -Body @{ grant_type = "refresh_token"; refresh_token = $env:RT }',
      values: { RT: "a b" },
    },
    sent: "refresh_token=a+b",
    unknowns: ["RT"],
  },
  {
    name: "Python",
    input: {
      text: 'import os, requests\nrequests.post("https://id.example.com/token", auth=("app", os.environ["CLIENT_SECRET"]), data={"grant_type": "refresh_token", "refresh_token": rt})',
      values: { CLIENT_SECRET: SECRET, rt: "a b" },
    },
    sent: BASIC,
    unknowns: ["CLIENT_SECRET", "rt"],
  },
  {
    name: "JavaScript",
    input: {
      text: 'fetch("https://id.example.com/token", { method: "POST", body: new URLSearchParams({ grant_type: "refresh_token", refresh_token: process.env.RT }) })',
      values: { RT: "a&b" },
    },
    sent: "refresh_token=a%26b",
    unknowns: ["RT"],
  },
  {
    name: "Node, through base64",
    input: {
      text: 'const auth = Buffer.from(`app:${secret}`).toString("base64");\nfetch("https://id.example.com/token", { method: "POST", headers: { Authorization: "Basic " + auth }, body: "grant_type=refresh_token" })',
      values: { secret: SECRET },
    },
    sent: BASIC,
    unknowns: ["secret"],
  },
  {
    name: "PowerShell, through base64",
    input: {
      text: '$b = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes("app:$env:SECRET"))\nInvoke-RestMethod -Method Post -Uri https://id.example.com/token -Headers @{ Authorization = "Basic $b" } -Body @{ grant_type = "refresh_token" }',
      values: { SECRET },
    },
    sent: BASIC,
    unknowns: ["SECRET"],
  },
  {
    name: "Postman",
    input: {
      text: JSON.stringify({
        info: { name: "x" },
        item: [
          {
            request: {
              method: "POST",
              url: { raw: "https://{{host}}/token" },
              auth: {
                type: "basic",
                basic: [
                  { key: "username", value: "app" },
                  { key: "password", value: "{{secret}}" },
                ],
              },
              body: { mode: "urlencoded", urlencoded: [{ key: "refresh_token", value: "{{rt}}" }] },
            },
          },
        ],
      }),
      values: { host: "id.example.com", secret: SECRET, rt: "a b" },
    },
    sent: BASIC,
    unknowns: ["host", "secret", "rt"],
  },
];

function sentBy(input: InspectInput): string {
  const { request } = inspect(input);
  return [...(request?.headers.map(({ value }) => value.text) ?? []), request?.body?.text ?? ""].join("\n");
}

describe("named unknowns", () => {
  for (const { name, input, sent, unknowns } of CASES) {
    test(`${name}: the value that is filled in is what is sent`, () => {
      expect(sentBy(input)).toContain(sent);
      expect(sentBy({ ...input, values: {} })).not.toContain(sent);
    });

    test(`${name}: they are told, filled in or not`, () => {
      expect(new Set(inspect(input).unknowns.map((unknown) => unknown.name))).toEqual(new Set(unknowns));
      expect(inspect({ ...input, values: {} }).unknowns).toEqual(inspect(input).unknowns);
    });
  }

  test("an address is no secret, a secret is one, and so is what nobody knows", () => {
    const { unknowns } = inspect({ text: 'curl "https://$HOST/token" -u "$CLIENT_ID:$CLIENT_SECRET" -d "a=$X"' });
    expect(unknowns.map(({ name, written, isSecret }) => [name, written, isSecret])).toEqual([
      ["HOST", "$HOST", false],
      ["CLIENT_ID", "$CLIENT_ID", true],
      ["CLIENT_SECRET", "$CLIENT_SECRET", true],
      ["X", "$X", true],
    ]);
  });

  test("a fix never writes a filled value into the text", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[!-~]{6,20}$/), (value) => {
        const text = `curl https://id.example.com/token -H 'Content-Type: application/json' -u "app:$SECRET" -d "{\\"grant_type\\":\\"refresh_token\\",\\"refresh_token\\":\\"$RT\\"}"`;
        const found = inspect({ text, values: { SECRET: `${value}-S`, RT: `${value}-R` } });
        const written = JSON.stringify([found.fixed?.text, found.findings.map(({ fix }) => fix)]);
        expect(found.findings.length).toBeGreaterThan(0);
        expect(written).not.toContain(JSON.stringify(`${value}-S`).slice(1, -1));
        expect(written).not.toContain(JSON.stringify(`${value}-R`).slice(1, -1));
      }),
      { numRuns: 40 },
    );
  });

  test("the text with its fixes is sent with the values", () => {
    const { fixed } = inspect({
      text: `curl https://id.example.com/token -H 'Content-Type: application/json' -u "app:$SECRET" -d "{\\"grant_type\\":\\"refresh_token\\",\\"refresh_token\\":\\"abc123def\\"}"`,
      values: { SECRET: "s3cr3t-value" },
    });
    expect(fixed?.request?.clientSecret).toBe("s3cr3t-value");
    expect(fixed?.text).toContain("$SECRET");
  });
});
