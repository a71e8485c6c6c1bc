import net from "node:net";

/** One request as it arrived: head and body by hand, so that nothing is normalised on the way. */
export interface Recorded {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** A raw server that answers every request like a token server, and keeps what came, by the path's last part. */
export interface Recorder {
  readonly port: number;
  /** The requests whose path ends with the key, so far. */
  taken(key: string): readonly Recorded[];
  /** Resolves as soon as a request with that key has come; false after `timeoutMs`. */
  waitFor(key: string, timeoutMs: number): Promise<boolean>;
  close(): Promise<void>;
}

const REPLY = '{"access_token":"new","token_type":"Bearer","expires_in":3600,"refresh_token":"next"}';

/** `onRequest` is called when a request is here and before it is answered: its client still runs. */
export async function startRecorder(onRequest: () => void = () => {}): Promise<Recorder> {
  const requests = new Map<string, Recorded[]>();
  const waiting = new Map<string, () => void>();
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    const chunks: Buffer[] = [];
    let continued = false;
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk) => {
      chunks.push(chunk);
      const bytes = Buffer.concat(chunks);
      if (!continued && /\r\nexpect: 100-continue\r\n/i.test(bytes.toString("latin1"))) {
        continued = true;
        socket.write("HTTP/1.1 100 Continue\r\n\r\n");
      }
      const request = parseRequest(bytes);
      if (!request) return;
      onRequest();
      const key = keyOf(request.target);
      requests.set(key, [...(requests.get(key) ?? []), request]);
      socket.end(
        `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${REPLY.length}\r\nConnection: close\r\n\r\n${REPLY}`,
      );
      waiting.get(key)?.();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    taken: (key) => requests.get(key) ?? [],
    waitFor: (key, timeoutMs) =>
      new Promise((resolve) => {
        if (requests.has(key)) return resolve(true);
        const timer = setTimeout(() => resolve(false), timeoutMs);
        waiting.set(key, () => {
          clearTimeout(timer);
          resolve(true);
        });
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function keyOf(target: string): string {
  return /^\/t\/([^?/]+)/.exec(target)?.[1] ?? target;
}

function parseRequest(bytes: Buffer): Recorded | undefined {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [first = "", ...lines] = bytes.subarray(0, end).toString("latin1").split("\r\n");
  const [method = "", target = ""] = first.split(" ");
  const headers = lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
  });
  const find = (wanted: string) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
  const rest = bytes.subarray(end + 4);
  if (/chunked/i.test(find("transfer-encoding") ?? "")) {
    const body = unchunk(rest);
    return body && { method, target, headers, body };
  }
  const length = Number(find("content-length") ?? 0);
  return rest.length >= length ? { method, target, headers, body: rest.subarray(0, length) } : undefined;
}

function unchunk(bytes: Buffer): Buffer | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf("\r\n", at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(bytes.toString("latin1", at, lineEnd), 16);
    if (size === 0) return Buffer.concat(parts);
    if (bytes.length < lineEnd + 4 + size) return undefined;
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 4 + size;
  }
}
