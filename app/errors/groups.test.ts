import { expect, test } from "vitest";
import { listErrors } from "../../lib/providers/replies/search-errors.ts";
import { groupByCode, groupByWho } from "./groups.ts";

test("every known error is in the group of who says it, once", () => {
  const groups = groupByWho(listErrors());
  expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(listErrors().length);
  expect(new Set(groups.map(({ name }) => name)).size).toBe(groups.length);
  expect(groups.map(({ name }) => name)).toEqual(
    [...groups.map(({ name }) => name)].sort((a, b) => a.localeCompare(b, "en")),
  );
});

test("the codes that most servers use come first", () => {
  const codes = groupByCode(listErrors());
  expect(codes.slice(0, 3).map(({ name }) => name)).toContain("invalid_grant");
  expect(codes.slice(0, 4).map(({ name }) => name)).toContain("invalid_client");
  expect(codes.every(({ count }, i) => i === 0 || count <= (codes[i - 1]?.count ?? 0))).toBe(true);
});
