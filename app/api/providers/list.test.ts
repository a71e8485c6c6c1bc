import { expect, test } from "vitest";
import { PROVIDERS } from "../../../lib/providers/providers.ts";
import { listProviders } from "./list.ts";
import { providersReply } from "./schema.ts";

test("the reply is of its schema and holds every preset", () => {
  const reply = providersReply.parse(JSON.parse(JSON.stringify(listProviders())));
  expect(reply.providers.map(({ id }) => id)).toEqual(PROVIDERS.map(({ id }) => id));
});
