import http from "node:http";
import net, { type AddressInfo } from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { HEADER_LIMIT, INTERIM_LIMIT, ResponseReader, WIRE_LIMIT } from "./response-reader.ts";

const latin1 = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

/** Reads an answer, whole or in pieces of `size` bytes, with the peer's close after it. */
function readAll(bytes: Uint8Array, size = bytes.length) {
  const reader = new ResponseReader();
  let end = null;
  for (let i = 0; i < bytes.length && !end; i += size) end = reader.read(bytes.subarray(i, i + size));
  const open = end === null;
  end ??= reader.close();
  const { head } = reader;
  return { end, open, head, body: text(reader.body), raw: text(reader.raw) };
}

const HEAD = "HTTP/1.1 200 OK\r\n";

test.each([
  ["a length", `${HEAD}Content-Length: 5\r\n\r\nhello`, "hello"],
  ["a length of 0", `${HEAD}Content-Length: 0\r\n\r\n`, ""],
  ["the same length twice", `${HEAD}Content-Length: 5, 5\r\ncontent-length: 05\r\n\r\nhello`, "hello"],
  ["until close", `${HEAD}\r\nhello`, "hello"],
  ["until close, HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\nhello", "hello"],
  ["chunks", `${HEAD}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n`, "hello!"],
  ["chunks in another case", `${HEAD}TRANSFER-ENCODING: Chunked\r\n\r\nA\r\n0123456789\r\n000\r\n\r\n`, "0123456789"],
  ["chunk extensions", `${HEAD}Transfer-Encoding: chunked\r\n\r\n5;a=b;c="d"\r\nhello\r\n0 ;x\r\n\r\n`, "hello"],
  ["trailers", `${HEAD}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX-Sum: 1\r\nY: 2\r\n\r\n`, "hello"],
  ["204", "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", ""],
  ["304", "HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n", ""],
  [
    "an interim reply",
    `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n${HEAD}\r\nhello`,
    "hello",
  ],
  ["no reason", "HTTP/1.1 200\r\nContent-Length: 5\r\n\r\nhello", "hello"],
  ["a folded header", `${HEAD}X-A: 1\r\n  2\r\nContent-Length: 5\r\n\r\nhello`, "hello"],
])("%s: complete without a fault, from any split", (_, answer, body) => {
  for (const size of [1, 2, 3, 7, answer.length]) {
    const got = readAll(latin1(answer), size);
    expect(got, `pieces of ${size}`).toMatchObject({ body, raw: answer, end: { complete: true, failure: null } });
  }
});

