import { type APIRequestContext, expect, test } from "@playwright/test";

/** Keap's dialect takes Basic alone. */
const DIALECTS = [
  { path: "/practice/token", methods: ["client_secret_basic", "client_secret_post", "none"], atLeast: 13 },
  { path: "/practice/token?dialect=keap", methods: ["client_secret_basic"], atLeast: 9 },
];

async function refresh(request: APIRequestContext, fields: object) {
  const exchange = await (await request.post("/api/send", { data: fields })).json();
  expect(exchange.failure).toBeNull();
  const body = Buffer.from(exchange.response.body.base64, "base64").toString();
  return { status: exchange.response.status, reply: JSON.parse(body), findings: exchange.findings };
}

for (const { path, methods, atLeast } of DIALECTS) {
  test(`every practice client refreshes three times in order, each way it may: ${path}`, async ({
    request,
    baseURL,
  }) => {
    const { clients } = await (await request.get("/api/practice")).json();
    let refreshed = 0;
    for (const { clientId, clientSecret, clientAuth } of clients) {
      for (const method of methods.filter((each) => clientAuth.includes(each))) {
        const { tokens } = await (await request.get("/api/practice")).json();
        const first = tokens.find((token: { clientId: string }) => token.clientId === clientId)?.refreshToken;
        if (!first) continue;
        const secret = clientSecret === null ? {} : { clientSecret };
        const fields = { tokenEndpoint: `${baseURL}${path}`, clientId, ...secret, clientAuth: method };
        let refreshToken = first;
        for (let i = 0; i < 3; i++) {
          const { status, reply, findings } = await refresh(request, { ...fields, refreshToken });
          expect({ clientId, method, status }).toEqual({ clientId, method, status: 200 });
          expect(findings.filter(({ severity }: { severity: string }) => severity === "error")).toEqual([]);
          expect(reply.refresh_token).not.toBe(refreshToken);
          refreshToken = reply.refresh_token;
          refreshed++;
        }
        expect((await refresh(request, { ...fields, refreshToken: first })).status).toBe(400);
        expect((await refresh(request, { ...fields, refreshToken })).status).toBe(400);
      }
    }
    expect(refreshed).toBeGreaterThanOrEqual(atLeast);
  });
}
