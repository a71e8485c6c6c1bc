import { expect, test } from "vitest";
import { findLiving, type LedgerEntry, toLedger } from "./ledger.ts";
import { toSent } from "./sent.testing.ts";
import type { Sent } from "./sent.ts";

const rotation = (token: string, next: string, at: number) =>
  toSent({ id: `${token}-${at}`, token, at, reply: { access_token: "a", refresh_token: next } });
const refusal = (token: string, at: number, rules: string[] = []) =>
  toSent({ id: `${token}-${at}`, token, at, status: 400, reply: { error: "invalid_grant" }, rules });
const tell = (entries: LedgerEntry[]) => entries.map(({ token, from, fate, fateAt }) => [token, from, fate, fateAt]);
const run = (...sends: Sent[]) => toLedger(sends, []);

test("each rotation kills the token that was sent, and the next one comes from it", () => {
  expect(tell(run(rotation("a", "b", 1), rotation("b", "c", 2)))).toEqual([
    ["a", null, "rotated", 1],
    ["b", 1, "rotated", 2],
    ["c", 2, "new", 2],
  ]);
});

test("a rotated token that is sent again puts all that came from it in doubt", () => {
  const again = refusal("a", 3, ["refresh-token-rotated"]);
  expect(tell(run(rotation("a", "b", 1), rotation("b", "c", 2), again))).toEqual([
    ["a", null, "rotated", 1],
    ["b", 1, "rotated", 2],
    ["c", 2, "doubted", 3],
  ]);
  const proved = run(rotation("a", "b", 1), refusal("a", 2), rotation("b", "c", 3));
  expect(tell(proved).slice(1)).toEqual([
    ["b", 1, "rotated", 3],
    ["c", 2, "new", 3],
  ]);
});

test("without a new one in the reply the token stays good", () => {
  expect(tell(run(toSent({ token: "a", at: 5, reply: { access_token: "x" } })))).toEqual([["a", null, "good", 5]]);
  const same = toSent({ token: "a", at: 5, reply: { access_token: "x", refresh_token: "a" } });
  expect(tell(run(same))).toEqual([["a", null, "good", 5]]);
});

test("a refusal is the token's death only where it speaks of the token", () => {
  expect(tell(run(refusal("a", 1, ["wrong-secret"])))).toEqual([["a", null, "unjudged", 1]]);
  const [dead] = run(refusal("a", 1, ["refresh-token-expired"]));
  expect(dead).toMatchObject({ fate: "refused", rule: "refresh-token-expired" });
});

test("a request that left and got no answer may have used the token up; one that never left has not", () => {
  const failed = (kind: "timeout" | "refused", connectMs: number | null) =>
    toSent({
      token: "a",
      endpoint: "http://x/t",
      reply: null,
      failure: { kind, message: "" },
      timings: { connectMs },
      at: 4,
    });
  expect(run(failed("timeout", 1))[0]?.fate).toBe("lost");
  expect(run(failed("timeout", null))[0]?.fate).toBe("unjudged");
  expect(run(failed("refused", null))[0]?.fate).toBe("unjudged");
});

test("what was revoked from the page is dead until the server takes it again", () => {
  const sends = [rotation("a", "b", 1)];
  expect(tell(toLedger(sends, [{ token: "b", at: 2 }]))[1]).toEqual(["b", 1, "revoked", 2]);
  const taken = [...sends, toSent({ id: "z", token: "b", at: 3, reply: { access_token: "x" } })];
  expect(tell(toLedger(taken, [{ token: "b", at: 2 }]))[1]).toEqual(["b", 1, "good", 3]);
});

test("one value at two servers is two tokens", () => {
  const other = toSent({
    id: "o",
    token: "a",
    endpoint: "https://other.example/token",
    at: 2,
    reply: { access_token: "x" },
  });
  expect(run(rotation("a", "b", 1), other).map(({ host, fate }) => [host, fate])).toEqual([
    ["id.example", "rotated"],
    ["id.example", "new"],
    ["other.example", "good"],
  ]);
});

test("the token to send now is the last living one of the chain", () => {
  const ledger = run(rotation("a", "b", 1), rotation("b", "c", 2));
  expect(findLiving(ledger, ledger[0] as LedgerEntry)?.token).toBe("c");
  const ended = run(rotation("a", "b", 1), refusal("b", 2, ["refresh-token-revoked"]));
  expect(findLiving(ended, ended[0] as LedgerEntry)).toBeUndefined();
});
