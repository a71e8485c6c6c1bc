import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatBasic } from "../http/basic.ts";
import { addedBy, fromText, NOTHING, textSpans } from "../text/traced.ts";
import { readAuthorizationField } from "./client-auth.ts";

const b64 = (text: string) => Buffer.from(text).toString("base64");
const read = (value: string) =>
  readAuthorizationField({ name: addedBy("test", "Authorization"), value: fromText(value) });

/** Each header value, the facts about it, and the pair that was meant. */
const VALUES: readonly [value: string, facts: string[], meant?: string][] = [
  [`Basic ${b64("id1:s3cret")}`, [], "id1:s3cret"],
  [`basic ${b64("id1:s3cret")}`, [], "id1:s3cret"],
  [`Basic   ${b64("id1:s3cret")}  `, [], "id1:s3cret"],
  [`Basic ${b64("id1:")}`, [], "id1:"],
  [`Basic ${b64("id1:a:b:c")}`, [], "id1:a:b:c"],
  [`Basic ${b64("é:€")}`, [], "é:€"],
  ["Basic id1:s3cret", ["not-base64"], "id1:s3cret"],
  ["Basic 0123456789abcdef0123456789abcdef", ["not-base64"]],
  [`Basic ${b64("0123456789abcdef")}`, ["missing-colon"]],
  [`Basic ${b64("id1;s3cret")}`, ["missing-colon"], "id1;s3cret"],
  [`Basic ${b64("client-1")}:${b64("s3cret-2")}`, ["encoded-separately"], "client-1:s3cret-2"],
  [`Basic ${b64("client-1")}${b64("s3cret-2")}`, ["encoded-separately"], "client-1:s3cret-2"],
  [`Basic ${b64(b64("id1:s3cret"))}`, ["double-encoded"], "id1:s3cret"],
  [`Basic ${Buffer.from("id1:~~~???").toString("base64url")}`, ["base64url"], "id1:~~~???"],
  [`Basic ${b64("id1:s3cret").replace(/=+$/, "")}`, ["missing-padding"], "id1:s3cret"],
  [`Basic ${b64("id1:s3cret\n")}`, ["trailing-newline"], "id1:s3cret"],
  [`Basic ${b64("id1\n:s3cret\n")}`, ["trailing-newline"], "id1:s3cret"],
  [`Basic ${b64("id1:s3cret").slice(0, 6)}\n ${b64("id1:s3cret").slice(6)}`, ["line-wrapped"], "id1:s3cret"],
  [`Basic {${b64("id1:s3cret")}}`, ["stray-characters"], "id1:s3cret"],
  [`Basic "${b64("id1:s3cret")}"`, ["stray-characters"], "id1:s3cret"],
  [`Basic xyz${b64("id1:s3cret")}`, ["stray-characters"], "id1:s3cret"],
  [`Basic ${b64("id1:s3cret")}; Content-Type: text/plain`, ["stray-characters"], "id1:s3cret"],
  [`Basic ${b64("Basic id1:s3cret")}`, ["stray-characters"], "id1:s3cret"],
  ["'Basic ' + base64_encode(id1 + ':' + s3cret)", ["literal-formula"], "id1:s3cret"],
  ["Basic base64(id1:s3cret)", ["literal-formula"], "id1:s3cret"],
  ["Basic btoa(id1:s3cret)", ["literal-formula"], "id1:s3cret"],
  ["Basic + base64(id1:s3cret)", ["literal-formula"], "id1:s3cret"],
  [`Basic${b64("id1:s3cret")}`, ["malformed-scheme"], "id1:s3cret"],
  [b64("id1:s3cret"), ["malformed-scheme"], "id1:s3cret"],
  ["s3cretValue", ["malformed-scheme"]],
  [`Basic: ${b64("id1:s3cret")}`, ["malformed-scheme"], "id1:s3cret"],
  [`Basic\u00a0${b64("id1:s3cret")}`, ["malformed-scheme"], "id1:s3cret"],
  [`Basic Basic ${b64("id1:s3cret")}`, ["malformed-scheme"], "id1:s3cret"],
  [`Bsaic ${b64("id1:s3cret")}`, []],
  [`Bsic ${b64("id1:s3cret")}`, ["malformed-scheme"], "id1:s3cret"],
  ["Bearer eyJhbGciOiJub25lIn0.e30.", []],
  ["DPoP eyJhbGciOiJub25lIn0.e30.", []],
  ["Basic", ["malformed-scheme"]],
  ["Basic ", ["malformed-scheme"]],
  ["Basic cHJh*2U6", ["stray-characters"]],
  [`Basic ${b64("id1:s3cret").slice(0, 6)},${b64("id1:s3cret").slice(6)}`, ["stray-characters"], "id1:s3cret"],
  [`Basic ${b64("practice").slice(0, 4)} ${b64("practice").slice(4)}`, ["line-wrapped", "missing-colon"]],
  ["", []],
  ["Basic ##########", []],
  ["Basic ###########=", []],
  ["Basic ••••••••", []],
  ["Basic xxxxxxxxxxxx==", []],
];

