import { expect, test } from "vitest";
import { POST } from "./route.ts";
import { inspectReply } from "./schema.ts";

async function post(body: unknown) {
  const request = new Request("http://127.0.0.1/api/inspect", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const response = await POST(request, { params: Promise.resolve({}) });
  return { status: response.status, body: await response.json() };
}

const COMMAND = "curl -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1 https://auth.example.com/token";

test.each<[name: string, body: unknown]>([
  ["a right command", { text: COMMAND }],
  ["a version and a shell", { text: COMMAND, curl: "7.88.1", shell: "posix" }],
  ["a reply", { text: COMMAND, provider: "keap", response: { status: 400, headers: [["A", "b"]], body: "{}" } }],
  [
    "JSON to be fixed",
    { text: `curl https://a.example/token -u a:b -d '{"grant_type":"refresh_token","refresh_token":"r"}'` },
  ],
  ["curly quotes", { text: "curl ‘https://a.example/token’ -d ‘a=b’", response: { status: 400 } }],
  ["an open quote", { text: "curl 'https://a.example" }],
  ["bytes that are no UTF-8", { text: "curl https://a.example/token -d 'grant_type=refresh_token&refresh_token=%ff'" }],
  ["nothing", { text: "" }],
  ["another shell", { text: COMMAND, shell: "pwsh" }],
])("%s: the answer has the shape that is promised", async (_, body) => {
  const { status, body: reply } = await post(body);
  expect(status).toBe(200);
  expect(inspectReply.safeParse(reply).error).toBeUndefined();
});

test("what a right command sends", async () => {
  const { body } = await post({ text: COMMAND });
  expect(body.request.headers.map(([name]: [string]) => name)).toEqual([
    "Host",
    "Authorization",
    "User-Agent",
    "Accept",
    "Content-Length",
    "Content-Type",
  ]);
  expect(body.findings.filter(({ severity }: { severity: string }) => severity !== "info")).toEqual([]);
});

test.each<[name: string, status: number, body: unknown]>([
  ["an unknown key", 400, { text: "a", colour: "red" }],
  ["no text", 400, {}],
  ["an unknown shell", 400, { text: "a", shell: "fish" }],
  ["a version that is none", 400, { text: "a", curl: "new" }],
  ["a text over 1 MiB", 413, { text: "x".repeat(1_048_577) }],
])("%s is refused", async (_, status, body) => {
  expect((await post(body)).status).toBe(status);
});
