import fc from "fast-check";
import { expect, test } from "vitest";
import { toWireRequest } from "../http/request.ts";
import { CLIENT_AUTH_METHODS } from "./client-request.ts";
import { type RefreshRequest, toHttpRequest } from "./refresh-request.ts";
import { MOST_VARIATIONS, toVariations } from "./variations.ts";

const GIVEN: RefreshRequest = {
  tokenEndpoint: "https://auth.example.com/token",
  clientId: "id1",
  clientSecret: "s3cret",
  refreshToken: "r1",
  clientAuth: "client_secret_basic",
};

const ids = (more: Partial<RefreshRequest>, without: readonly (keyof RefreshRequest)[] = []) => {
  const given = Object.fromEntries(
    Object.entries({ ...GIVEN, ...more }).filter(([key]) => !(without as readonly string[]).includes(key)),
  );
  return toVariations(given as unknown as RefreshRequest).map(({ id }) => id);
};

test.each([
  [
    "a plain secret: raw and form are one",
    ids({}),
    ["as-given", "body", "basic-and-id", "none", "slash", "charset", "accept"],
  ],
  [
    "a secret that the two encodings tell apart",
    ids({ clientSecret: "a+b/c=" }),
    ["as-given", "basic-raw", "body", "basic-and-id", "none", "slash", "charset", "accept"],
  ],
  ["sent raw", ids({ clientSecret: "a+b", basicEncoding: "raw" }).slice(0, 3), ["as-given", "basic-form", "body"]],
  [
    "in the body",
    ids({ clientAuth: "client_secret_post", clientSecret: "a+b" }),
    ["as-given", "basic-form", "basic-raw", "none", "slash", "charset", "accept"],
  ],
  ["a public client", ids({ clientAuth: "none" }, ["clientSecret"]), ["as-given", "slash", "charset", "accept"]],
  [
    "headers of one's own",
    ids({
      headers: [
        ["authorization", "x"],
        ["ACCEPT", "a/b"],
        ["content-type", "c/d"],
      ],
    }),
    ["as-given", "slash"],
  ],
  ["no path", ids({ tokenEndpoint: "https://auth.example.com" }), expect.not.arrayContaining(["slash"])],
])("%s", (_, found, expected) => expect(found).toEqual(expected));

test("a slash is added before the query, and taken away", () => {
  const slash = (tokenEndpoint: string) =>
    toVariations({ ...GIVEN, tokenEndpoint }).find(({ id }) => id === "slash")?.refresh.tokenEndpoint;
  expect(slash("https://a.example/t?x=1")).toBe("https://a.example/t/?x=1");
  expect(slash("https://a.example/t//?x=1")).toBe("https://a.example/t?x=1");
});

test("no two variations of any request are the same on the wire, and none are more than eight", () => {
  const text = fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(text, text, fc.constantFrom(...CLIENT_AUTH_METHODS), fc.boolean(), (id, secret, clientAuth, raw) => {
      const given = {
        ...GIVEN,
        clientId: id,
        clientSecret: secret,
        clientAuth,
        basicEncoding: raw ? "raw" : "form",
      } as const;
      const variations = toVariations(given);
      expect(variations.length).toBeLessThanOrEqual(MOST_VARIATIONS);
      const wires = variations.map(({ refresh }) =>
        // Without a client certificate the bytes may be the same, and the handshake another.
        JSON.stringify([toWireRequest(toHttpRequest(refresh, "x")), refresh.clientAuth.includes("tls")]),
      );
      expect(new Set(wires).size).toBe(wires.length);
    }),
  );
});
