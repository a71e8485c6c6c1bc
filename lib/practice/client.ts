import type { ClientAuthMethod } from "../oauth/client-request.ts";

/** A client that is registered at the practice token server. */
export interface PracticeClient {
  readonly id: string;
  /** Null for a public client (RFC 6749 section 2.1). */
  readonly secret: string | null;
  /** What it is there to practise, in a few words. */
  readonly about: string;
  /** The methods it may use, one at a time (RFC 6749 section 2.3). */
  readonly auth: readonly ClientAuthMethod[];
  /** Whether it may use the refresh_token grant. */
  readonly mayRefresh: boolean;
  /** What its refresh tokens are granted. */
  readonly scope: string;
  /** What its refresh tokens end with: characters that a form body must escape, or nothing. */
  readonly tokenTail: string;
}

const usual = { mayRefresh: true, scope: "full read write", tokenTail: "" } as const;

/** The registered clients. The first is the plain one that the form starts with. */
export const PRACTICE_CLIENTS: readonly PracticeClient[] = [
  {
    ...usual,
    id: "practice",
    secret: "practice-secret",
    about: "A confidential client with plain values: Basic or the body, as you like",
    auth: ["client_secret_basic", "client_secret_post"],
  },
  {
    ...usual,
    id: "nasty:app 100%+é",
    secret: "s3cr&t=+ %2F/?#:\"'`$HOME!\\^|é€;~",
    about: "Every character that a shell, a form or Basic can trip over",
    auth: ["client_secret_basic", "client_secret_post"],
    tokenTail: "+/%2B&==",
  },
  {
    ...usual,
    id: "practice-public",
    secret: null,
    about: "A public client: client_id in the body, no secret",
    auth: ["none"],
  },
  {
    ...usual,
    id: "practice-basic",
    secret: "basic-secret",
    about: "Takes its secret in a Basic header only",
    auth: ["client_secret_basic"],
  },
  {
    ...usual,
    id: "practice-post",
    secret: "post-secret",
    about: "Takes its secret in the body only",
    auth: ["client_secret_post"],
  },
  {
    ...usual,
    id: "practice-odd",
    secret: "p+ss/w%rd:1",
    about: "Its secret holds +, % and a colon",
    auth: ["client_secret_basic", "client_secret_post"],
  },
  {
    ...usual,
    id: "practice-plus",
    secret: "plus-secret",
    about: "Its refresh tokens hold +, / and =",
    auth: ["client_secret_basic", "client_secret_post"],
    tokenTail: "+/w==",
  },
  {
    ...usual,
    id: "practice-no-refresh",
    secret: "no-refresh-secret",
    about: "Is not allowed to refresh: unauthorized_client",
    auth: ["client_secret_basic", "client_secret_post"],
    mayRefresh: false,
  },
];

export function findClient(id: string): PracticeClient | undefined {
  return PRACTICE_CLIENTS.find((client) => client.id === id);
}
