import http from "node:http";
import net, { type AddressInfo } from "node:net";

/** What stands before several instances: it knows nothing of them and takes turns. */
export interface PlainProxy {
  readonly port: number;
  close(): void;
}

/** Names the instance that a request is to go to, by its place in the list; without it the instances take turns. */
export const TO_HEADER = "x-to-instance";

/** Hands on HTTP requests in turn, answers as they come. The ports may be named later. */
export async function openHttpProxy(portsOf: () => readonly number[]): Promise<PlainProxy> {
  let turn = 0;
  const server = http.createServer((request, response) => {
    const ports = portsOf();
    const { [TO_HEADER]: asked, ...headers } = request.headers;
    const port = ports[asked === undefined ? turn++ % ports.length : Number(asked)];
    const { method, url: path } = request;
    const onward = http.request({ host: "127.0.0.1", port, method, path, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    response.on("close", () => onward.destroy());
    request.pipe(onward);
  });
  return listen(server);
}

/** Hands on connections in turn, byte for byte. */
export async function openByteProxy(portsOf: () => readonly number[]): Promise<PlainProxy> {
  let turn = 0;
  const server = net.createServer((client) => {
    const ports = portsOf();
    const onward = net.connect(ports[turn++ % ports.length] ?? 0, "127.0.0.1");
    for (const socket of [client, onward]) socket.on("error", () => socket.destroy());
    client.pipe(onward).pipe(client);
  });
  return listen(server);
}

async function listen(server: net.Server): Promise<PlainProxy> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: (server.address() as AddressInfo).port, close: () => void server.close() };
}
