import http from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair } from "jose";
import Provider from "oidc-provider";

/** A client of the foreign token server, as a RefreshRequest names it. */
export interface ForeignClient {
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly clientAuth: "client_secret_basic" | "client_secret_post" | "none";
}

/**
 * Secrets hold what encoders get wrong; ids too, since Basic encodes both. Beyond ASCII oidc-provider takes none
 * (RFC 6749 appendix A.1, A.2).
 */
export const FOREIGN_CLIENTS: readonly ForeignClient[] = [
  { clientId: "basic", clientSecret: "plain", clientAuth: "client_secret_basic" },
  { clientId: "basic:odd+id/%2B", clientSecret: "a+b/c=d:e%f&g h%20~\"'$!", clientAuth: "client_secret_basic" },
  { clientId: "post", clientSecret: "plain", clientAuth: "client_secret_post" },
  { clientId: "post&odd=id", clientSecret: "a+b/c=d:e%f&g h%20~\"'$!", clientAuth: "client_secret_post" },
  { clientId: "public", clientSecret: undefined, clientAuth: "none" },
];

/** A token server that is not ours: oidc-provider on a loopback port, with rotating refresh tokens. */
export interface ForeignServer {
  readonly tokenEndpoint: string;
  /** A first refresh token, as the end of an authorization would have given it. */
  issue(client: ForeignClient): Promise<string>;
  close(): Promise<void>;
}

export async function startForeignServer(): Promise<ForeignServer> {
  const server = http.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const provider = new Provider(issuer, {
    clients: FOREIGN_CLIENTS.map(({ clientId, clientSecret, clientAuth }) => ({
      client_id: clientId,
      client_secret: clientSecret,
      token_endpoint_auth_method: clientAuth,
      redirect_uris: ["https://app.example.com/cb"],
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      id_token_signed_response_alg: "ES256",
    })),
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: "ES256", use: "sig", kid: "test" }] },
    cookies: { keys: ["test"] },
    features: { devInteractions: { enabled: false } },
    findAccount: (_: unknown, accountId: string) => ({ accountId, claims: () => ({ sub: accountId }) }),
    rotateRefreshToken: true,
    scopes: ["openid", "offline_access"],
    ttl: { AccessToken: 300, IdToken: 300, RefreshToken: 3600, Grant: 3600 },
  });
  server.on("request", provider.callback());
  return {
    tokenEndpoint: `${issuer}/token`,
    async issue({ clientId }) {
      const accountId = "somebody";
      const scope = "openid offline_access";
      const grant = new provider.Grant({ accountId, clientId });
      grant.addOIDCScope(scope);
      const grantId = await grant.save();
      const client = await provider.Client.find(clientId);
      return new provider.RefreshToken({ accountId, client, grantId, scope, gty: "authorization_code" }).save();
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