test.each([
  ["bare LF", "HTTP/1.1 200 OK\nContent-Length: 5\n\nhello", "hello", /LF alone/],
  ["one bare LF", `${HEAD}X-A: 1\nContent-Length: 5\r\n\r\nhello`, "hello", /LF alone/],
  ["bare LF in chunks", `${HEAD}Transfer-Encoding: chunked\r\n\r\n5\nhello\n0\n\n`, "hello", /LF alone/],
  [
    "both framings",
    `${HEAD}Content-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`,
    "hello",
    /both/,
  ],
  [
    "a transfer coding",
    `${HEAD}Transfer-Encoding: gzip, chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`,
    "hello",
    /other than chunked/,
  ],
  ["an unknown transfer coding", `${HEAD}Transfer-Encoding: x\r\n\r\nhello`, "hello", /other than chunked/],
  ["no colon", `${HEAD}nonsense\r\nContent-Length: 5\r\n\r\nhello`, "hello", /no colon/],
  ["a space before the colon", `${HEAD}X-A : 1\r\nContent-Length: 5\r\n\r\nhello`, "hello", /header name/],
  ["an empty name", `${HEAD}: 1\r\nContent-Length: 5\r\n\r\nhello`, "hello", /header name/],
  ["a NUL in a value", `${HEAD}X-A: a\0b\r\nContent-Length: 5\r\n\r\nhello`, "hello", /control/],
  ["101", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n", "", /101/],
])("%s: complete, with a protocol failure beside it, from any split", (_, answer, body, message) => {
  for (const size of [1, 3, answer.length]) {
    const { end, ...got } = readAll(latin1(answer), size);
    expect(got).toMatchObject({ body, raw: answer });
    expect(end.complete).toBe(true);
    expect(end.failure?.kind).toBe("protocol");
    expect(end.failure?.message).toMatch(message);
  }
});

test.each([
  ["a length too short", `${HEAD}Content-Length: 5\r\n\r\nhello world`, "hello"],
  ["a body after 204", "HTTP/1.1 204 No Content\r\n\r\nhello", ""],
  ["more after the last chunk", `${HEAD}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n`, ""],
])("%s: complete, and the surplus is told", (_, answer, body) => {
  const { end, ...got } = readAll(latin1(answer));
  expect(got).toMatchObject({ body, raw: answer });
  expect(end).toMatchObject({ complete: true, failure: { kind: "protocol" } });
  expect(end.failure?.message).toMatch(/bytes more/);
});

test.each([
  ["words", "this is no HTTP at all\r\n\r\n", "protocol", null, ""],
  ["lower case", "http/1.1 200 OK\r\n\r\n", "protocol", null, ""],
  ["HTTP/2", "HTTP/2 200 OK\r\n\r\n", "protocol", null, ""],
  ["a TLS alert", "\x15\x03\x01\x00\x02\x02\x46", "protocol", null, ""],
  ["an HTTP/2 frame", "\0\0\x12\x04\0\0\0\0\0", "protocol", null, ""],
  ["a line break first", `\r\n${HEAD}\r\n`, "protocol", null, ""],
  ["two digits", "HTTP/1.1 20 OK\r\n\r\n", "protocol", null, ""],
  ["a status of 0", "HTTP/1.1 000 OK\r\n\r\n", "protocol", null, ""],
  ["four digits", "HTTP/1.1 2000 OK\r\n\r\n", "protocol", null, ""],
  ["two blanks", "HTTP/1.1  200 OK\r\n\r\n", "protocol", null, ""],
  ["nothing", "", "reset", null, ""],
  ["half a status line", "HTTP/1.1 20", "reset", null, ""],
  ["half the headers", `${HEAD}X-A: 1\r\nX-B`, "reset", null, ""],
  ["an interim reply alone", "HTTP/1.1 100 Continue\r\n\r\n", "reset", null, ""],
  ["half a body", `${HEAD}Content-Length: 10\r\n\r\nhello`, "protocol", 200, "hello"],
  ["a length that is none", `${HEAD}Content-Length: five\r\n\r\nhello`, "protocol", 200, ""],
  ["an empty length", `${HEAD}Content-Length:\r\n\r\nhello`, "protocol", 200, ""],
  ["a negative length", `${HEAD}Content-Length: -5\r\n\r\nhello`, "protocol", 200, ""],
  ["a signed length", `${HEAD}Content-Length: +5\r\n\r\nhello`, "protocol", 200, ""],
  ["a hex length", `${HEAD}Content-Length: 0x5\r\n\r\nhello`, "protocol", 200, ""],
  ["two lengths", `${HEAD}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello`, "protocol", 200, ""],
  ["a chunk without a size", `${HEAD}Transfer-Encoding: chunked\r\n\r\nhello\r\n`, "protocol", 200, ""],
  ["a size with a sign", `${HEAD}Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n`, "protocol", 200, ""],
  ["a size with 0x", `${HEAD}Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n`, "protocol", 200, ""],
  ["a chunk too long", `${HEAD}Transfer-Encoding: chunked\r\n\r\n4\r\nhello\r\n0\r\n\r\n`, "protocol", 200, "hell"],
  ["a chunk too short", `${HEAD}Transfer-Encoding: chunked\r\n\r\n6\r\nhello\r\n0\r\n\r\n`, "protocol", 200, "hello\r"],
  ["no last chunk", `${HEAD}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n`, "protocol", 200, "hello"],
  ["no end of the trailers", `${HEAD}Transfer-Encoding: chunked\r\n\r\n0\r\nX: 1\r\n`, "protocol", 200, ""],
])("%s: a failure, and what came is kept", (_, answer, kind, status, body) => {
  for (const size of [1, 2, answer.length]) {
    const { end, head, ...got } = readAll(latin1(answer), size || 1);
    expect(end).toMatchObject({ complete: false, failure: { kind } });
    expect(head?.status ?? null).toBe(status);
    expect(got.body).toBe(body);
  }
});

test("names keep their case, values their inner blanks; header text is UTF-8 where valid, else latin1", () => {
  const { head } = readAll(
    latin1(`HTTP/1.1 400 Bad  Request \r\nX-a:  b \t c \t\r\nx-A:\r\nU: \xc3\xa9\r\nL: \xe9\r\n\r\n`),
  );
  expect(head).toEqual({
    httpVersion: "1.1",
    status: 400,
    reason: "Bad  Request ",
    headers: [
      ["X-a", "b \t c"],
      ["x-A", ""],
      ["U", "é"],
      ["L", "é"],
    ],
  });
});

test("limits: wire bytes, header bytes, interim replies", () => {
  const filler = (n: number) => "x".repeat(n);
  const at = (length: number) => {
    const head = `${HEAD}Content-Length: ${length}\r\n\r\n`;
    return readAll(latin1(head + filler(length)), 65_536);
  };
  const room = WIRE_LIMIT - `${HEAD}Content-Length: 1048576\r\n\r\n`.length;
  expect(at(room).end).toEqual({ complete: true, failure: null });
  const over = at(room + 1);
  expect(over.end).toMatchObject({ complete: false, failure: { kind: "too-large" } });
  expect(over.raw).toHaveLength(WIRE_LIMIT);
  expect(over.body).toHaveLength(room);

  const wide = readAll(latin1(`${HEAD}X: ${filler(HEADER_LIMIT)}`), 4096);
  expect(wide).toMatchObject({ open: false, head: null, end: { failure: { kind: "too-large" } } });
  const many = readAll(latin1(HEAD + "X: y\r\n".repeat(HEADER_LIMIT / 6)), 4096);
  expect(many).toMatchObject({ open: false, end: { failure: { kind: "too-large" } } });
  const thousand = readAll(latin1(`${HEAD + "X: y\r\n".repeat(1000)}\r\n`));
  expect(thousand.end).toEqual({ complete: true, failure: null });
  expect(thousand.head?.headers).toHaveLength(1000);

  const interim = "HTTP/1.1 102 Processing\r\n\r\n";
  expect(readAll(latin1(`${interim.repeat(INTERIM_LIMIT)}${HEAD}\r\n`)).end.failure).toBeNull();
  expect(readAll(latin1(interim.repeat(INTERIM_LIMIT + 1))).end.failure?.kind).toBe("protocol");
});

test("1 MiB byte by byte takes linear time", () => {
  const bytes = latin1(`${HEAD}Transfer-Encoding: chunked\r\n\r\n${"1\r\nx\r\n".repeat(170_000)}0\r\n\r\n`);
  const start = performance.now();
  expect(readAll(bytes, 1).body).toHaveLength(170_000);
  expect(performance.now() - start).toBeLessThan(5000);
});

const token = fc.string({ unit: fc.constantFrom(..."abcXYZ019-_"), minLength: 1, maxLength: 12 });
const value = fc.string({ unit: fc.constantFrom(...'abc 019;=,/"\t'), maxLength: 20 });
const answers = fc
  .record({
    status: fc.constantFrom(200, 201, 302, 400, 401, 404, 500, 503),
    reason: fc.string({ unit: fc.constantFrom(..."abc "), maxLength: 8 }),
    headers: fc.array(
      fc.tuple(
        fc.constant("X-").chain((x) => token.map((t) => x + t)),
        value,
      ),
      { maxLength: 6 },
    ),
    chunks: fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 5 }),
    framing: fc.constantFrom("length", "chunked", "close"),
  })
  .map(({ status, reason, headers, chunks, framing }) => {
    const body = Buffer.concat(chunks);
    const fields = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
    const extra = {
      length: `Content-Length: ${body.length}\r\n`,
      chunked: "Transfer-Encoding: chunked\r\n",
      close: "",
    };
    const head = `HTTP/1.1 ${status} ${reason}\r\n${fields}${extra[framing as keyof typeof extra]}\r\n`;
    const framed =
      framing === "chunked"
        ? [
            ...chunks.filter((c) => c.length > 0).flatMap((c) => [`${c.length.toString(16)}\r\n`, c, "\r\n"]),
            "0\r\n\r\n",
          ]
        : [body];
    return Buffer.concat([Buffer.from(head), ...framed.map((part) => Buffer.from(part as string))]);
  });

