import { expect, test } from "vitest";
import { formatUrl } from "../http/request.ts";
import { parsePowershell } from "../shell/powershell.ts";
import { unknownsOf } from "../text/traced.ts";
import { readCmdlet } from "./cmdlet.ts";

function read(text: string, shell: "powershell" | "pwsh" = "powershell") {
  const command = parsePowershell(text, shell).commands.find(({ cmdlet }) => cmdlet);
  if (!command?.cmdlet) throw new Error("no cmdlet");
  return readCmdlet(command.cmdlet, shell, command.span);
}
const header = (reading: ReturnType<typeof read>, name: string) =>
  reading.request?.headers.find((field) => field.name.text.toLowerCase() === name)?.value.text;

const URI = "-Uri https://a.example/token";

test("a table becomes a form", () => {
  const reading = read(
    `Invoke-RestMethod ${URI} -Method post -Body @{ grant_type = 'refresh_token'; refresh_token = 'a+b' }`,
  );
  expect(reading.request && formatUrl(reading.request)).toBe("https://a.example/token");
  expect(reading.request?.method.text).toBe("POST");
  expect(reading.request?.body?.text).toBe("grant_type=refresh_token&refresh_token=a%2Bb");
  expect(header(reading, "content-type")).toBe("application/x-www-form-urlencoded");
});

test("of a GET it becomes the query", () => {
  const { request } = read(`irm ${URI} -Body @{ a = 'b' }`);
  expect(request && formatUrl(request)).toBe("https://a.example/token?a=b");
  expect(request?.body).toBeNull();
});

test("a text goes out as it is, under the type that is given", () => {
  const reading = read(`Invoke-WebRequest ${URI} -Method Post -ContentType 'application/json' -Body '{"a":1}'`);
  expect([reading.request?.body?.text, header(reading, "content-type")]).toEqual(['{"a":1}', "application/json"]);
});

test("variables are unknown", () => {
  const { request } = read(`irm ${URI} -Method Post -Body @{ refresh_token = $rt }`);
  expect(request?.body && unknownsOf(request.body)).toEqual(["rt"]);
});

test("Content-Type among the headers is refused by 5.1 and taken by 7", () => {
  const text = `irm ${URI} -Method Post -Headers @{ 'Content-Type' = 'application/json' } -Body '{}'`;
  expect(read(text).request).toBeNull();
  expect(read(text).notes.map(({ kind }) => kind)).toEqual(["restricted-header"]);
  expect(header(read(text, "pwsh"), "content-type")).toBe("application/json");
});

test("a credential waits for a challenge, unless -Authentication says otherwise", () => {
  const waiting = read(`irm ${URI} -Method Post -Credential $c -Body 'a=b'`);
  expect([header(waiting, "authorization"), waiting.notes[0]?.kind]).toEqual([
    undefined,
    "credentials-after-challenge",
  ]);
  const atOnce = read(`irm ${URI} -Method Post -Authentication Basic -Credential $c -Body 'a=b'`, "pwsh");
  expect(header(atOnce, "authorization")).toMatch(/^Basic /);
  expect(atOnce.notes).toEqual([]);
});

test("a parameter that it does not know stops it", () => {
  expect(read(`irm ${URI} -d a=b`).request).toBeNull();
});
