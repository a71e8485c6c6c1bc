import { describe, expect, test } from "vitest";
import { readReply } from "../../oauth/token-reply.ts";
import { findProvider } from "../find-provider.ts";
import { PROVIDERS } from "../providers.ts";
import { CLIENT_MESSAGES, findClientMessage } from "./client-messages.ts";
import { findKnownReplies } from "./find-replies.ts";

const rulesOf = (id: string, status: number, body: unknown) => {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const found = findKnownReplies(readReply({ status, headers: [], body: text }), findProvider(id) ?? null);
  return found[0]?.known.rule;
};

test.each([
  ["keap", 400, { error: "invalid_request", error_description: "Invalid Refresh Token" }, "refresh-token-rotated"],
  [
    "keap",
    400,
    { error: "invalid_request", error_description: "response_type or grant_type is required" },
    "missing-grant-type",
  ],
  [
    "microsoft",
    400,
    { error: "invalid_grant", error_description: "AADSTS700082: The refresh token has expired due to inactivity." },
    "refresh-token-expired",
  ],
  ["microsoft", 400, { error: "invalid_grant", error_description: "AADSTS70008: …" }, "refresh-token-expired"],
  [
    "microsoft",
    400,
    {
      error: "invalid_request",
      error_description: "AADSTS900144: The request body must contain the following parameter: 'refresh_token'.",
    },
    "missing-refresh-token",
  ],
  [
    "microsoft",
    400,
    { error: "invalid_request", error_description: "AADSTS9002327: Tokens issued for …" },
    "spa-token-needs-origin",
  ],
  [
    "strava",
    400,
    { message: "Bad Request", errors: [{ resource: "RefreshToken", field: "refresh_token", code: "invalid" }] },
    "refresh-token-dead",
  ],
  [
    "strava",
    400,
    { message: "Bad Request", errors: [{ resource: "AuthorizationCode", field: "", code: "expired" }] },
    "authorization-code-used",
  ],
  ["slack", 200, { ok: false, error: "invalid_refresh_token" }, "refresh-token-rotated"],
  ["zoho", 200, { error: "invalid_code" }, "refresh-token-revoked"],
  ["hubspot", 400, { status: "BAD_CLIENT_SECRET", message: "missing or invalid client secret" }, "wrong-secret"],
  [
    "keycloak",
    401,
    {
      error: "unauthorized_client",
      error_description: "UNKNOWN_CLIENT: Client was not identified by any client authenticator",
    },
    "wrong-client",
  ],
  [
    "generic",
    401,
    {
      error: "invalid_client",
      error_description:
        "… supports client authentication method 'client_secret_basic', but method 'client_secret_post' was requested.",
    },
    "wrong-auth-method",
  ],
  [
    "generic",
    400,
    { error: "invalid_grant", error_description: "Refresh token has been revoked" },
    "refresh-token-revoked",
  ],
  ["generic", 400, { error: "invalid_grant" }, undefined],
] as const)("%s %i %j", (id, status, body, rule) => {
  expect(rulesOf(id, status, body)).toBe(rule);
});

test("every reply with words of its own is found by them", () => {
  for (const provider of PROVIDERS) {
    for (const known of provider.replies) {
      if (known.text === null || known.pattern || known.text.includes("…") || known.text.includes(" · ")) continue;
      const body = JSON.stringify({ error: known.error ?? "x", error_description: known.text });
      const found = findKnownReplies(readReply({ status: known.status ?? 400, headers: [], body }), provider);
      expect([provider.id, known.text, found.map((one) => one.known)]).toEqual([
        provider.id,
        known.text,
        expect.arrayContaining([known]),
      ]);
    }
  }
});

describe("what clients print", () => {
  test.each(CLIENT_MESSAGES.map((message) => [message.sample, message] as const))("%s", (sample, message) => {
    expect(findClientMessage(sample)?.rule).toBe(message.rule);
  });
  test.each([
    ['Invoke-WebRequest : Der Parameter "Headers" kann nicht gebunden werden.', "powershell-curl-alias"],
    ["Invoke-WebRequest : Impossible de lier le paramètre « Headers ».", "powershell-curl-alias"],
    ["Invoke-WebRequest : No se puede enlazar el parámetro 'Headers'.", "powershell-curl-alias"],
    ["Invoke-WebRequest : 无法绑定参数“Headers”。", "powershell-curl-alias"],
    [
      "FullyQualifiedErrorId : CannotConvertArgumentNoMessage,Microsoft.PowerShell.Commands.InvokeWebRequestCommand",
      "powershell-curl-alias",
    ],
    [
      "requests.exceptions.SSLError: HTTPSConnectionPool(host='x', port=443): Max retries exceeded (Caused by SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]')))",
      "tls-failure",
    ],
    ["javax.net.ssl.SSLHandshakeException: PKIX path building failed", "tls-failure"],
    ["The SSL connection could not be established, see inner exception.", "tls-failure"],
    ["The request was aborted: Could not create SSL/TLS secure channel.", "tls-failure"],
    ["tls: failed to verify certificate: x509: certificate signed by unknown authority", "tls-failure"],
    ["java.net.UnknownHostException: auth.example.com", "dns-failure"],
    [
      "requests.exceptions.ConnectionError: … NameResolutionError(\"…: Failed to resolve 'auth.example.com'\")",
      "dns-failure",
    ],
    ["System.Net.Http.HttpRequestException: No such host is known. (auth.example.com:443)", "dns-failure"],
    ["Error: getaddrinfo ENOTFOUND auth.example.com", "dns-failure"],
    ["Error: connect ECONNREFUSED 127.0.0.1:3000", "connection-refused"],
    ["No connection could be made because the target machine actively refused it.", "connection-refused"],
    ["Error: socket hang up", "connection-reset"],
    ["Invoke-RestMethod : The operation has timed out.", "timeout"],
    ["java.net.SocketTimeoutException: connect timed out", "timeout"],
    ["NetworkError when attempting to fetch resource.", "cors"],
    ["curl: (35) OpenSSL/3.0.2: error:0A00010B:SSL routines::wrong version number", "tls-failure"],
    ["curl: (56) Received HTTP code 407 from proxy after CONNECT", "proxy-or-gateway"],
  ])("%s", (printed, rule) => {
    expect(findClientMessage(printed)?.rule).toBe(rule);
  });
  test.each(["", '{"error":"invalid_grant"}', "HTTP/1.1 200 OK"])("nothing: %s", (printed) => {
    expect(findClientMessage(printed)).toBeUndefined();
  });
  test("1 MB is answered at once", () => {
    const start = performance.now();
    findClientMessage("Invoke-WebRequest : getaddrinfo ".repeat(30_000));
    expect(performance.now() - start).toBeLessThan(3_000);
  });
});
