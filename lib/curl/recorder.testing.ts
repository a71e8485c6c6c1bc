import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createServer as createTlsServer, type Server as TlsServer } from "node:tls";
import { decodeBytes } from "../text/bytes.ts";

/** One request as its bytes arrived; a header value has lost one blank behind the colon. */
export interface Arrived {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** How a run of a program ended, and what arrived meanwhile. */
export interface Outcome {
  readonly exitCode: number | null;
  readonly arrived: readonly Arrived[];
  readonly stderr: string;
}

/** More bytes than a request announces (a lie in Content-Length) come within so many milliseconds. */
const PATIENCE = 40;
/** A request that stops short is taken as it is after so many milliseconds of silence. */
const SILENCE = 2500;
const REPLY = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/**
 * A server on 127.0.0.1 that records what arrives, over TCP or TLS, answers 200 with nothing in it, and closes: one
 * request a connection, whatever its head says about its length.
 */
export class Recorder {
  readonly port: number;
  readonly #plain = createServer();
  readonly #secure: TlsServer | null;
  #arrived: Arrived[] = [];

  private constructor(port: number, certificate: Certificate | null) {
    this.port = port;
    this.#secure = certificate && createTlsServer(certificate);
    this.#plain.on("connection", (socket) => this.#sort(socket));
    this.#secure?.on("secureConnection", (socket) => this.#listen(socket));
  }

  static async start(port: number, certificate: Certificate | null): Promise<Recorder> {
    const recorder = new Recorder(port, certificate);
    await listenOn(recorder.#plain, port);
    if (recorder.#secure) await listenOn(recorder.#secure, 0);
    return recorder;
  }

  /** TLS goes through the other listener: what was read already cannot be put back under a TLS socket. */
  #sort(socket: Socket): void {
    socket.on("error", () => socket.destroy());
    socket.once("data", (first) => {
      const secure = this.#secure?.address();
      if (first[0] === 0x16 && secure && typeof secure === "object") {
        const inner = connect(secure.port, "127.0.0.1");
        inner.on("error", () => socket.destroy());
        inner.write(first);
        socket.pipe(inner).pipe(socket);
      } else this.#listen(socket, first);
    });
  }

  #listen(socket: Socket, first: Buffer = Buffer.alloc(0)): void {
    let pending = first;
    let invited = false;
    let timer: NodeJS.Timeout | undefined;
    const take = () => {
      const request = readRequest(pending);
      if (!request) return;
      this.#arrived.push(request.arrived);
      socket.end(REPLY);
    };
    const look = () => {
      clearTimeout(timer);
      const request = readRequest(pending);
      if (!request) return;
      timer = setTimeout(take, request.isWhole ? PATIENCE : SILENCE);
      const expects = request.arrived.headers.some(([name, value]) => /^expect: *100-c/i.test(`${name}:${value}`));
      if (invited || !expects || request.isWhole) return;
      invited = true;
      socket.write("HTTP/1.1 100 Continue\r\n\r\n");
    };
    socket.on("error", () => socket.destroy());
    socket.on("close", () => clearTimeout(timer));
    socket.on("data", (chunk) => {
      pending = Buffer.concat([pending, chunk]);
      look();
    });
    look();
  }

  /** Runs a program and tells what it sent here meanwhile. */
  async run(program: string, argv: readonly string[], folder: string): Promise<Outcome> {
    this.#arrived = [];
    const env: Record<string, string> = { PATH: process.env.PATH ?? "", HOME: folder, LC_ALL: "C.UTF-8" };
    const child = spawn(program, argv, {
      cwd: folder,
      env: env as NodeJS.ProcessEnv,
      stdio: ["ignore", "ignore", "pipe"],
      timeout: 60_000,
    });
    let stderr = "";
    child.stderr.on("data", (chunk) => {
      if (stderr.length < 4000) stderr += String(chunk);
    });
    const exitCode = await new Promise<number | null>((resolve) => child.once("close", resolve));
    return { exitCode, arrived: this.#arrived, stderr };
  }

  close(): void {
    this.#plain.close();
    this.#secure?.close();
  }
}

async function listenOn(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
}

interface Read {
  readonly arrived: Arrived;
  /** False while less has come than the head announces. */
  readonly isWhole: boolean;
}

/** What the bytes say, all that stands behind the head being content; undefined while the head is not whole. */
function readRequest(bytes: Buffer): Read | undefined {
  const headEnd = bytes.indexOf("\r\n\r\n");
  if (headEnd < 0) return undefined;
  const [first = "", ...lines] = decodeBytes(bytes.subarray(0, headEnd)).split("\r\n");
  const request = /^([\s\S]*) ([^ ]*) HTTP\/1\.[01]$/.exec(first);
  const headers = lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, "")] as const;
  });
  const find = (name: string) => headers.find(([other]) => other.toLowerCase() === name)?.[1];
  const content = bytes.subarray(headEnd + 4);
  const chunks = /chunked/i.test(find("transfer-encoding") ?? "") ? readChunks(content) : undefined;
  return {
    arrived: {
      method: request?.[1] ?? first,
      target: request?.[2] ?? "",
      headers,
      body: decodeBytes(chunks ? chunks.content : content),
    },
    isWhole: chunks ? chunks.isWhole : content.length >= (Number(find("content-length") ?? 0) || 0),
  };
}

function readChunks(bytes: Buffer): { content: Buffer; isWhole: boolean } {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = bytes.indexOf("\r\n", at);
    const size = lineEnd < 0 ? Number.NaN : Number.parseInt(bytes.toString("latin1", at, lineEnd), 16);
    if (!(size >= 0) || bytes.length < lineEnd + 2 + size + 2) return { content: Buffer.concat(parts), isWhole: false };
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
    if (size === 0) return { content: Buffer.concat(parts), isWhole: true };
  }
}

/** A key and a certificate that nobody trusts. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** A new self-signed certificate, made by openssl; null where there is no openssl. */
export function makeCertificate(): Certificate | null {
  const folder = mkdtempSync(path.join(tmpdir(), "certificate-"));
  const [key, cert] = [path.join(folder, "key.pem"), path.join(folder, "cert.pem")];
  const made = spawnSync(
    "openssl",
    ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"].concat([
      "-subj",
      "/CN=test.invalid",
      "-keyout",
      key,
      "-out",
      cert,
    ]),
  );
  const result = made.status === 0 ? { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") } : null;
  rmSync(folder, { recursive: true, force: true });
  return result;
}
