import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BasicEncoding, formatBasic } from "../http/basic.ts";
import { encodeComponent } from "../http/form.ts";
import { encodeBytes, toBase64 } from "../text/bytes.ts";
import { fromText, unknownValue } from "../text/traced.ts";
import { type BasicMicroscope, magnifyBasic } from "./basic-microscope.ts";
import { readAuthorizationField } from "./client-auth.ts";

function magnify(value: string): BasicMicroscope | null {
  return magnifyBasic(readAuthorizationField({ name: fromText("Authorization"), value: fromText(value) }));
}

const base64 = (text: string) => toBase64(encodeBytes(text));
const PLAIN = { id: "app", secret: "s3cr3t" };
const ODD = { id: "app", secret: "s3/c+r t%" };

describe("the Basic microscope", () => {
  const cases: { name: string; value: string; expect: Partial<BasicMicroscope> | null }[] = [
    {
      name: "sound, and no encoding makes a difference",
      value: formatBasic("app", "s3cr3t", "raw"),
      expect: { decoded: "app:s3cr3t", raw: PLAIN, formDecoded: PLAIN, meant: PLAIN, match: "both" },
    },
    {
      name: "raw where it matters",
      value: formatBasic("app", "s3/c+r t", "raw"),
      expect: {
        raw: { id: "app", secret: "s3/c+r t" },
        formDecoded: { id: "app", secret: "s3/c r t" },
        match: "raw",
      },
    },
    {
      name: "form-encoded where it matters",
      value: formatBasic("app", ODD.secret, "form"),
      expect: { raw: { id: "app", secret: "s3%2Fc%2Br+t%25" }, formDecoded: ODD, meant: ODD, match: "form" },
    },
    {
      name: "a newline behind the secret",
      value: `Basic ${base64("app:s3cr3t\n")}`,
      expect: { decoded: "app:s3cr3t\n", raw: { id: "app", secret: "s3cr3t\n" }, meant: PLAIN, match: null },
    },
    { name: "no padding", value: `Basic ${base64("app:s3cr3t1").replace(/=+$/, "")}`, expect: { match: null } },
    { name: "twice encoded", value: `Basic ${base64(base64("app:s3cr3t"))}`, expect: { meant: PLAIN, match: null } },
    { name: "no base64 at all", value: "Basic app:s3cr3t", expect: { decoded: null, meant: PLAIN, match: null } },
    { name: "no scheme", value: base64("app:s3cr3t"), expect: { meant: PLAIN, match: null } },
    { name: "nobody knows", value: "Basic %%%", expect: { decoded: null, meant: null, right: [], match: null } },
    { name: "Bearer", value: "Bearer abc", expect: null },
    { name: "another scheme", value: "DPoP abc", expect: null },
  ];
  test.each(cases)("$name", ({ value, expect: expected }) => {
    if (expected) expect(magnify(value)).toMatchObject({ sent: value, ...expected });
    else expect(magnify(value)).toBeNull();
  });

  test("a value that only run time knows is not looked into", () => {
    const value = unknownValue("SECRET", "Basic $SECRET", { door: "text", start: 0, end: 13 });
    expect(magnifyBasic(readAuthorizationField({ name: fromText("Authorization"), value }))).toBeNull();
    expect(magnifyBasic(null)).toBeNull();
  });

  test("what is right is found right, and its id and secret are read back", () => {
    const printable = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
      .filter((text) => !/[\p{C}%+\s]/u.test(text));
    fc.assert(
      fc.property(
        printable.filter((id) => !id.includes(":")),
        printable,
        fc.constantFrom<BasicEncoding>("form", "raw"),
        (id, secret, encoding) => {
          fc.pre(!/^[A-Za-z0-9+/=]{8,}$/.test(secret + id));
          const seen = magnify(formatBasic(id, secret, encoding));
          const isSame = encodeComponent(id) === id && encodeComponent(secret) === secret;
          if (!seen?.match) return;
          expect(seen.meant).toEqual({ id, secret });
          expect(seen.match).toBe(isSame ? "both" : encoding);
          expect(seen.right).toHaveLength(isSame ? 1 : 2);
        },
      ),
    );
  });

  test("it never throws", () => {
    fc.assert(fc.property(fc.string(), (value) => void magnify(`Basic ${value}`)));
  });
});
