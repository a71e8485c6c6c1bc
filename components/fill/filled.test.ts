import { expect, test } from "vitest";
import { readValues } from "../../lib/import/values/read-values.ts";
import { PROVIDER_ENTRIES } from "../../lib/providers/entries.ts";
import { EMPTY_FIELDS } from "../workbench/fields.ts";
import type { Draft } from "../workbench/state.ts";
import { sayFilled, toFilled } from "./filled.ts";

const HOME = "127.0.0.1:3000";
const DEMO = ["demo-secret", "demo-token"];
const draft: Draft = {
  view: "form",
  text: "",
  reply: "",
  shell: "auto",
  provider: "",
  example: null,
  newer: "fields",
  fields: {
    ...EMPTY_FIELDS,
    tokenEndpoint: `http://${HOME}/practice/token`,
    clientId: "practice",
    clientSecret: "demo-secret",
    refreshToken: "demo-token",
  },
  boundHost: HOME,
};
const own: Draft = {
  ...draft,
  fields: { ...EMPTY_FIELDS, tokenEndpoint: "https://id.example.com/token", clientSecret: "mine", scope: "read" },
  boundHost: "id.example.com",
};

function fill(from: Draft, text: string): Partial<Draft> {
  const read = readValues(text);
  if (!read) throw new Error("no values");
  return toFilled(from, read, HOME, DEMO, PROVIDER_ENTRIES);
}

test("real values never meet the practice server", () => {
  const filled = fill(draft, "CLIENT_ID=a\nCLIENT_SECRET=b\nREFRESH_TOKEN=c");
  expect(filled.fields).toMatchObject({ tokenEndpoint: "", clientId: "a", clientSecret: "b", refreshToken: "c" });
  expect(filled.boundHost).toBeUndefined();
});

test("a secret of another host does not come along", () => {
  const filled = fill(own, '{"installed":{"client_id":"g","token_uri":"https://oauth2.googleapis.com/token"}}');
  expect(filled.fields).toMatchObject({ clientId: "g", clientSecret: "", scope: "" });
  expect(filled.boundHost).toBe("oauth2.googleapis.com");
});

test("what the text does not name stays, for the same host", () => {
  const filled = fill(own, "REFRESH_TOKEN=next");
  expect(filled.fields).toEqual({ ...own.fields, refreshToken: "next" });
});

test("names that begin with a provider's choose it, with its endpoint", () => {
  const filled = fill(draft, "KEAP_CLIENT_ID=a\nKEAP_REFRESH_TOKEN=b");
  expect(filled.provider).toBe("keap");
  expect(filled.fields?.tokenEndpoint).toBe("https://api.infusionsoft.com/token");
});

test("what is said names what was not used, and no value", () => {
  const read = readValues("CLIENT_ID=id-value\nDB_URL=postgres://secret-value\nREFRESH_TOKEN=token-value");
  const said = read ? sayFilled(read) : "";
  expect(said).toBe("Filled from a .env: CLIENT_ID, REFRESH_TOKEN. Not used: DB_URL.");
  expect(fill(draft, '{"access_token":"x"}')).toEqual({});
});
