import { afterAll, beforeAll, expect, test } from "vitest";
import {
  FOREIGN_CLIENTS,
  type ForeignClient,
  type ForeignServer,
  startForeignServer,
} from "../../e2e/foreign/token-server.ts";
import { type RefreshRequest, toHttpRequest } from "../oauth/refresh-request.ts";
import { LOCAL_EGRESS } from "./egress.ts";
import { send } from "./send.ts";

let server: ForeignServer;
beforeAll(async () => {
  server = await startForeignServer();
});
afterAll(() => server.close());

async function refresh(client: ForeignClient, refreshToken: string, more: Partial<RefreshRequest> = {}) {
  const { clientId, clientSecret, clientAuth } = client;
  const { tokenEndpoint } = server;
  const secret = clientSecret === undefined ? {} : { clientSecret };
  const request = { tokenEndpoint, clientId, ...secret, clientAuth, refreshToken, ...more };
  const url = new URL(tokenEndpoint);
  const sent = await send(toHttpRequest(request, "regrant/test", url), url, { policy: LOCAL_EGRESS, timeoutMs: 5000 });
  expect(sent.failure).toBeNull();
  const reply = JSON.parse(Buffer.from(sent.response?.body.base64 ?? "", "base64").toString());
  return { status: sent.response?.status, reply };
}

test.each(FOREIGN_CLIENTS)(
  "oidc-provider: $clientAuth, $clientId: three rotations, then the dead token",
  async (client) => {
    const first = await server.issue(client);
    const seen = [first];
    for (let i = 0; i < 3; i++) {
      const { status, reply } = await refresh(client, seen.at(-1) ?? "");
      expect(reply).toMatchObject({ token_type: "Bearer", access_token: expect.any(String) });
      expect(status).toBe(200);
      seen.push(reply.refresh_token);
    }
    expect(new Set(seen).size).toBe(4);
    expect(await refresh(client, first)).toMatchObject({ status: 400, reply: { error: "invalid_grant" } });
  },
);

test("oidc-provider decodes what Basic carries: an odd secret sent raw is refused", async () => {
  const client = FOREIGN_CLIENTS[1];
  if (!client) throw new Error("the second client is the odd one");
  const sent = await refresh(client, await server.issue(client), { basicEncoding: "raw" });
  expect(sent).toMatchObject({ status: expect.toSatisfy((s) => s === 400 || s === 401) });
});
