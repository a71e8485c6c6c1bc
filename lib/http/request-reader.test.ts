import net, { type AddressInfo } from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type ArrivedRequest, type Leave, REQUEST_HEAD_LIMIT, REQUEST_LIMIT, RequestReader } from "./request-reader.ts";

const latin1 = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

/** Reads a connection's bytes, in pieces of `size`, with its end after them. */
function readAll(bytes: Uint8Array, size = bytes.length, why: Leave = "closed"): ArrivedRequest[] {
  const reader = new RequestReader();
  const all: ArrivedRequest[] = [];
  for (let i = 0; i < bytes.length; i += size) all.push(...reader.read(bytes.subarray(i, i + size)));
  const last = reader.leave(why);
  return last ? [...all, last] : all;
}

/** A request in words that a table can hold. */
function summary({ raw, head, body, malformed, end, keepAlive }: ArrivedRequest) {
  const part = (range: { start: number; end: number }) => text(raw.subarray(range.start, range.end));
  return {
    raw: text(raw),
    head: head && {
      line: [head.method, head.target, head.version].map(part).join(" "),
      fields: head.fields.map(({ name, value }) => `${part(name)}=${part(value)}`),
    },
    body: body?.map(part).join("") ?? null,
    malformed,
    end,
    keepAlive,
  };
}

const HEAD = "POST /a/token?x=%7e HTTP/1.1\r\nHost: h\r\n";
const LINE = "POST /a/token?x=%7e 1.1";

test.each([
  ["no body", "GET / HTTP/1.1\r\nHost: h\r\n\r\n", null],
  ["a length", `${HEAD}Content-Length: 5\r\n\r\nhello`, "hello"],
  ["a length of 0", `${HEAD}Content-Length: 0\r\n\r\n`, ""],
  ["chunks", `${HEAD}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n`, "hello!"],
  ["chunks in another case", `${HEAD}TRANSFER-ENCODING: Chunked\r\n\r\nA\r\n0123456789\r\n000\r\n\r\n`, "0123456789"],
  ["chunk extensions", `${HEAD}Transfer-Encoding: chunked\r\n\r\n5;a=b;c="d"\r\nhello\r\n0 ;x\r\n\r\n`, "hello"],
  ["trailers", `${HEAD}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX-Sum: 1\r\nY: 2\r\n\r\n`, "hello"],
  ["empty lines before", `\r\n\r\n${HEAD}Content-Length: 1\r\n\r\nx`, "x"],
  ["an absolute target", "GET http://api.example.com/a HTTP/1.1\r\nHost: api.example.com\r\n\r\n", null],
  ["HTTP/1.0 without Host", "GET / HTTP/1.0\r\n\r\n", null],
  ["a value beyond ASCII", `${HEAD}X-A: \xe9\r\n\r\n`, null],
])("%s: whole and without a fault, from any split", (_, sent, body) => {
  for (const size of [1, 2, 3, 7, sent.length]) {
    expect(readAll(latin1(sent), size).map(summary), `pieces of ${size}`).toEqual([
      expect.objectContaining({ raw: sent, body, malformed: null, end: "whole" }),
    ]);
  }
});

test("parts are where they stand", () => {
  const sent = `${HEAD}X-Odd-CASE:  a b \t\r\nX-Empty:\r\nContent-Length: 2\r\n\r\nhi`;
  expect(readAll(latin1(sent)).map(summary)).toMatchObject([
    { head: { line: LINE, fields: ["Host=h", "X-Odd-CASE=a b", "X-Empty=", "Content-Length=2"] } },
  ]);
});

