import type net from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { type Cage, plainServer } from "../../../lib/server/zoo.testing.ts";
import { POST as probe } from "../probe/route.ts";
import { POST as variants } from "./route.ts";

vi.spyOn(console, "info").mockImplementation(() => {});

const cages: Cage[] = [];
afterEach(async () => {
  await Promise.all(cages.splice(0).map((cage) => cage.close()));
});

const json = (status: number, body: object) => {
  const text = JSON.stringify(body);
  return `HTTP/1.1 ${status} X\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text}`;
};

/** A server that answers each request by its text, and keeps them all. */
async function serve(answer: (request: string, socket: net.Socket) => string | undefined): Promise<Cage> {
  const cage: Cage = await plainServer((socket) => {
    const text = answer(cage.requests.at(-1)?.toString() ?? "", socket);
    if (text !== undefined) socket.end(text);
  });
  cages.push(cage);
  return cage;
}

const given = (cage: Cage, more: object = {}) => ({
  tokenEndpoint: `http://127.0.0.1:${cage.port}/token`,
  clientId: "app",
  clientSecret: "s+c/r",
  clientAuth: "client_secret_basic",
  ...more,
});

function ask(handler: typeof probe, body: object, signal?: AbortSignal): Promise<Response> {
  const headers = { "Content-Type": "application/json" };
  const init = { method: "POST", headers, body: JSON.stringify(body), ...(signal && { signal }) };
  return handler(new Request("http://localhost/", init), { params: Promise.resolve({}) });
}

async function rowsOf(response: Response) {
  const events = (await response.text()).split("\n\n").filter((each) => each !== "");
  return events.map((each) => {
    const [, event, data] = /^event: (\w+)\ndata: (.*)$/s.exec(each) ?? [];
    return { event, data: JSON.parse(data ?? "null") };
  });
}

const refusing = (isRight: (request: string) => boolean) => (request: string) =>
  isRight(request) ? json(400, { error: "invalid_grant" }) : json(401, { error: "invalid_client" });

test("the matrix finds the one form that the server takes, one request a row, with one made-up token", async () => {
  const cage = await serve(refusing((request) => /client_secret=s%2Bc%2Fr/.test(request)));
  const response = await ask(variants, given(cage));
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  const rows = await rowsOf(response);
  const done = rows.pop();
  expect(rows.length).toBeGreaterThan(4);
  expect(rows.length).toBeLessThanOrEqual(8);
  expect(cage.requests).toHaveLength(rows.length);
  expect(rows.every(({ event }) => event === "variant")).toBe(true);
  expect(new Set(rows.map(({ data }) => data.exchange.request.raw.base64)).size).toBe(rows.length);
  expect(rows.map(({ data }) => data.exchange.request.raw.base64)).toEqual(
    cage.requests.map((bytes) => bytes.toString("base64")),
  );
  const tokens = cage.requests.map((bytes) => /refresh_token=([^&]*)/.exec(bytes.toString())?.[1]);
  expect(new Set(tokens).size).toBe(1);
  const right = rows.filter(({ data }) => Object.values(data.verdict).every((each) => each === "right"));
  expect(right.map(({ data }) => data.id)).toEqual(["body"]);
  expect(done).toEqual({
    event: "done",
    data: { use: "body", why: expect.stringMatching(/Secret in the body/), stopped: null },
  });
});

test.each([
  ["429", json(429, {}), "rate-limited"],
  ["a lock-out", json(400, { error: "invalid_client", error_description: "The account is locked" }), "locked-out"],
] as const)("%s ends the matrix at once", async (_, answer, stopped) => {
  const cage = await serve(() => (cage.requests.length < 3 ? json(401, { error: "invalid_client" }) : answer));
  const rows = await rowsOf(await ask(variants, given(cage)));
  expect(cage.requests).toHaveLength(3);
  expect(rows.at(-1)).toMatchObject({ event: "done", data: { use: null, stopped } });
});

test("a caller who leaves: the request that runs is closed at once, and no other follows", async () => {
  const cage = await serve(() => undefined);
  const response = await ask(variants, given(cage));
  const reader = response.body?.getReader();
  const reading = reader?.read();
  await vi.waitFor(() => expect(cage.requests).toHaveLength(1));
  await reader?.cancel();
  await cage.gone;
  await reading;
  expect(cage.requests).toHaveLength(1);
});

test("a caller whose connection breaks counts as one who left", async () => {
  const cage = await serve(() => undefined);
  const caller = new AbortController();
  const reading = ask(variants, given(cage), caller.signal).then((response) => response.body?.getReader().read());
  await vi.waitFor(() => expect(cage.requests).toHaveLength(1));
  caller.abort();
  await cage.gone;
  await reading;
  expect(cage.requests).toHaveLength(1);
});

test("a server that is not there is asked once", async () => {
  const cage = await plainServer("");
  await cage.close();
  const rows = await rowsOf(await ask(variants, given(cage)));
  expect(rows).toHaveLength(2);
  expect(rows[1]).toMatchObject({ data: { use: null, stopped: "unreachable" } });
});

test("a probe: one request, the verdict beside the exchange, and no word on the token", async () => {
  const cage = await serve(refusing(() => true));
  const response = await ask(probe, given(cage));
  const body = await response.json();
  expect(response.status).toBe(200);
  expect(cage.requests).toHaveLength(1);
  expect(body.verdict).toEqual({ format: "right", client: "right", endpoint: "right" });
  expect(body.response.status).toBe(400);
  expect(body.findings.filter(({ severity }: { severity: string }) => severity === "error")).toEqual([]);
});

test("a provider that punishes made-up tokens gets none, unless the caller insists", async () => {
  const cage = await serve(refusing(() => true));
  for (const handler of [probe, variants]) {
    const refused = await ask(handler, given(cage, { provider: "zoho" }));
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      detail: expect.stringMatching(/^Zoho counts/),
      errors: [{ path: "evenIfPunished", message: expect.any(String) }],
    });
  }
  expect(cage.requests).toHaveLength(0);
  const insisted = await ask(probe, given(cage, { provider: "zoho", evenIfPunished: true }));
  expect(insisted.status).toBe(200);
  const [, token] = /refresh_token=([^&]*)/.exec(cage.requests[0]?.toString() ?? "") ?? [];
  expect(token).toMatch(/^1000\./);
});

test.each([probe, variants])("a refresh token is refused: the made-up one is ours", async (handler) => {
  const cage = await serve(() => "");
  const refused = await ask(handler, given(cage, { refreshToken: "Canary" }));
  expect(refused.status).toBe(400);
  expect(await refused.text()).not.toContain("Canary");
  expect(cage.requests).toHaveLength(0);
});
