import fc from "fast-check";
import { expect, test } from "vitest";
import { readChallenge, wordsOf } from "./challenge.ts";

const reply = (...values: string[]) => ({
  status: 401,
  headers: values.map((value) => ["WWW-Authenticate", value] as const),
  body: "",
});

test.each([
  [["Bearer"], ["bearer"], null],
  [['Bearer realm="a, DPoP b=c"'], ["bearer"], null],
  [['Bearer realm="x", error="invalid_token", error_description="The token expired"'], ["bearer"], "invalid_token"],
  [['DPoP algs="ES256", Bearer error="invalid_token"'], ["dpop", "bearer"], "invalid_token"],
  [["Basic realm=x", 'Bearer error="insufficient_scope"'], ["basic", "bearer"], "insufficient_scope"],
  [["Negotiate, Basic"], ["negotiate", "basic"], null],
  [[], [], null],
] as const)("%j", (values, schemes, error) => {
  expect(readChallenge(reply(...values))).toMatchObject({ schemes, error });
});

test("any header: an answer, and never an error", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 200 }), { maxLength: 3 }), (values) => {
      expect(Array.isArray(readChallenge(reply(...values)).schemes)).toBe(true);
      expect(wordsOf(reply(...values), null).length).toBeLessThanOrEqual(160);
    }),
  );
});