test.each([
  ["bare LF", "POST / HTTP/1.1\nHost: h\nContent-Length: 5\n\nhello", "hello", /LF alone/],
  ["bare LF in chunks", `${HEAD}Transfer-Encoding: chunked\r\n\r\n5\nhello\n0\n\n`, "hello", /LF alone/],
  ["both framings", `${HEAD}Content-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n`, "x", /both/],
  ["a coding", `${HEAD}Transfer-Encoding: gzip, chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n`, "x", /other than chunked/],
  ["the length twice", `${HEAD}Content-Length: 1\r\nContent-Length: 1\r\n\r\nx`, "x", /twice/],
  ["no colon", `${HEAD}nonsense\r\nContent-Length: 1\r\n\r\nx`, "x", /no colon/],
  ["a space before the colon", `${HEAD}X-A : 1\r\nContent-Length: 1\r\n\r\nx`, "x", /blank stands between/],
  ["a name with a blank", `${HEAD}X A: 1\r\nContent-Length: 1\r\n\r\nx`, "x", /header name holds/],
  ["an empty name", `${HEAD}: 1\r\nContent-Length: 1\r\n\r\nx`, "x", /no name/],
  ["a NUL in a value", `${HEAD}X-A: a\0b\r\nContent-Length: 1\r\n\r\nx`, "x", /control/],
  ["a CR in a value", `${HEAD}X-A: a\rb\r\nContent-Length: 1\r\n\r\nx`, "x", /control/],
  ["a folded header", `${HEAD}X-A: 1\r\n  2\r\nContent-Length: 1\r\n\r\nx`, "x", /folded/],
  ["no Host", "POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\nx", "x", /no Host/],
  ["two Hosts", `${HEAD}Host: i\r\nContent-Length: 1\r\n\r\nx`, "x", /more than one Host/],
  ["a blank in the target", "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n", null, /target holds a blank/],
  ["é in the target", "GET /\xc3\xa9 HTTP/1.1\r\nHost: h\r\n\r\n", null, /beyond ASCII/],
  ["two blanks", "GET  / HTTP/1.1\r\nHost: h\r\n\r\n", null, /more blanks/],
  ["another version", "GET / HTTP/3.0\r\nHost: h\r\n\r\n", null, /says HTTP\/3\.0/],
])("%s: read whole all the same, and the fault is named", (_, sent, body, malformed) => {
  for (const size of [1, 3, sent.length]) {
    const got = readAll(latin1(sent), size).map(summary);
    expect(got).toEqual([expect.objectContaining({ raw: sent, body, end: "whole", keepAlive: true })]);
    expect(got[0]?.malformed).toMatch(malformed);
  }
});

test.each([
  ["TLS", "\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03", /TLS was spoken/],
  ["a TLS hello's first byte", "\x16", /TLS was spoken/],
  ["garbage", "hello world\r\n\r\n", /no HTTP request line/],
  ["bytes", "\0\x01\x02", /no HTTP request line/],
  ["HTTP/0.9", "GET /\r\n", /no HTTP request line/],
  ["HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", /HTTP\/2/],
  ["two lengths", `${HEAD}Content-Length: 1\r\nContent-Length: 2\r\n\r\nxy`, /several values/],
  ["a length in words", `${HEAD}Content-Length: one\r\n\r\nx`, /no number/],
  ["a negative length", `${HEAD}Content-Length: -1\r\n\r\nx`, /no number/],
  ["a coding without chunked", `${HEAD}Transfer-Encoding: gzip\r\n\r\nx`, /does not end in chunked/],
  ["a chunk without size", `${HEAD}Transfer-Encoding: chunked\r\n\r\nhello\r\n0\r\n\r\n`, /no size/],
  ["a chunk too long", `${HEAD}Transfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n0\r\n\r\n`, /longer than its size/],
  ["half a line", "POST /a", /before the headers were whole/],
  ["half a head", `${HEAD}Content-Le`, /before the headers were whole/],
  ["half a body", `${HEAD}Content-Length: 9\r\n\r\nhello`, /5 of 9 bytes came/],
  ["half a chunk", `${HEAD}Transfer-Encoding: chunked\r\n\r\n5\r\nhe`, /chunked body/],
])("%s: broken, with every byte", (_, sent, malformed) => {
  for (const why of ["closed", "silent"] as const) {
    for (const size of [1, 3, sent.length]) {
      const got = readAll(latin1(sent), size, why).map(summary);
      expect(got).toEqual([expect.objectContaining({ raw: sent, end: "broken", keepAlive: false })]);
      expect(got[0]?.malformed).toMatch(malformed);
    }
  }
});

test("half a body keeps its head and what came of it", () => {
  const [got] = readAll(latin1(`${HEAD}Content-Length: 9\r\n\r\nhello`), 4, "silent").map(summary);
  expect(got).toMatchObject({ head: { line: LINE }, body: "hello" });
  expect(got?.malformed).toBe("The client fell silent in the middle of the body: 5 of 9 bytes came.");
});

