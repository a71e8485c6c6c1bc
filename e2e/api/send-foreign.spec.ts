import { expect, test } from "@playwright/test";
import { FOREIGN_CLIENTS, type ForeignServer, startForeignServer } from "../foreign/token-server.ts";

let server: ForeignServer;
test.beforeAll(async () => {
  server = await startForeignServer();
});
test.afterAll(() => server.close());

for (const client of FOREIGN_CLIENTS) {
  test(`oidc-provider, ${client.clientAuth}, ${client.clientId}: three rotations in order`, async ({ request }) => {
    const first = await server.issue(client);
    const refresh = async (refreshToken: string) => {
      const data = { ...client, tokenEndpoint: server.tokenEndpoint, refreshToken };
      const exchange = await (await request.post("/api/send", { data })).json();
      expect(exchange.failure).toBeNull();
      const { status, body } = exchange.response;
      return { status, reply: JSON.parse(Buffer.from(body.base64, "base64").toString()), findings: exchange.findings };
    };
    const seen = [first];
    for (let i = 0; i < 3; i++) {
      const { status, reply, findings } = await refresh(seen.at(-1) ?? "");
      expect(status).toBe(200);
      expect(findings.filter(({ severity }: { severity: string }) => severity === "error")).toEqual([]);
      seen.push(reply.refresh_token);
    }
    expect(new Set(seen).size).toBe(4);
    expect(await refresh(first)).toMatchObject({ status: 400, reply: { error: "invalid_grant" } });
  });
}
