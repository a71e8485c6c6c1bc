import { expect, test } from "vitest";
import { inspect } from "../diagnose/from-text.ts";
import { createRandom, runSize } from "../shell/random.testing.ts";
import { generateCase } from "./cases.testing.ts";
import { findLeaks, toPieces, withoutLeaks } from "./leaks.ts";
import { redactCase } from "./redact.ts";
import { createStandIns } from "./stand-in.ts";
import { findSurvivors } from "./survivors.testing.ts";

const { seed, count } = runSize(1000);

test(`no piece of a secret survives in ${count} generated cases (seed ${seed})`, () => {
  const survived: object[] = [];
  const refused: number[] = [];
  for (let i = 0; i < count; i++) {
    const random = createRandom(seed + i);
    const one = generateCase(random);
    const { evidence } = inspect({ text: one.text, response: one.response });
    const standIns = createStandIns(() => random.int(2 ** 30) / 2 ** 30);
    const redaction = withoutLeaks(redactCase({ ...one, evidence }, { standIns, keepIds: false }));
    const { text, reply, replaced, publicWords } = redaction;
    expect([text.length, reply.length]).toEqual([one.text.length, one.reply.length]);
    const survivors = findSurvivors(one, [text, reply]);
    if (survivors.length > 0) survived.push({ seed: seed + i, survivors, before: one, text, reply });
    if (findLeaks(`${text}\n${reply}`, toPieces(replaced, publicWords)).length > 0) refused.push(seed + i);
  }
  expect(survived).toEqual([]);
  // A refusal to copy is right where something is left, and here nothing is.
  expect(refused).toEqual([]);
}, 3_600_000);