test.each([
  ["no length", `${HEAD}\r\ngrant_type=refresh_token&refresh_token=r1`, "grant_type=refresh_token&refresh_token=r1"],
  ["a length too small", `${HEAD}Content-Length: 5\r\n\r\nhello world`, " world"],
])("%s: the bytes after the request are told apart", (_, sent, rest) => {
  const [first, second, ...more] = readAll(latin1(sent), 3).map(summary);
  expect(first).toMatchObject({ malformed: null, raw: sent.slice(0, -rest.length) });
  expect(second).toMatchObject({ raw: rest, end: "broken" });
  expect(second?.malformed).toMatch(/Content-Length may be missing or too small/);
  expect(more).toEqual([]);
});

test("a second request that breaks off is no stray body", () => {
  const [, second] = readAll(latin1(`${HEAD}\r\nPOST /a/tok`), 3).map(summary);
  expect(second?.malformed).toMatch(/before the headers were whole/);
});

test("nothing but empty lines is no request", () => {
  expect(readAll(latin1("\r\n\r\n"))).toEqual([]);
  expect(readAll(latin1(`${HEAD}\r\n\r\n\n`), 1)).toHaveLength(1);
});

test.each([
  ["HTTP/1.1", "GET / HTTP/1.1\r\nHost: h\r\n\r\n", true],
  ["close", "GET / HTTP/1.1\r\nHost: h\r\nConnection: x, Close\r\n\r\n", false],
  ["HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", false],
  ["HTTP/1.0 kept open", "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", true],
])("who may go on sending: %s", (_, sent, keepAlive) => {
  expect(readAll(latin1(sent))[0]?.keepAlive).toBe(keepAlive);
});

test("a client that waits for 100 Continue is told of once, and only while it waits", () => {
  const asking = latin1(`${HEAD}Expect: 100-continue\r\nContent-Length: 5\r\n\r\n`);
  const waiting = new RequestReader();
  waiting.read(asking);
  expect([waiting.takeContinue(), waiting.takeContinue()]).toEqual([true, false]);
  expect(waiting.read(latin1("hello"))).toHaveLength(1);
  const impatient = new RequestReader();
  impatient.read(asking);
  impatient.read(latin1("h"));
  expect(impatient.takeContinue()).toBe(false);
});

test("beyond a limit the first bytes are kept, whatever the split", () => {
  const long = latin1(`${HEAD}Content-Length: 9000000\r\n\r\n${"x".repeat(REQUEST_LIMIT)}`);
  const bomb = latin1(`${HEAD}${"X-A: 1\r\n".repeat(REQUEST_HEAD_LIMIT / 8)}${"y".repeat(REQUEST_LIMIT)}`);
  for (const size of [997, 65_536, long.length]) {
    for (const [bytes, malformed] of [[long, /larger than 1 MiB/] as const, [bomb, /headers are larger/] as const]) {
      const got = readAll(bytes, size);
      expect(got).toMatchObject([{ end: "too-large", malformed: expect.stringMatching(malformed) }]);
      expect(got[0]?.raw.length).toBe(REQUEST_LIMIT);
      expect(Buffer.compare(got[0]?.raw ?? Buffer.alloc(0), bytes.subarray(0, REQUEST_LIMIT))).toBe(0);
    }
  }
});

test("requests in one piece that together are longer than the limit are all read", () => {
  const one = `${HEAD}Content-Length: 600000\r\n\r\n${"x".repeat(600_000)}`;
  expect(readAll(latin1(one.repeat(3))).map(({ end }) => end)).toEqual(["whole", "whole", "whole"]);
});

const COUNT = Number(process.env.COUNT ?? 1000);
const SEED = process.env.SEED ? { seed: Number(process.env.SEED) } : {};

const anyByte = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code));
const anyBytes = (max: number) => fc.string({ unit: anyByte, maxLength: max });
const token = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,12}$/);
const eol = fc.oneof({ weight: 9, arbitrary: fc.constant("\r\n") }, fc.constant("\n"));
const valueText = fc.string({ unit: anyByte.filter((char) => !"\r\n\0".includes(char)), maxLength: 30 });
const oddName = fc.constantFrom("X A", "", "Ünicode", "a\0b", "(x)", "X ");

