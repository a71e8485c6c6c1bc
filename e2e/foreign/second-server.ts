import crypto from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import {
  AuthorizationServer,
  DateInterval,
  type OAuthClient,
  type OAuthToken,
  type RefreshTokenGrant,
} from "@jmondi/oauth2-server";
import { handleVanillaError, requestFromVanilla, responseToVanilla } from "@jmondi/oauth2-server/vanilla";
import type { ForeignClient } from "./token-server.ts";

/** A token server of another make, @jmondi/oauth2-server, whose habits differ: see the tests. */
export interface SecondServer {
  readonly origin: string;
  /** A first refresh token, as the end of an authorization would have given it. */
  issue(client: ForeignClient): Promise<string>;
  close(): Promise<void>;
}

export async function startSecondServer(known: readonly ForeignClient[]): Promise<SecondServer> {
  const scopes = [{ name: "contacts" }];
  const clients = known.map(({ clientId, clientSecret }): OAuthClient => {
    const allowedGrants: OAuthClient["allowedGrants"] = ["refresh_token", "client_credentials"];
    return { id: clientId, name: clientId, secret: clientSecret ?? null, redirectUris: [], allowedGrants, scopes };
  });
  const tokens: OAuthToken[] = [];
  const revoked = new Set<string>();
  const later = () => new Date(Date.now() + 3_600_000);
  const find = (isIt: (token: OAuthToken) => boolean) => {
    const token = tokens.findLast(isIt);
    return token ? Promise.resolve(token) : Promise.reject(new Error("no such token"));
  };
  const repository = {
    issueToken: async (client: OAuthClient, wanted: OAuthToken["scopes"]): Promise<OAuthToken> => ({
      accessToken: crypto.randomUUID(),
      accessTokenExpiresAt: later(),
      client,
      scopes: wanted,
    }),
    issueRefreshToken: async (token: OAuthToken) =>
      Object.assign(token, { refreshToken: crypto.randomUUID(), refreshTokenExpiresAt: later() }),
    persist: async (token: OAuthToken) => void tokens.push(token),
    revoke: async ({ accessToken }: OAuthToken) => void revoked.add(accessToken),
    isRefreshTokenRevoked: async ({ accessToken }: OAuthToken) => revoked.has(accessToken),
    getByRefreshToken: (wanted: string) => find(({ refreshToken }) => refreshToken === wanted),
    getByAccessToken: (wanted: string) =>
      find(({ accessToken }) => accessToken === wanted && !revoked.has(accessToken)),
  };
  const authorization = new AuthorizationServer(
    {
      getByIdentifier: async (id) => clients.find((client) => client.id === id) as OAuthClient,
      isClientValid: async (_, { secret }, given) => (secret ?? undefined) === given,
    },
    repository,
    {
      getAllByIdentifiers: async (names) => scopes.filter(({ name }) => names.includes(name)),
      finalize: async (wanted) => wanted,
    },
    "the key of this server's tokens",
  );
  const paths: Record<string, (request: http.IncomingMessage, body: string) => Promise<Response>> = {};
  for (const [path, answer] of [
    ["/token", authorization.respondToAccessTokenRequest],
    ["/introspect", authorization.introspect],
    ["/revoke", authorization.revoke],
  ] as const) {
    paths[path] = async (request, body) => {
      try {
        const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]);
        const asked = new Request(`${origin}${path}`, { method: "POST", headers, body });
        return responseToVanilla(await answer.call(authorization, await requestFromVanilla(asked)));
      } catch (error) {
        return responseToVanilla(handleVanillaError(error));
      }
    };
  }
  const server = http.createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    const reply = await paths[request.url ?? ""]?.(request, body);
    if (!reply) return response.writeHead(404).end();
    const text = await reply.text();
    response
      .writeHead(reply.status, { ...Object.fromEntries(reply.headers), "content-type": "application/json" })
      .end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    async issue({ clientId }) {
      const client = clients.find(({ id }) => id === clientId);
      if (!client) throw new Error(`no client ${clientId}`);
      const grant = authorization.getGrant<RefreshTokenGrant>("refresh_token");
      const token = await repository.issueRefreshToken(await repository.issueToken(client, scopes));
      token.accessTokenExpiresAt = new DateInterval("1h").getEndDate();
      await repository.persist(token);
      const { body } = await grant.makeBearerTokenResponse(client, token, scopes);
      return String(body.refresh_token);
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
