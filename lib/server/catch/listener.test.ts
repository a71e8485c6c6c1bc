import net from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { openTrap, statusesOf, type Trap } from "./client.testing.ts";

const traps: Trap[] = [];
const open = async (...args: Parameters<typeof openTrap>) => {
  const trap = await openTrap(...args);
  traps.push(trap);
  return trap;
};
afterEach(() => {
  for (const { listener } of traps.splice(0)) listener.close();
});

const FORM = "grant_type=refresh_token&refresh_token=r1";
const post = (path: string, more = "", body = FORM) =>
  `POST ${path} HTTP/1.1\r\nHost: api.example.com\r\nAuthorization: Basic cHJhY3RpY2U6cHJhY3RpY2Utc2VjcmV0\r\nContent-Type: application/x-www-form-urlencoded\r\n${more}Content-Length: ${body.length}\r\n\r\n${body}`;
const latin1 = (raw: Uint8Array) => Buffer.from(raw).toString("latin1");

test("what is sent is kept, byte for byte, and answered as the practice server answers", async () => {
  const { box, send, kept } = await open();
  const sent = post(`/${box.id}/oauth/v2/token`, "X-ODD-case:  1 \r\nConnection: close\r\n");
  const answer = await send([sent], true);
  expect(statusesOf(answer)).toEqual([400]);
  expect(answer).toContain('"error":"invalid_grant"');
  const [first] = await kept(1);
  expect(first && latin1(first.raw)).toBe(sent);
  expect(first).toMatchObject({ malformed: null, fidelity: "bytes", answer: { status: 400 } });
});

test("one connection, many requests: kept and answered in order, pipelined or split anywhere", async () => {
  const { box, send, kept } = await open();
  const all = Array.from({ length: 30 }, (_, i) => post(`/${box.id}/${i}`, i === 29 ? "Connection: close\r\n" : ""));
  const stream = all.join("");
  const answer = await send([stream.slice(0, 100), stream.slice(100, 3001), stream.slice(3001)], true);
  expect(statusesOf(answer)).toEqual(all.map(() => 400));
  expect((await kept(30)).map(({ raw }) => latin1(raw))).toEqual(all);
});

describe("where a box is named", () => {
  const named: [string, (id: string) => string, boolean][] = [
    ["in the path", (id) => post(`/${id}`, "Connection: close\r\n"), true],
    ["in an absolute target", (id) => post(`http://h/${id}/token`, "Connection: close\r\n"), true],
    [
      "in the host",
      (id) => post("/token", "Connection: close\r\n").replace("api.example.com", `${id}.catch.example`),
      true,
    ],
    [
      "as the user of a proxy",
      (id) =>
        post("http://api.example.com/token", `Proxy-Authorization: Basic ${btoa(`${id}:x`)}\r\nConnection: close\r\n`),
      true,
    ],
    ["nowhere", () => post("/token", "Connection: close\r\n"), false],
    ["under an id that is none", () => post(`/${"0".repeat(32)}`, "Connection: close\r\n"), false],
  ];
  test.each(named)("%s", async (_, make, isKept) => {
    const { box, send, boxes } = await open({}, { toNewest: false });
    const answer = await send([make(box.id)], true);
    expect(statusesOf(answer)).toEqual([isKept ? 400 : 404]);
    expect(await boxes.list(box.id)).toHaveLength(isKept ? 1 : 0);
  });

  test("on one's own machine what names none goes to the newest box, but an old id stays unknown", async () => {
    const { box, send, boxes } = await open();
    await send([post("/token", "Connection: close\r\n")], true);
    expect(statusesOf(await send([post(`/${"0".repeat(32)}/token`, "Connection: close\r\n")], true))).toEqual([404]);
    expect(await boxes.list(box.id)).toHaveLength(1);
  });
});