/** One request as a client could write it, well or not, but with one meaning; and its content. */
const request = fc
  .record({
    method: fc.constantFrom("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"),
    target: fc.stringMatching(/^\/[!-~]{0,40}$/),
    eol,
    before: fc.constantFrom("", "", "", "\r\n", "\n\r\n"),
    headers: fc.array(fc.tuple(fc.oneof({ weight: 5, arbitrary: token }, oddName), valueText), { maxLength: 8 }),
    framing: fc.constantFrom("none", "length", "chunked"),
    content: anyBytes(200),
    cuts: fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 5 }),
  })
  .map(({ method, target, eol: end, before, headers, framing, content, cuts }) => {
    const own = /^(?:transfer-encoding|content-length|connection|expect)$/i;
    const lines = [
      `${method} ${target} HTTP/1.1`,
      "Host: h",
      ...headers.filter(([name]) => !own.test(name)).map(([name, value]) => `${name}: ${value}`),
    ];
    if (framing === "length") lines.push(`Content-Length: ${content.length}`);
    if (framing === "chunked") lines.push("Transfer-Encoding: chunked");
    const head = `${before}${lines.join(end)}${end}${end}`;
    if (framing === "none") return { bytes: head, content: null };
    if (framing === "length") return { bytes: head + content, content };
    const chunks = cutAt(content, cuts).filter((chunk) => chunk !== "");
    const body = [...chunks.map((chunk) => `${chunk.length.toString(16)}${end}${chunk}${end}`), `0${end}${end}`];
    return { bytes: head + body.join(""), content };
  });

function cutAt(whole: string, cuts: readonly number[]): string[] {
  const at = [0, ...cuts.filter((cut) => cut < whole.length).sort((a, b) => a - b), whole.length];
  return at.slice(1).map((end, i) => whole.slice(at[i], end));
}

test(`${COUNT} connections, split at random places: each request has its own bytes and content`, () => {
  fc.assert(
    fc.property(
      fc.array(request, { minLength: 1, maxLength: 4 }),
      fc.array(fc.integer({ min: 1, max: 1500 }), { maxLength: 12 }),
      (requests, cuts) => {
        const stream = requests.map(({ bytes }) => bytes).join("");
        const reader = new RequestReader();
        const got = cutAt(stream, cuts).flatMap((piece) => reader.read(latin1(piece)));
        expect(reader.leave("closed")).toBeNull();
        expect(got.map(({ raw }) => text(raw))).toEqual(requests.map(({ bytes }) => bytes));
        expect(got.map((each) => summary(each).body)).toEqual(requests.map(({ content }) => content));
      },
    ),
    { numRuns: COUNT, ...SEED },
  );
});

test(`${COUNT} connections of anything: no byte is lost, and the split changes nothing`, () => {
  const line = fc.constantFrom(
    "POST /a HTTP/1.1",
    "Host: h",
    "Content-Length: 7",
    "Transfer-Encoding: chunked",
    "5",
    "0",
    "",
  );
  const piece = fc.oneof(
    anyBytes(40),
    fc.tuple(line, eol).map((parts) => parts.join("")),
    request.map(({ bytes }) => bytes),
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join("")),
      fc.array(fc.integer({ min: 1, max: 1500 }), { maxLength: 12 }),
      (stream, cuts) => {
        const whole = readAll(latin1(stream), stream.length || 1).map(summary);
        const reader = new RequestReader();
        const split = cutAt(stream, cuts).flatMap((part) => reader.read(latin1(part)));
        const last = reader.leave("closed");
        expect((last ? [...split, last] : split).map(summary)).toEqual(whole);
        const kept = whole.map(({ raw }) => raw).join("");
        expect(stream.startsWith(kept)).toBe(true);
        expect(stream.slice(kept.length)).toMatch(/^[\r\n]*$/);
      },
    ),
    { numRuns: COUNT, ...SEED },
  );
});

test("real sockets: what is written is what is read", async () => {
  const sent = `${HEAD}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`.repeat(50);
  const got = await new Promise<string>((resolve) => {
    const server = net.createServer((socket) => {
      const reader = new RequestReader();
      let raw = "";
      socket.on("data", (piece) => {
        for (const each of reader.read(piece)) raw += text(each.raw);
      });
      socket.on("end", () => server.close(() => resolve(raw)));
    });
    server.listen(0, "127.0.0.1", () => {
      const socket = net.connect((server.address() as AddressInfo).port, "127.0.0.1");
      for (let i = 0; i < sent.length; i += 11) socket.write(sent.slice(i, i + 11), "latin1");
      socket.end();
    });
  });
  expect(got).toBe(sent);
});
