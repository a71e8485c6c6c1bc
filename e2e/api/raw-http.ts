import http from "node:http";
import net from "node:net";
import { expect } from "@playwright/test";

/** One answer, as it came. `json` is undefined where the body is none. */
export interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
  json: unknown;
}

export interface Call {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  /** A plain value is sent as JSON with its Content-Type; text and bytes are sent as they are. */
  json?: unknown;
  body?: string | Buffer;
}

/** One request on a connection of its own, with exactly these headers beside Host and the framing. */
export function call(baseURL: string, { method = "GET", path, headers = {}, json, body }: Call): Promise<Answer> {
  const { hostname, port } = new URL(baseURL);
  const content = json === undefined ? body : JSON.stringify(json);
  const own: Record<string, string | number> = {};
  if (json !== undefined) own["Content-Type"] = "application/json";
  if (content !== undefined) own["Content-Length"] = Buffer.byteLength(content);
  return new Promise((resolve, reject) => {
    const request = http.request(
      { hostname, port, path, method, agent: false, headers: { ...own, ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: parse(text) });
        });
      },
    );
    request.on("error", reject);
    request.end(content);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Writes these bytes to a plain socket and gives what came until a first complete answer or the end. */
export function exchange(baseURL: string, bytes: string | Buffer, patience = 5_000): Promise<Answer> {
  const { hostname, port } = new URL(baseURL);
  return new Promise((resolve) => {
    let all = "";
    const done = () => {
      socket.destroy();
      const [head = "", ...rest] = all.split("\r\n\r\n");
      const [, ...lines] = head.split("\r\n");
      const headers = Object.fromEntries(
        lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]),
      );
      const text = rest.join("\r\n\r\n").replace(/^[0-9a-f]+\r\n|\r\n0\r\n\r\n$/g, "");
      resolve({ status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1] ?? 0), headers, text, json: parse(text) });
    };
    const socket = net.connect(Number(port), hostname, () => socket.write(bytes));
    socket.on("data", (data) => {
      all += data.toString("latin1");
      if (/\r\n0\r\n\r\n$|\r\n\r\n\{.*\}$/s.test(all)) done();
    });
    socket.on("error", () => {});
    socket.on("close", done);
    socket.setTimeout(patience, done);
  });
}

/** A refusal is a Problem with the headers of every answer, and holds nothing of what was sent. */
export function expectProblem(answer: Answer, status: number, sent: readonly string[] = []): void {
  expect(answer.status).toBe(status);
  expect(answer.headers).toMatchObject({
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
  });
  expect(answer.json).toMatchObject({
    type: expect.any(String),
    title: expect.any(String),
    detail: expect.any(String),
    status,
  });
  const everything = (answer.text + JSON.stringify(answer.headers)).toLowerCase();
  for (const each of sent) expect(everything).not.toContain(each.toLowerCase());
  for (const name of Object.keys(answer.headers))
    expect(name).not.toMatch(/^access-control-|^set-cookie$|^x-powered-by$/);
}
