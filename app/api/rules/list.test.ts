import { expect, test } from "vitest";
import { PROVIDERS } from "../../../lib/providers/providers.ts";
import { CLIENT_MESSAGES } from "../../../lib/providers/replies/client-messages.ts";
import { SERVER_REPLIES } from "../../../lib/providers/replies/servers.ts";
import { RULES } from "../../../lib/rules/catalog.ts";
import { listRules } from "./list.ts";
import { rulesReply } from "./schema.ts";

test("the reply is of its schema and holds every rule once", () => {
  const { rules } = rulesReply.parse(JSON.parse(JSON.stringify(listRules())));
  expect(new Set(rules.map(({ id }) => id)).size).toBe(RULES.length);
});

test("every rule that a known reply or message names is listed", () => {
  const listed = new Set(listRules().rules.map(({ id }) => id));
  const named = [
    ...PROVIDERS.flatMap(({ replies, deaths = [] }) => [...replies.map(({ rule }) => rule), ...deaths]),
    ...SERVER_REPLIES.map(({ rule }) => rule),
    ...CLIENT_MESSAGES.map(({ rule }) => rule),
  ];
  expect(named.filter((rule) => rule !== null && !listed.has(rule))).toEqual([]);
});