test.each(VALUES)("%j", (value, facts, meant) => {
  const reading = read(value);
  expect(reading.facts.map(({ kind }) => kind)).toEqual(facts);
  const pair = reading.facts[0]?.meant ?? reading.credentials;
  const separator = facts[0] === "missing-colon" ? ";" : ":";
  expect(pair ? `${pair.id}${separator}${pair.secret}` : undefined).toBe(meant);
});

describe("what a client computes from id and secret", () => {
  const compute = (pair: string, value: string) =>
    readAuthorizationField({
      name: addedBy("curl", "Authorization"),
      value: addedBy("curl", value),
      credentials: fromText(`-u ${pair}`, 3),
    });

  test("is known letter by letter", () => {
    const { parts } = compute("id1:s3cret", `Basic ${b64("id1:s3cret")}`);
    expect(parts && [textSpans(parts.id), textSpans(parts.secret)]).toEqual([
      [{ start: 3, end: 6 }],
      [{ start: 7, end: 13 }],
    ]);
  });

  test("an empty secret is empty", () => {
    expect(compute("id1:", `Basic ${b64("id1:")}`).parts?.secret).toEqual(NOTHING);
  });

  test("encoded by hand it is encoded twice", () => {
    const once = b64("client:s3cret");
    expect(compute(`${once}:`, `Basic ${b64(`${once}:`)}`).facts.map(({ kind }) => kind)).toEqual(["double-encoded"]);
  });

  test("a blacked-out secret is unknown", () => {
    const { unknown, facts } = compute("id1:****", `Basic ${b64("id1:****")}`);
    expect([unknown, facts]).toEqual([true, []]);
  });
});

/** Letters that ids and secrets are made of. */
const word = fc.string({ unit: fc.constantFrom(..."abcXYZ0189-_.~!*+/=%& é€"), minLength: 5, maxLength: 24 });

test("right credentials have no facts, whatever they hold, and are read as they were written", () => {
  fc.assert(
    fc.property(word, word, (id, secret) => {
      const { facts, credentials } = read(formatBasic(id, secret, "raw"));
      // Base64 of base64 by chance is what the double-encoded rule looks for; it needs a whole sound pair inside.
      fc.pre(!facts.some(({ kind }) => kind === "double-encoded"));
      expect(facts).toEqual([]);
      expect(credentials).toEqual({ id, secret });
    }),
    { numRuns: 500 },
  );
});

test("never throws and stays within the value", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 80 }), (text) => {
      const { token } = read(text);
      for (const { start, end } of textSpans(token)) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: 500 },
  );
});

test("a megabyte is read at once", { timeout: 120_000 }, () => {
  for (const unit of ["A", "=", ":", "\n", " ", "'+'", "base64("]) {
    const text = `Basic ${unit.repeat(Math.ceil(1_000_000 / unit.length))}`;
    const start = performance.now();
    read(text);
    expect(performance.now() - start, JSON.stringify(unit)).toBeLessThan(10_000);
  }
});
