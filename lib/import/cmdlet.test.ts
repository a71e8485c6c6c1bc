import { expect, test } from "vitest";
import { formatUrl } from "../http/request.ts";
import { parsePowershell } from "../shell/powershell.ts";
import { encodeBytes } from "../text/bytes.ts";
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

test.each<[string, "powershell" | "pwsh", string | null]>([
  [`curl -X POST https://a.example/token`, "powershell", "unknown-parameter"],
  [`curl https://a.example/token -d a=b`, "powershell", "ambiguous-parameter"],
  [`curl https://a.example/token -H 'Accept: */*'`, "powershell", "unconvertible-value"],
  [`curl https://a.example/token --data a=b`, "powershell", "positional-argument"],
  [`irm ${URI} -Method Post -Body`, "powershell", "missing-argument"],
  [`irm ${URI} -Method Post -Body a -Body b`, "powershell", "parameter-twice"],
  [`irm ${URI} -Method Pst`, "pwsh", "unconvertible-value"],
  [`irm ${URI} -Meth Po -Body a=b`, "pwsh", null],
  [`irm ${URI} -Body 'a=b'`, "powershell", "body-with-get"],
  [`irm ${URI} -Body 'a=b'`, "pwsh", null],
  [`irm ${URI} -SkipHttpErrorCheck`, "powershell", "unknown-parameter"],
  [`irm ${URI} -SkipHttpErrorCheck`, "pwsh", null],
  [`irm ${URI} -Form @{ a = 'b' }`, "powershell", "unknown-parameter"],
  [`irm http://a.example -Authentication Bearer -Token $t`, "pwsh", "unencrypted-authentication"],
  [`irm http://a.example -Authentication Bearer -Token $t -AllowUnencryptedAuthentication`, "pwsh", null],
  [`irm ${URI} -Token $t`, "pwsh", "token-without-authentication"],
])("%j in %s: %s", (text, shell, kind) => {
  const { request, notes } = read(text, shell);
  expect([request === null, notes[0]?.kind ?? null]).toEqual([kind !== null, kind]);
});

const lines = (text: string, shell: "powershell" | "pwsh") =>
  read(text, shell).request?.headers.map(({ name, value }) => `${name.text}: ${value.text}`);

test("5.1 writes its own headers behind the given ones, and asks before it sends a body", () => {
  expect(lines(`irm ${URI} -Method Post -Headers @{ 'X-A' = 'b' } -Body @{ a = 'b' }`, "powershell")).toEqual([
    "X-A: b",
    expect.stringMatching(/^User-Agent: Mozilla\/5\.0 .*WindowsPowerShell\/5\.1/),
    "Content-Type: application/x-www-form-urlencoded",
    "Host: a.example",
    "Content-Length: 3",
    "Expect: 100-continue",
    "Connection: Keep-Alive",
  ]);
});

test("7 begins with Host and takes compressed answers", () => {
  expect(lines(`irm ${URI} -Method Post -Headers @{ 'X-A' = 'b' } -Body @{ a = 'b' }`, "pwsh")).toEqual([
    "Host: a.example",
    "X-A: b",
    expect.stringMatching(/^User-Agent: Mozilla\/5\.0 .*PowerShell\/7/),
    "Accept-Encoding: gzip, deflate, br",
    "Content-Type: application/x-www-form-urlencoded",
    "Content-Length: 3",
  ]);
});

test("a table is encoded as .NET's WebUtility does", () => {
  const { request } = read(`irm ${URI} -Method Post -Body @{ a = "~ !*()'+é/&" }`);
  expect(request?.body?.text).toBe("a=%7E+!*()%27%2B%C3%A9%2F%26");
});

test("5.1 sends ISO-8859-1 unless it is told otherwise or handed bytes; 7 sends UTF-8", () => {
  const bytes = (text: string, shell: "powershell" | "pwsh") => [
    ...encodeBytes(read(text, shell).request?.body?.text ?? ""),
  ];
  const call = `irm ${URI} -Method Post -Body`;
  expect(bytes(`${call} 'é€'`, "powershell")).toEqual([0xe9, 0x3f]);
  expect(bytes(`${call} 'é'`, "pwsh")).toEqual([0xc3, 0xa9]);
  expect(bytes(`${call} 'é' -ContentType 'application/json; charset=utf-8'`, "powershell")).toEqual([0xc3, 0xa9]);
  expect(bytes(`${call} ([Text.Encoding]::UTF8.GetBytes('é'))`, "powershell")).toEqual([0xc3, 0xa9]);
});

test("a credential that the text makes is known", () => {
  const text = `$s = ConvertTo-SecureString 'x' -AsPlainText -Force
$c = New-Object System.Management.Automation.PSCredential('id', $s)
irm ${URI} -Method Post -Authentication Basic -Credential $c -Body 'a=b'`;
  expect(header(read(text, "pwsh"), "authorization")).toBe("Basic aWQ6eA==");
});

test("a form of 7 is multipart", () => {
  const { request } = read(`irm ${URI} -Method Post -Form @{ a = 'b' }`, "pwsh");
  expect(request?.body?.text).toBe(
    "--boundary\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Disposition: form-data; name=a\r\n\r\nb\r\n--boundary--\r\n",
  );
});

test("Accept and User-Agent among the headers are taken by both", () => {
  const text = `irm ${URI} -Method Post -Headers @{ Accept = 'application/json'; 'User-Agent' = 'x/1' } -Body 'a=b'`;
  for (const shell of ["powershell", "pwsh"] as const) {
    expect(header(read(text, shell), "accept")).toBe("application/json");
    expect(header(read(text, shell), "user-agent")).toBe("x/1");
  }
});
