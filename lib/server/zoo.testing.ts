import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import net, { type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import tls from "node:tls";

/** A server of the zoo: where it listens, what it was sent, and how to be rid of it with all its connections. */
export interface Cage {
  readonly port: number;
  readonly requests: Buffer[];
  /** Settles when the first connection is closed from the other side or here. */
  readonly gone: Promise<void>;
  close(): Promise<void>;
}

type Keeper = (socket: net.Socket) => void;

/** Keeps a server's sockets, and calls `onRequest` once the whole of a request has arrived on one. */
export async function listen(server: net.Server, onRequest: Keeper, host = "127.0.0.1"): Promise<Cage> {
  const sockets = new Set<net.Socket>();
  const requests: Buffer[] = [];
  let leave = () => {};
  const gone = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const secure = server instanceof tls.Server;
  server.on("connection", (socket: net.Socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => {
      sockets.delete(socket);
      leave();
    });
  });
  server.on(secure ? "secureConnection" : "connection", (socket: net.Socket) => {
    let bytes = Buffer.alloc(0);
    socket.on("error", () => {});
    socket.on("data", (piece: Buffer) => {
      bytes = Buffer.concat([bytes, piece]);
      if (!isWhole(bytes)) return;
      requests.push(bytes);
      bytes = Buffer.alloc(0);
      onRequest(socket);
    });
  });
  server.on("tlsClientError", () => {});
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, host, resolve);
  });
  const close = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => resolve());
    });
  return { port: (server.address() as AddressInfo).port, requests, gone, close };
}

function isWhole(bytes: Buffer): boolean {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return false;
  const length = /^content-length: *([0-9]+)/im.exec(bytes.toString("latin1", 0, end))?.[1] ?? "0";
  return bytes.length >= end + 4 + Number(length);
}

/** A plain server that answers each request with these bytes, or as it likes. */
export function plainServer(answer: string | Uint8Array | Keeper): Promise<Cage> {
  return listen(net.createServer(), typeof answer === "function" ? answer : (socket) => socket.end(answer));
}

/** A TLS server with one of the zoo's certificates. */
export function tlsServer(options: tls.TlsOptions, answer: string | Keeper): Promise<Cage> {
  return listen(tls.createServer(options), typeof answer === "function" ? answer : (socket) => socket.end(answer));
}

/** The name that the zoo's certificates are for. */
export const ZOO_NAME = "auth.zoo.example";

export interface Certificates {
  /** The root that a test must trust. */
  readonly ca: string;
  readonly key: string;
  /** Right in everything, for `ZOO_NAME` and 127.0.0.1. */
  readonly good: string;
  readonly expired: string;
  readonly wrongHost: string;
  readonly selfSigned: string;
  /** Names its host in the common name alone. */
  readonly commonNameOnly: string;
}

/** Certificates made for this run; undefined where there is no openssl program. */
export function makeCertificates(): Certificates | undefined {
  const folder = mkdtempSync(path.join(tmpdir(), "regrant-zoo-"));
  const file = (name: string) => path.join(folder, name);
  const read = (name: string) => readFileSync(file(name), "utf8");
  const openssl = (...args: string[]) => execFileSync("openssl", args, { stdio: "pipe" });
  try {
    const names = `subjectAltName=DNS:${ZOO_NAME},IP:127.0.0.1`;
    for (const key of ["ca.key", "key"]) {
      openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-out", file(key));
    }
    const selfSign = (out: string, key: string, subject: string, ...more: string[]) =>
      openssl("req", "-x509", "-key", file(key), "-subj", subject, "-days", "2", "-out", file(out), ...more);
    selfSign("ca", "ca.key", "/O=Zoo/CN=Zoo Root");
    selfSign("selfSigned", "key", `/CN=${ZOO_NAME}`, "-addext", names);
    const issue = (out: string, days: string, extension: string) => {
      openssl("req", "-new", "-key", file("key"), "-subj", `/O=Zoo/CN=${ZOO_NAME}`, "-out", file("request"));
      writeFileSync(file("extension"), `${extension}\n`);
      const issuer = ["-CA", file("ca"), "-CAkey", file("ca.key"), "-CAcreateserial"];
      const rest = ["-days", days, "-extfile", file("extension"), "-out", file(out)];
      openssl("x509", "-req", "-in", file("request"), ...issuer, ...rest);
    };
    issue("good", "2", names);
    issue("expired", "-1", names);
    issue("wrongHost", "2", "subjectAltName=DNS:other.zoo.example");
    issue("commonNameOnly", "2", "basicConstraints=CA:FALSE");
    const [ca, key, good, expired] = ["ca", "key", "good", "expired"].map(read);
    const [wrongHost, selfSigned, commonNameOnly] = ["wrongHost", "selfSigned", "commonNameOnly"].map(read);
    return { ca, key, good, expired, wrongHost, selfSigned, commonNameOnly } as Certificates;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
