import net, { type AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { toHttpRequest } from "../oauth/refresh-request.ts";
import { addedBy } from "../text/traced.ts";
import { formatRequestBytes } from "./request-bytes.ts";

test("the bytes are those that arrive, headers in order and case, nothing added", async () => {
  const arrived = new Promise<string>((resolve, reject) => {
    const server = net.createServer((socket) => {
      let bytes = "";
      socket.setEncoding("utf8").on("data", (piece) => {
        bytes += piece;
      });
      socket.on("end", () => resolve(bytes)).on("error", reject);
      server.close();
    });
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      const request = toHttpRequest(
        {
          tokenEndpoint: "https://auth.example.com:8443/%7e/token?a=b",
          clientId: "app",
          clientSecret: "s+é",
          refreshToken: "r/1",
          clientAuth: "client_secret_post",
          headers: [
            ["x-b", "é"],
            ["X-B", ""],
          ],
        },
        "regrant/0",
      );
      net.connect(port, "127.0.0.1").end(formatRequestBytes(request));
    });
  });
  expect(await arrived).toBe(
    "POST /%7e/token?a=b HTTP/1.1\r\nHost: auth.example.com:8443\r\nUser-Agent: regrant/0\r\nAccept: application/json\r\n" +
      "Content-Type: application/x-www-form-urlencoded\r\nx-b: é\r\nX-B: \r\nContent-Length: 83\r\nConnection: close\r\n\r\n" +
      "grant_type=refresh_token&refresh_token=r%2F1&client_id=app&client_secret=s%2B%C3%A9",
  );
});

test.each(["a\r\nb", "a\nb", "a\rb", "a\0b"])("%j in the head is a bug of the caller's", (text) => {
  const [method, host, target] = ["POST", "h", "/"].map((part) => addedBy("test", part));
  if (!method || !host || !target) throw new Error("three parts");
  const headers = [{ name: addedBy("test", "X"), value: addedBy("test", text) }];
  expect(() => formatRequestBytes({ method, scheme: "http", host, target, headers, body: null })).toThrow(/line break/);
});