describe("what is no clean HTTP is kept all the same", () => {
  const cases: [string, string, RegExp][] = [
    ["TLS", "\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03", /TLS was spoken/],
    ["garbage", "hello\r\n\r\n", /no HTTP request line/],
    ["half a body", post("/token").slice(0, -5), /36 of 41 bytes came/],
    ["half a head", "POST /token HTTP/1.1\r\nHos", /before the headers were whole/],
    ["two lengths", post("/token", "Content-Length: 3\r\n"), /several values/],
  ];
  test.each(cases)("%s, then silence", async (_, sent, malformed) => {
    const { send, kept } = await open({ silentMs: 50, brokenMs: 20 });
    expect(statusesOf(await send([sent], true))).toEqual([400]);
    const [first] = await kept(1);
    expect(first && latin1(first.raw)).toBe(sent);
    expect(first?.malformed).toMatch(malformed);
  });
  test.each(cases)("%s, then the end", async (_, sent, malformed) => {
    const { send, kept } = await open();
    expect(statusesOf(await send([sent]))).toEqual([400]);
    expect((await kept(1))[0]?.malformed).toMatch(malformed);
  });

  test("half a request, then a reset", async () => {
    const { port, kept } = await open();
    const socket = net.connect(port, "127.0.0.1");
    socket.on("error", () => {});
    await new Promise<void>((resolve) => socket.write("POST /token HTTP/1.1\r\n", () => resolve()));
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.resetAndDestroy();
    expect((await kept(1))[0]).toMatchObject({ answer: { status: 0 }, malformed: expect.stringMatching(/closed/) });
  });

  test("a length that is too small, on a connection that is to close", async () => {
    const { send, kept } = await open();
    const sent = post("/token", "Connection: close\r\n").replace("Content-Length: 41", "Content-Length: 30");
    expect(statusesOf(await send([sent], true))).toEqual([400]);
    const [first, second] = await kept(2);
    expect(latin1(first?.raw ?? Buffer.alloc(0)) + latin1(second?.raw ?? Buffer.alloc(0))).toBe(sent);
    expect(second).toMatchObject({ answer: { status: 0 }, malformed: expect.stringMatching(/too small/) });
  });

  test("a bad header name is named beside the request", async () => {
    const { send, kept } = await open();
    await send([post("/token", "X Y: 1\r\nConnection: close\r\n")], true);
    expect((await kept(1))[0]?.malformed).toMatch(/header name/);
  });

  test("a body beyond 1 MiB", async () => {
    const { send, kept } = await open();
    const sent = post("/token", "", "x".repeat(2_000_000));
    expect(statusesOf(await send([sent], true))).toEqual([413]);
    const [first] = await kept(1);
    expect(first?.raw.length).toBe(1024 * 1024);
  });
});

describe("nobody can hang it", () => {
  const works = async (trap: Trap) =>
    expect(statusesOf(await trap.send([post(`/${trap.box.id}`, "Connection: close\r\n")], true))).toEqual([400]);

  test("1,000 idle connections, and then some beyond the cap", async () => {
    const trap = await open({ maxSockets: 1000 });
    const sockets = await crowd(trap.port, 1100, "");
    await works(trap);
    for (const socket of sockets) socket.destroy();
  });

  test("slow clients that send a byte now and then are cut off, and kept", async () => {
    const trap = await open({ requestMs: 150, silentMs: 100 });
    const socket = net.connect(trap.port, "127.0.0.1");
    socket.on("error", () => {});
    const timer = setInterval(() => socket.write("X"), 20);
    const closed = new Promise((resolve) => socket.on("close", resolve));
    socket.write("POST / HTTP/1.1\r\nX-A: ");
    await closed;
    clearInterval(timer);
    expect((await trap.kept(1))[0]?.malformed).toMatch(/ran out of time/);
    await works(trap);
  });

  test("header bombs on many connections stay within bounds", async () => {
    const trap = await open({ maxPending: 4 * 1024 * 1024, brokenMs: 60_000 });
    const sockets = await crowd(trap.port, 50, `GET / HTTP/1.1\r\nX: ${"a".repeat(700_000)}`);
    await works(trap);
    await expect.poll(() => sockets.filter((socket) => !socket.destroyed).length).toBeLessThan(10);
    for (const socket of sockets) socket.destroy();
  });

  test("a client that never reads its answers is held, not fed", async () => {
    const trap = await open({ answerMs: 300 });
    const socket = net.connect(trap.port, "127.0.0.1").pause();
    socket.on("error", () => {});
    await trap.boxes.change(trap.box.id, {
      kind: "fixed",
      status: 200,
      contentType: "text/plain",
      body: "x".repeat(65_536),
    });
    socket.write(post(`/${trap.box.id}`).repeat(2000));
    await trap.kept(100);
    await works(trap).catch(() => {});
    socket.destroy();
    await trap.boxes.change(trap.box.id, { kind: "strict" });
    await works(trap);
  });
});

/** Connections that say this much and nothing more. */
async function crowd(port: number, count: number, say: string): Promise<net.Socket[]> {
  return Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<net.Socket>((resolve) => {
          const socket = net.connect(port, "127.0.0.1", () => {
            if (say) socket.write(say);
            resolve(socket);
          });
          socket.on("error", () => {});
        }),
    ),
  );
}
