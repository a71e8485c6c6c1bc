import { expect, test } from "vitest";
import { once } from "./once.ts";

test("each object's fact is worked out once, also where it is that there is none", () => {
  const asked: object[] = [];
  const find = once((key: { value?: number }) => {
    asked.push(key);
    return key.value;
  });
  const [one, none] = [{ value: 1 }, {}];
  expect([find(one), find(none), find(one), find(none)]).toEqual([1, undefined, 1, undefined]);
  expect(asked).toEqual([one, none]);
});
