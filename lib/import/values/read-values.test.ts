import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readValues } from "./read-values.ts";

describe("a .env", () => {
  test("fills what its names tell, and names the rest", () => {
    const read = readValues(
      [
        "# the CRM",
        "PORT=3000",
        "export KEAP_CLIENT_ID=k3tq8bp2",
        'KEAP_CLIENT_SECRET="Vq7h z2#Rk9\\n" # from the portal',
        "KEAP_REFRESH_TOKEN='zuq4$dyq6'",
        "KEAP_ACCESS_TOKEN=old   # spent",
        "",
      ].join("\n"),
    );
    expect(read).toEqual({
      kind: "env",
      fields: { clientId: "k3tq8bp2", clientSecret: "Vq7h z2#Rk9\n", refreshToken: "zuq4$dyq6" },
      filled: ["KEAP_CLIENT_ID", "KEAP_CLIENT_SECRET", "KEAP_REFRESH_TOKEN"],
      ignored: ["PORT", "KEAP_ACCESS_TOKEN"],
      owner: "keap",
    });
  });

  test("takes one client of several: the one with a refresh token", () => {
    const read = readValues(
      "GOOGLE_CLIENT_ID=g\nGOOGLE_CLIENT_SECRET=gs\nXERO_CLIENT_ID=x\nXERO_REFRESH_TOKEN=xr\nGOOGLE_SCOPES=a b",
    );
    expect(read?.fields).toEqual({ clientId: "x", refreshToken: "xr" });
    expect(read?.ignored).toEqual(["GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET", "GOOGLE_SCOPES"]);
    expect(read?.owner).toBe("xero");
  });

  test.each([
    ["cmd", "set CLIENT_ID=a\r\nset CLIENT_SECRET=b\r\n"],
    ["PowerShell", "$env:CLIENT_ID = \"a\"\n$env:CLIENT_SECRET = 'b'"],
    ["camel case", "clientId=a\nclientSecret=b"],
  ])("reads assignments of %s", (_, text) => {
    expect(readValues(text)?.fields).toEqual({ clientId: "a", clientSecret: "b" });
  });

  test("a value in quotes runs over lines", () => {
    expect(readValues('PRIVATE_KEY="-----BEGIN\nCLIENT_ID=no\n"\nCLIENT_ID=yes')?.fields).toEqual({ clientId: "yes" });
  });

  test.each([
    "CLIENT_ID=abc\ncurl https://id.example.com/token -d client_id=$CLIENT_ID",
    "curl https://id.example.com/token -d refresh_token=abc",
    "PORT=1\nHOST=x",
    "CLIENT_ID=",
    "grant_type=refresh_token&refresh_token=abc",
    "POST /token HTTP/1.1\nHost: x\n\nrefresh_token=abc",
  ])("%j is something else", (text) => {
    expect(readValues(text)).toBeUndefined();
  });
});

describe("JSON", () => {
  test("a token reply gives its refresh token, and the scope that was granted is not asked for", () => {
    const reply = '{"access_token":"a","refresh_token":"r","scope":"full","expires_in":86399,"token_type":"bearer"}';
    for (const text of [reply, `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n${reply}\n`]) {
      const read = readValues(text);
      expect(read?.kind).toBe("token-reply");
      expect(read?.fields).toEqual({ refreshToken: "r" });
      expect(read?.ignored).toEqual(["access_token", "scope", "expires_in", "token_type"]);
    }
  });

  test("a token reply without a refresh token fills nothing, and is known as one", () => {
    expect(readValues('{"access_token":"a","expires_in":1}')).toMatchObject({ kind: "token-reply", filled: [] });
  });

  test("a Postman environment: what is switched off does not count", () => {
    const environment = {
      name: "Keap",
      values: [
        { key: "clientId", value: "a", enabled: true },
        { key: "client_secret", value: "b", type: "secret", enabled: true },
        { key: "refresh_token", value: "dead", enabled: false },
        { key: "baseUrl", value: "https://x", enabled: true },
      ],
    };
    expect(readValues(JSON.stringify(environment))).toMatchObject({
      kind: "postman-environment",
      fields: { clientId: "a", clientSecret: "b" },
      ignored: ["baseUrl"],
    });
  });

  test.each(["installed", "web"])("Google's client_secret.json (%s)", (kind) => {
    const file = {
      [kind]: {
        client_id: "1-x.apps.googleusercontent.com",
        project_id: "p",
        auth_uri: "https://accounts.google.com/o/oauth2/auth",
        token_uri: "https://oauth2.googleapis.com/token",
        client_secret: "GOCSPX-x",
        redirect_uris: ["http://localhost"],
      },
    };
    expect(readValues(JSON.stringify(file))).toMatchObject({
      kind: "client-secret",
      fields: {
        clientId: "1-x.apps.googleusercontent.com",
        clientSecret: "GOCSPX-x",
        tokenEndpoint: "https://oauth2.googleapis.com/token",
      },
      ignored: ["project_id", "auth_uri", "redirect_uris"],
    });
  });

  test("the token.json that Google's libraries keep", () => {
    const read = readValues(
      '{"token":"t","refresh_token":"r","token_uri":"https://oauth2.googleapis.com/token","client_id":"c","client_secret":"s","scopes":["a","b"]}',
    );
    expect(read?.fields).toEqual({
      refreshToken: "r",
      tokenEndpoint: "https://oauth2.googleapis.com/token",
      clientId: "c",
      clientSecret: "s",
      scope: "a b",
    });
  });

  test.each([
    '{"grant_type":"refresh_token","refresh_token":"r","client_id":"c"}',
    '{"error":"invalid_grant"}',
    '{"client_id":"only"}',
    "{}",
    "[]",
    '{"values":[null,1,{"key":"refresh_token"}]}',
    '{"log":{"entries":[]}}',
  ])("%s is something else", (text) => {
    expect(readValues(text)).toBeUndefined();
  });
});

test("never throws, and hands on no value that is for no field", () => {
  const line = fc.tuple(
    fc.constantFrom("CLIENT_ID", "client_secret", "X_REFRESH_TOKEN", "__proto__", "PORT", "scope", "a.b"),
    fc.constantFrom("=", " = ", ": ", ""),
    fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom('"', "'x", '"a\\"b"', "`c`#", "\0", "\ud800")),
  );
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(line).map((lines) => lines.map((parts) => parts.join("")).join("\n")),
    fc.json(),
    fc
      .dictionary(fc.constantFrom("client_id", "access_token", "values", "web", "scopes", "__proto__"), fc.jsonValue())
      .map((value) => JSON.stringify(value)),
  );
  fc.assert(
    fc.property(text, (source) => {
      const read = readValues(source);
      for (const value of Object.values(read?.fields ?? {})) expect(typeof value).toBe("string");
      const names = [...(read?.filled ?? []), ...(read?.ignored ?? [])];
      expect(new Set(names).size).toBe(names.length);
    }),
    { numRuns: 500 },
  );
});

test("a text of many open quotes is read at once", () => {
  readValues('A="\\"\n'.repeat(40_000));
  readValues("A='".repeat(80_000));
  readValues(`HTTP/1.1 200 OK${"\n".repeat(250_000)}`);
});