/** What Node's own client makes of an answer. */
async function readByNode(bytes: Buffer) {
  const server = net.createServer((socket) => socket.on("error", () => {}).once("data", () => socket.end(bytes)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await new Promise((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      const request = http.get({ host: "127.0.0.1", port, headers: { Connection: "close" } }, (reply) => {
        const body: Buffer[] = [];
        reply.on("data", (piece: Buffer) => body.push(piece)).on("error", reject);
        reply.on("end", () => {
          const { statusCode, statusMessage, rawHeaders } = reply;
          resolve({ statusCode, statusMessage, rawHeaders, body: Buffer.concat(body).toString("latin1") });
        });
      });
      request.on("error", reject);
    });
  } finally {
    server.close();
  }
}

test("well-formed answers, split anywhere, read as Node's client reads them", async () => {
  await fc.assert(
    fc.asyncProperty(answers, fc.integer({ min: 1, max: 50 }), async (bytes, size) => {
      const { head, body, end } = readAll(bytes, size);
      expect(end).toEqual({ complete: true, failure: null });
      expect(await readByNode(bytes)).toEqual({
        statusCode: head?.status,
        statusMessage: head?.reason,
        rawHeaders: head?.headers.flat(),
        body,
      });
    }),
    { numRuns: 60 },
  );
});

test("any bytes, cut and split anywhere: the same end, nothing thrown", () => {
  const damaged = fc.tuple(answers, fc.nat(), fc.nat(255)).map(([bytes, at, byte]) => {
    const copy = Buffer.from(bytes);
    copy[at % copy.length] = byte;
    return copy;
  });
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), damaged), fc.integer({ min: 1, max: 9 }), (bytes, size) => {
      const whole = readAll(bytes);
      const pieces = readAll(bytes, size);
      // Surplus is told only where it arrived with the rest, so messages may differ by it.
      expect(pieces.end.complete).toBe(whole.end.complete);
      expect(pieces.head).toEqual(whole.head);
      expect(pieces.body).toBe(whole.body);
    }),
  );
});
