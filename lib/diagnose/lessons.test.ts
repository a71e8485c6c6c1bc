import { describe, expect, test } from "vitest";
import type { HttpRequest } from "../http/request.ts";
import { answer } from "../practice/answer.ts";
import { LESSONS, type Lesson } from "../practice/lessons.ts";
import { client, ids, NOW } from "../practice/requests.testing.ts";
import { EMPTY_STATE, issueFamily, keepFamily } from "../practice/state.ts";
import { PROVIDERS } from "../providers/providers.ts";
import { findRule } from "../rules/catalog.ts";
import { encodeBytes } from "../text/bytes.ts";
import { inspect } from "./from-text.ts";

const ORIGIN = "http://127.0.0.1:3000";

/** A lesson's broken command as it is read, and what the practice server makes of it. */
function broken({ clientId, shell, write }: Lesson) {
  const family = issueFamily(client(clientId), ids("lesson"), NOW);
  const text = write({ origin: ORIGIN, refreshToken: family.current });
  const inspection = inspect({ text, shell });
  const ask = (request: HttpRequest | null, dialect = "") => {
    const [, query = ""] = request?.target.text.split(/\?(.*)/s) ?? [];
    return answer(
      {
        query: dialect + query,
        headers: request?.headers.map(({ name, value }) => [name.text, value.text] as const) ?? [],
        body: encodeBytes(request?.body?.text ?? ""),
      },
      keepFamily(EMPTY_STATE, family, NOW),
      NOW,
      ids("fresh"),
    );
  };
  return { text, inspection, ask };
}

test("there are ten, each with an id and a rule of its own", () => {
  expect(LESSONS).toHaveLength(10);
  expect(new Set(LESSONS.map(({ id }) => id)).size).toBe(10);
  expect(new Set(LESSONS.map(({ rule }) => rule)).size).toBe(10);
  for (const { rule } of LESSONS) expect(findRule(rule), rule).toBeDefined();
});

describe.each(LESSONS.map((lesson) => [lesson.id, lesson] as const))("%s", (_, lesson) => {
  const { text, inspection, ask } = broken(lesson);
  const isElsewhere = inspection.request?.target.text.startsWith("/practice/token") === false;

  test("the diagnosis finds its rule first, and nothing of it is left open", () => {
    expect(inspection.findings.find(({ severity }) => severity !== "info")?.rule).toBe(lesson.rule);
    expect(inspection.unknowns).toEqual([]);
    expect(inspection.request?.host.text).toBe(new URL(ORIGIN).host);
  });

  test.skipIf(isElsewhere)("the strict server refuses it, the lenient one where the lesson says so", () => {
    expect(ask(inspection.request).reply.status).toBeGreaterThanOrEqual(400);
    const { status } = ask(inspection.request, "dialect=lenient&").reply;
    expect(status === 200).toBe(lesson.lenient !== null);
  });

  test("neither the story nor the hint gives a rule's name away, and the text holds the live token once", () => {
    expect(lesson.story + lesson.hint).not.toContain(lesson.rule);
    expect(text.split("rt_lesson.")).toHaveLength(2);
  });
});

test("the providers that are said to be lenient are on record", () => {
  for (const { lenient } of LESSONS) {
    if (lenient?.taken) expect(PROVIDERS.filter(lenient.taken).length).toBeGreaterThan(2);
  }
});
