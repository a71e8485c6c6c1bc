import { expect, test } from "vitest";
import { type Command, commandsOfPage, offerCommands, searchCommands } from "./commands.ts";

const command = (name: string, kind = "Action", also?: string): Command => ({
  id: name,
  name,
  kind,
  ...(also ? { also } : {}),
});
const LIST = [
  command("Resend"),
  command("Send"),
  command("Show the readings"),
  command("A body in JSON", "Rule", "json-body"),
  command("Keap (Infusionsoft)", "Provider", "keap"),
];
const names = (query: string) => searchCommands(LIST, query).map(({ name }) => name);

test("a name that begins with the query comes before one that holds it", () => {
  expect(names("send")).toEqual(["Send", "Resend"]);
});

test("every word counts, in any order, in kind and id too", () => {
  expect(names("json rule")).toEqual(["A body in JSON"]);
  expect(names("json-body")).toEqual(["A body in JSON"]);
  expect(names("provider infu")).toEqual(["Keap (Infusionsoft)"]);
  expect(names("json provider")).toEqual([]);
  expect(names("(")).toEqual(["Keap (Infusionsoft)"]);
});

test("an empty query keeps the order", () => {
  expect(names("  ")).toEqual(LIST.map(({ name }) => name));
});

test("a page that has gone takes back its own commands alone", () => {
  const endFirst = offerCommands(() => [command("first")]);
  const endSecond = offerCommands(() => [command("second")]);
  endFirst();
  expect(commandsOfPage().map(({ name }) => name)).toEqual(["second"]);
  endSecond();
  expect(commandsOfPage()).toEqual([]);
});
