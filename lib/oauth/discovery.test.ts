import fc from "fast-check";
import { expect, test } from "vitest";
import { parseMetadata, toIssuer, toMetadataUrls, toSupport } from "./discovery.ts";

test.each([
  ["https://a.example", ["/.well-known/oauth-authorization-server", "/.well-known/openid-configuration"]],
  ["https://a.example/", ["/.well-known/oauth-authorization-server", "/.well-known/openid-configuration"]],
  ["https://a.example/t/x", ["/.well-known/oauth-authorization-server/t/x", "/t/x/.well-known/openid-configuration"]],
  ["https://a.example/t/", ["/.well-known/oauth-authorization-server/t", "/t/.well-known/openid-configuration"]],
  ["https://a.example/t/.well-known/openid-configuration", ["/t/.well-known/openid-configuration"]],
])("%s", (issuer, paths) => {
  expect(toMetadataUrls(new URL(issuer)).map(({ href }) => href)).toEqual(
    paths.map((path) => `https://a.example${path}`),
  );
});

test.each([
  ["https://a.example/t", "https://a.example/t"],
  ["https://a.example/t/.well-known/openid-configuration", "https://a.example/t"],
  ["https://a.example/.well-known/oauth-authorization-server/t", "https://a.example/t"],
])("the issuer of %s", (text, issuer) => expect(toIssuer(text)).toBe(issuer));

test("an address leads back to its issuer", () => {
  const path = fc.array(fc.stringMatching(/^[a-z0-9]{1,5}$/), { maxLength: 3 });
  fc.assert(
    fc.property(path, (parts) => {
      const issuer = `https://a.example${parts.map((part) => `/${part}`).join("")}`;
      for (const { href } of toMetadataUrls(new URL(issuer))) expect(toIssuer(href)).toBe(issuer);
    }),
  );
});

test("any text and any JSON: a document or none, never an error", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.jsonValue().map((v) => JSON.stringify({ issuer: "i", ...(v as object) })),
      ),
      (body) => {
        const metadata = parseMetadata(body);
        if (metadata) expect(toSupport(metadata).clientAuth.length).toBeGreaterThan(0);
      },
    ),
  );
});

test("members of another type count as absent", () => {
  const metadata = parseMetadata(
    JSON.stringify({
      issuer: "https://a.example",
      token_endpoint: 1,
      token_endpoint_auth_methods_supported: ["none", 2],
      grant_types_supported: ["authorization_code"],
      mtls_endpoint_aliases: { token_endpoint: "https://mtls.a.example/token" },
    }),
  );
  expect(toSupport(metadata ?? {})).toMatchObject({
    tokenEndpoint: null,
    clientAuth: ["none"],
    refresh: false,
    mtlsTokenEndpoint: "https://mtls.a.example/token",
  });
});
