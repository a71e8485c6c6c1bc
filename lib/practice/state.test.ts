import { expect, test } from "vitest";
import { PRACTICE_CLIENTS } from "./client.ts";
import {
  EMPTY_STATE,
  findFamily,
  issueFamily,
  keepFamily,
  type PracticeState,
  REFRESH_TOKEN_LIFETIME_MS,
  rotate,
} from "./state.ts";

const [client] = PRACTICE_CLIENTS;
if (!client) throw new Error("no client");
const fresh = (family: string) => issueFamily(client, { family, accessToken: "a", refreshToken: "r" }, 0);

test("the least recently used family goes first when there are too many", () => {
  const full = Array.from({ length: 5_000 }, (_, i) => fresh(`f${i}`));
  let state: PracticeState = { families: new Map(full.map((family) => [family.id, family])) };
  state = keepFamily(state, fresh("f0"), 0);
  state = keepFamily(state, fresh("one-more"), 0);
  expect(state.families.size).toBe(5_000);
  expect(findFamily(state, "rt_f0.r")).toBeDefined();
  expect(findFamily(state, "rt_f1.r")).toBeUndefined();
});

test("a family is forgotten one lifetime after its end", () => {
  const old = keepFamily(EMPTY_STATE, fresh("old"), 0);
  expect(keepFamily(old, fresh("new"), 2 * REFRESH_TOKEN_LIFETIME_MS).families.has("old")).toBe(true);
  expect(keepFamily(old, fresh("new"), 2 * REFRESH_TOKEN_LIFETIME_MS + 1).families.has("old")).toBe(false);
});

test("a family's memory of used tokens is bounded", () => {
  let family = fresh("f");
  for (let i = 0; i < 500; i++) {
    family = rotate(family, client, { family: "f", accessToken: `a${i}`, refreshToken: `r${i}` }, 0);
  }
  expect(family.rotated).toHaveLength(100);
  expect(family.rotated.at(-1)).toBe("rt_f.r498");
});
