import { describe, expect, test } from "vitest";
import { toBase64 } from "../../lib/text/bytes.ts";
import { addSend, findGranted, type History, MOST_SENDS, shrinkHistory } from "./history.ts";
import { toSent } from "./sent.testing.ts";
import type { Sent } from "./sent.ts";

const grant = (id: string) =>
  toSent({ id, token: `spent by ${id}`, reply: { access_token: "a", refresh_token: `of ${id}` } });
const refusal = (id: string) => toSent({ id, token: "t", status: 400, reply: { error: "invalid_grant" } });
const run = (...sends: Sent[]): History => sends.reduce<History>(addSend, []);
const idsOf = (history: History) => history.map(({ exchange }) => exchange.id);

describe("a tab's history", () => {
  test("keeps twenty, and the last send that brought tokens however long ago that was", () => {
    const many = Array.from({ length: MOST_SENDS + 15 }, (_, i) => refusal(`r${i}`));
    const history = run(refusal("before"), grant("g1"), grant("g2"), ...many);
    expect(history).toHaveLength(MOST_SENDS);
    expect(findGranted(history)?.exchange.id).toBe("g2");
    expect(idsOf(history).at(-1)).toBe(`r${MOST_SENDS + 14}`);
    expect(idsOf(history)).not.toContain("g1");
  });

  test("an answer that is read a second time stands there once", () => {
    expect(idsOf(run(grant("g"), refusal("r"), grant("g")))).toEqual(["r", "g"]);
  });

  test("shrinks step by step to the last send and the one with tokens, whose tokens stay", () => {
    const big = "x".repeat(100_000);
    const history = run(...Array.from({ length: 5 }, (_, i) => refusal(`r${i}`)), grant("g"), refusal("last")).map(
      (sent) => ({
        ...sent,
        exchange: {
          ...sent.exchange,
          response: sent.exchange.response && {
            ...sent.exchange.response,
            raw: { base64: toBase64(new TextEncoder().encode(big)) },
          },
        },
      }),
    );
    const shapes = [...shrinkHistory(history)];
    const sizes = shapes.map((shape) => JSON.stringify(shape).length);
    expect(sizes.every((size, i) => i === 0 || size < (sizes[i - 1] ?? 0))).toBe(true);
    const least = shapes.at(-1) ?? [];
    expect(idsOf(least)).toEqual(["g", "last"]);
    expect(JSON.stringify(least).length).toBeLessThan(10_000);
    expect(findGranted(least)).not.toBeNull();
  });
});
