import { X509Certificate } from "node:crypto";
import type { IncomingMessage } from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import type { TLSSocket } from "node:tls";
import { exportJWK, generateKeyPair, type JWK } from "jose";
import Provider from "oidc-provider";

/** A client as oidc-provider registers it. */
export interface StrictClient {
  readonly client_id: string;
  readonly client_secret?: string;
  readonly token_endpoint_auth_method: string;
  readonly token_endpoint_auth_signing_alg?: string;
  readonly jwks?: { readonly keys: readonly JWK[] };
  readonly tls_client_auth_subject_dn?: string;
  readonly dpop_bound_access_tokens?: boolean;
}

export interface StrictServerOptions {
  readonly key: string;
  readonly cert: string;
  /** Whose client certificates count as verified. */
  readonly ca: string;
  readonly clients: readonly StrictClient[];
  /** Asks each DPoP proof for a nonce. */
  readonly requireNonce?: boolean;
}

/** oidc-provider over TLS with every client authentication it knows, DPoP, introspection, revocation and resources. */
export interface StrictServer {
  readonly issuer: string;
  readonly port: number;
  issue(clientId: string, more?: object): Promise<string>;
  close(): Promise<void>;
}

/** The resource that its access tokens may be for. */
export const RESOURCE = "https://api.example.com/v1";

export async function startStrictServer(options: StrictServerOptions): Promise<StrictServer> {
  const { key, cert, ca } = options;
  const server = https.createServer({ key, cert, ca, requestCert: true, rejectUnauthorized: false });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const issuer = `https://127.0.0.1:${port}`;
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const socketOf = ({ req }: { req: IncomingMessage }) => req.socket as TLSSocket;
  const certificateOf = (context: { req: IncomingMessage }) => {
    const { raw } = socketOf(context).getPeerCertificate();
    return raw && new X509Certificate(raw);
  };
  const provider = new Provider(issuer, {
    clients: options.clients.map((client) => ({
      redirect_uris: ["https://app.example.com/cb"],
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      id_token_signed_response_alg: "ES256",
      ...client,
    })),
    clientAuthMethods: [
      "client_secret_basic",
      "client_secret_post",
      "client_secret_jwt",
      "private_key_jwt",
      "tls_client_auth",
      "self_signed_tls_client_auth",
      "none",
    ],
    enabledJWA: { clientAuthSigningAlgValues: ALGORITHMS },
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: "ES256", use: "sig", kid: "test" }] },
    cookies: { keys: ["test"] },
    features: {
      devInteractions: { enabled: false },
      introspection: { enabled: true },
      revocation: { enabled: true, allowedPolicy: () => true },
      dPoP: { enabled: true, nonceSecret: Buffer.alloc(32, 7), requireNonce: () => options.requireNonce ?? false },
      mTLS: {
        enabled: true,
        tlsClientAuth: true,
        selfSignedTlsClientAuth: true,
        getCertificate: certificateOf,
        certificateAuthorized: (context: { req: IncomingMessage }) => socketOf(context).authorized,
        certificateSubjectMatches: (context: { req: IncomingMessage }, _: string, expected: string) =>
          certificateOf(context)?.subject.split("\n").join(",") === expected,
      },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => ({ scope: "offline_access", accessTokenFormat: "opaque" }),
        useGrantedResource: () => true,
      },
    },
    findAccount: (_: unknown, accountId: string) => ({ accountId, claims: () => ({ sub: accountId }) }),
    rotateRefreshToken: true,
    scopes: ["openid", "offline_access"],
    ttl: { AccessToken: 300, IdToken: 300, RefreshToken: 3600, Grant: 3600 },
  });
  server.on("request", provider.callback());
  return {
    issuer,
    port,
    async issue(clientId, more = {}) {
      const accountId = "somebody";
      const scope = "openid offline_access";
      const grant = new provider.Grant({ accountId, clientId });
      grant.addOIDCScope(scope);
      grant.addResourceScope(RESOURCE, "offline_access");
      const grantId = await grant.save();
      const client = await provider.Client.find(clientId);
      const token = { accountId, client, grantId, scope, gty: "authorization_code", ...more };
      return new provider.RefreshToken(token).save();
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const ALGORITHMS = [
  ...["HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
  ...["ES256", "ES384", "ES512", "EdDSA", "Ed25519"],
];
