import type { ClientAuthMethod } from "../oauth/client-request.ts";
import type { KnownReply } from "./replies/reply.ts";

/** How values of a provider look, where it is told by a prefix or suffix. Secrets are never quoted from it. */
export interface ValueShapes {
  readonly refreshToken?: RegExp;
  readonly accessToken?: RegExp;
  readonly authorizationCode?: RegExp;
  readonly clientId?: RegExp;
  readonly clientSecret?: RegExp;
}

/** All that is known of one provider's token endpoint. What `hints` names nobody has read at a source. */
export interface Provider {
  readonly id: string;
  readonly name: string;
  /** Other names that people and programs use for it. */
  readonly aliases?: readonly string[];
  /** The refresh address; null where it differs from customer to customer and only the template is known. */
  readonly tokenEndpoint: string | null;
  /** With `{name}` for each part that varies; each name stands in `variables`. */
  readonly tokenEndpointTemplate: string | null;
  readonly variables: readonly { readonly name: string; readonly example: string }[];
  /** Further addresses that take a refresh: regions, versions, older ones that still answer. */
  readonly otherTokenEndpoints?: readonly string[];
  /** The hosts that a template's host variable may be; `*` stands for anything at either end. */
  readonly tokenHosts?: readonly string[];
  /** Hosts of the provider (and all below them), whatever they serve. */
  readonly domains?: readonly string[];
  /** The metadata document (RFC 8414 or OpenID Connect Discovery). */
  readonly discovery: string | null;
  readonly clientAuth: {
    readonly methods: readonly ClientAuthMethod[];
    readonly preferred: ClientAuthMethod;
    /** True: only a Basic header is taken on refresh; null: not known. */
    readonly basicRequiredForRefresh: boolean | null;
  };
  readonly bodyFormats: readonly ("form" | "json")[];
  readonly paramsInQueryAccepted: boolean | null;
  /** Whether `client_id` may stand in the body beside a Basic header; absent: not known. */
  readonly clientIdBesideBasic?: boolean;
  /** True: `-u key:`, an empty secret, is right. */
  readonly emptySecret?: boolean;
  /** True: the refresh has no `grant_type`. */
  readonly noGrantType?: boolean;
  /** What `client_id` is called here. */
  readonly clientIdName?: string;
  /** What `grant_type` is called here. */
  readonly grantTypeName?: string;
  /** What stands between scopes; absent: a blank, as RFC 6749 section 3.3 says. */
  readonly scopeSeparator?: ",";
  readonly supportsRefresh: boolean;
  /** Whether a refresh ends the old refresh token; "optional": by a setting; null: not known. */
  readonly refreshTokenRotates: boolean | "optional" | null;
  readonly refreshTokenLifetime: string | null;
  readonly accessTokenLifetimeSeconds: number | null;
  /** How refresh tokens end here, as rule ids, the likeliest first; absent: by what rotation and lifetime tell. */
  readonly deaths?: readonly string[];
  readonly shapes?: ValueShapes;
  /** Environments that know only their own clients, told by the client id. */
  readonly environments?: readonly { readonly name: string; readonly host: string; readonly clientId: RegExp }[];
  /** True: a token reply is a form unless JSON is asked for by `Accept`. */
  readonly repliesAsForm?: boolean;
  readonly requiredHeaders: readonly { readonly name: string; readonly why: string }[];
  /** Parameters beyond RFC 6749 section 6: a name, or `name=value`. */
  readonly requiredParams: readonly string[];
  readonly quirks: readonly string[];
  /** What a made-up refresh token costs here, where it costs anything: a sentence for whoever is about to send one. */
  readonly punishesProbes?: string;
  /** What it answers when it refuses. */
  readonly replies: readonly KnownReply[];
  /** A call that shows whether an access token works. */
  readonly verifyAccessToken: { readonly method: string; readonly url: string; readonly note?: string } | null;
  readonly docs: string;
  readonly confidence: "verified" | "likely" | "unsure";
  readonly evidence: readonly string[];
  /** Fields from memory. */
  readonly hints: readonly string[];
}

/** What a form needs to know of a provider. */
export interface ProviderEntry {
  readonly id: string;
  readonly name: string;
  /** The address, or its template. */
  readonly tokenEndpoint: string;
  readonly clientAuth: ClientAuthMethod;
  readonly rotates: boolean | "optional" | null;
}

/** The light form of a preset. */
export function toProviderEntry(provider: Provider): ProviderEntry {
  return {
    id: provider.id,
    name: provider.name,
    tokenEndpoint: provider.tokenEndpoint ?? provider.tokenEndpointTemplate ?? "",
    clientAuth: provider.clientAuth.preferred,
    rotates: provider.refreshTokenRotates,
  };
}
