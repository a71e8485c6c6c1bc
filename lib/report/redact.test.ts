import { describe, expect, test } from "vitest";
import { inspect } from "../diagnose/from-text.ts";
import { createRandom } from "../shell/random.testing.ts";
import { findLeaks, toPieces, withoutLeaks } from "./leaks.ts";
import { redactCase } from "./redact.ts";
import { createStandIns } from "./stand-in.ts";

function redact(text: string, reply = "", keepIds = false) {
  const random = createRandom(1);
  const { evidence } = inspect({ text });
  const standIns = createStandIns(() => random.int(2 ** 30) / 2 ** 30);
  return withoutLeaks(redactCase({ text, reply, shell: "auto", provider: "", evidence }, { standIns, keepIds }));
}

const decode = (base64: string) => Buffer.from(base64, "base64url").toString();

describe("stand-ins", () => {
  test("are the same wherever the same value stood, in whatever encoding", () => {
    const secret = "k3y+with/odd=Signs9";
    const basic = Buffer.from(`app1:${encodeURIComponent(secret)}`).toString("base64");
    const { text, reply } = redact(
      `curl https://auth.example.com/token -H 'Authorization: Basic ${basic}' -d 'refresh_token=${encodeURIComponent(secret)}' -d grant_type=refresh_token`,
      JSON.stringify({ error: "invalid_grant", error_description: `unknown token "${secret}"` }),
    );
    const standIn = decodeURIComponent(/refresh_token=([^']*)/.exec(text)?.[1] ?? "");
    expect(standIn).toMatch(/^[a-z]\d[a-z]\+[a-z]{4}\/[a-z]{3}=[A-Z][a-z]{4}\d$/);
    expect(standIn).not.toBe(secret);
    expect(decode(/Basic ([^']*)/.exec(text)?.[1] ?? "")).toMatch(/^[a-z]{3}\d:/);
    expect(decodeURIComponent(decode(/Basic ([^']*)/.exec(text)?.[1] ?? "").split(":")[1] ?? "")).toBe(standIn);
    expect(reply).toContain(`\\"${standIn}\\"`);
  });

  test("keep a JWT's header, the names of its claims, its kind and its lifetime", () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const header = part({ alg: "RS256", kid: "key-1" });
    const claims = {
      sub: "user-4711",
      typ: "Refresh",
      iat: 1_790_000_000,
      exp: 1_790_003_600,
      email: "ana@corp.example",
    };
    const { text } = redact(
      `curl https://auth.example.com/token -d refresh_token=${header}.${part(claims)}.c2lnbmF0dXJlMTIzNDU2`,
    );
    const [gotHeader, gotClaims, signature] = /eyJ[\w.-]*/.exec(text)?.[0].split(".") ?? [];
    expect(gotHeader).toBe(header);
    expect(signature).not.toBe("c2lnbmF0dXJlMTIzNDU2");
    const got = JSON.parse(decode(gotClaims ?? ""));
    expect(Object.keys(got)).toEqual(Object.keys(claims));
    expect(got.typ).toBe("Refresh");
    expect(got.exp - got.iat).toBe(3600);
    expect(Math.abs(got.exp - claims.exp)).toBeLessThan(86_400);
    expect(got.sub).toMatch(/^[a-z]{4}-\d{4}$/);
    expect([got.sub, got.email]).not.toContain(claims.sub);
    expect(got.email).not.toContain("corp");
  });

  test.each([
    ["a placeholder", "curl https://auth.example.com/token -d refresh_token=YOUR_REFRESH_TOKEN"],
    ["a variable", 'curl https://auth.example.com/token -u "$CLIENT_ID:$CLIENT_SECRET"'],
    ["what was blacked out", "curl https://auth.example.com/token -H 'Authorization: Basic ####'"],
    ["what a program wrote for nothing", "curl https://auth.example.com/token -u undefined:undefined"],
  ])("do not replace %s", (_, text) => {
    expect(redact(text).text).toBe(text);
  });

  test("leave the client id by choice", () => {
    const text = "curl https://auth.example.com/token -u my-app-2041:kx9Tq2LmVb7 -d grant_type=refresh_token";
    expect(redact(text, "", true).text).toMatch(/-u my-app-2041:(?!kx9Tq2LmVb7)/);
    expect(redact(text).text).not.toContain("2041");
  });
});

test("the check names the value, the line and the encodings of what is left", () => {
  const pieces = toPieces([{ name: "client_secret", value: "kx9Tq2LmVb7", standIn: "", isExact: true }], []);
  const inBase64 = Buffer.from("id:kx9Tq2LmVb7").toString("base64");
  expect(findLeaks(`one\ntwo kx9Tq2 three`, pieces)).toEqual([{ name: "client_secret", line: 2, inside: [] }]);
  expect(findLeaks(`{"a":"${inBase64}"}`, pieces)).toContainEqual({
    name: "client_secret",
    line: 1,
    inside: ["base64"],
  });
  expect(findLeaks("kx9T q2Lm", pieces)).toEqual([]);
});
