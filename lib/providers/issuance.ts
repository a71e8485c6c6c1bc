import type { Provider } from "./provider.ts";

/**
 * What makes a provider issue a refresh token. `kind` says where it is set: a scope or a parameter of the authorization
 * request, a parameter of the token request, a switch of the app's registration, another grant, or an approval; "never"
 * where there are none. `what` is the value or the switch's name.
 */
export interface IssuanceStep {
  readonly kind: "scope" | "parameter" | "token-parameter" | "switch" | "grant" | "approval" | "again" | "never";
  readonly what: string;
  readonly note: string;
}

/** "documented": read in the provider's documentation. "reported": read in programs or articles. "memory": read nowhere. */
export interface Issuance {
  readonly steps: readonly IssuanceStep[];
  readonly sure: "documented" | "reported" | "memory";
}

/** What is known of one provider; undefined where nothing beyond the general answer is. */
export function findIssuance({ id }: Pick<Provider, "id">): Issuance | undefined {
  return ISSUANCE[id];
}

const scope = (what: string, note: string): IssuanceStep => ({ kind: "scope", what, note });
const parameter = (what: string, note: string): IssuanceStep => ({ kind: "parameter", what, note });
const tokenParameter = (what: string, note: string): IssuanceStep => ({ kind: "token-parameter", what, note });
const flip = (what: string, note: string): IssuanceStep => ({ kind: "switch", what, note });
const grant = (what: string, note: string): IssuanceStep => ({ kind: "grant", what, note });
const never = (note: string): IssuanceStep => ({ kind: "never", what: "none", note });
const documented = (...steps: IssuanceStep[]): Issuance => ({ sure: "documented", steps });
const reported = (...steps: IssuanceStep[]): Issuance => ({ sure: "reported", steps });
const remembered = (...steps: IssuanceStep[]): Issuance => ({ sure: "memory", steps });

const OFFLINE = scope("offline_access", "Add it to the scopes of the authorization request; it cannot be added later.");
const CODE_ONLY = grant(
  "authorization_code",
  "Tokens of `client_credentials` and of the implicit grant come without a refresh token.",
);

export const ISSUANCE: Readonly<Record<string, Issuance>> = {
  google: documented(
    parameter("access_type=offline", "Without it no refresh token comes."),
    parameter("prompt=consent", "It comes with the first consent alone; with this, with each one."),
  ),
  "microsoft-entra": documented(OFFLINE),
  "azure-ad-b2c": remembered(OFFLINE),
  okta: reported(OFFLINE, flip("Refresh Token", "Tick this grant type on the app.")),
  auth0: documented(OFFLINE, flip("Allow Offline Access", "Turn it on for the API that the `audience` names.")),
  keycloak: remembered(
    grant(
      "authorization_code",
      "A refresh token always comes with it; with `client_credentials` none does by default.",
    ),
    scope("offline_access", "With it the token outlives the user’s session."),
  ),
  cognito: remembered(CODE_ONLY),
  "github-app": documented(
    flip(
      "Expire user authorization tokens",
      "A GitHub App with expiring user tokens has them; a classic OAuth App never.",
    ),
  ),
  "atlassian-3lo": documented(OFFLINE),
  spotify: remembered(CODE_ONLY),
  salesforce: remembered(
    scope(
      "refresh_token",
      "Add it to the connected app’s scopes and to the authorization request; `offline_access` is the same.",
    ),
  ),
  xero: reported(OFFLINE),
  zoho: remembered(
    parameter("access_type=offline", "Without it no refresh token comes."),
    parameter("prompt=consent", "It comes with the first consent alone; with this, with each one."),
  ),
  dropbox: documented(
    parameter("token_access_type=offline", "The “generated token” of the app console never has a refresh token."),
  ),
  box: remembered(
    grant("authorization_code", "Apps with server authentication (JWT, `client_credentials`) have none."),
  ),
  slack: documented(
    flip("Token rotation", "Turn it on for the app; tokens of before are exchanged once by `oauth.v2.exchange`."),
  ),
  twitch: remembered(CODE_ONLY),
  reddit: reported(parameter("duration=permanent", "The default is `temporary`, without a refresh token.")),
  linkedin: documented({
    kind: "approval",
    what: "partner programme",
    note: "Only approved partners get refresh tokens; for others the user signs in again every 60 days.",
  }),
  "x-twitter": documented(scope("offline.access", "With a dot. Add it to the scopes of the authorization request.")),
  facebook: reported(never("A token that still lives is exchanged for a longer one: `grant_type=fb_exchange_token`.")),
  zoom: documented(
    grant("authorization_code", "Server-to-server apps ask anew with `grant_type=account_credentials` instead."),
  ),
  docusign: documented(
    scope("extended", "Ask for it at authorization beside `signature`; it cannot be added on refresh."),
  ),
  paypal: reported(grant("authorization_code", "With `client_credentials` there is none: ask for a new access token.")),
  ebay: remembered(grant("authorization_code", "Application tokens (`client_credentials`) have none.")),
  "amazon-lwa": documented(
    tokenParameter("client_secret", "Send it when the code is exchanged: without it no refresh token comes."),
  ),
  shopify: documented(
    tokenParameter("expiring=1", "Send it with the token request; offline tokens without it never expire."),
  ),
  notion: documented({
    kind: "again",
    what: "connect again",
    note: "Connections from before refresh tokens existed have none, and do not expire.",
  }),
  clickup: remembered(never("The access token does not expire.")),
  linear: documented({
    kind: "again",
    what: "authorize again",
    note: "Apps created since October 2025 always get them; tokens from before had to be migrated by April 2026.",
  }),
  monday: remembered(
    flip(
      "OAuth 2.1 flow",
      "Only the opt-in flow has expiring tokens, at another token endpoint; legacy tokens never expire.",
    ),
  ),
  mailchimp: remembered(never("The access token does not expire.")),
  "constant-contact": remembered(OFFLINE),
  zendesk: documented(
    tokenParameter("expires_in", "Clients from before 30 April 2026 must send it, or no refresh token is issued."),
  ),
  workday: reported(
    flip("Refresh token of an integration user", "An administrator may generate one by hand for the API client."),
  ),
  bigcommerce: remembered(never("The store’s token lasts until the app is uninstalled.")),
  "wordpress-com": remembered(never("A server’s access token does not expire.")),
  typeform: reported(scope("offline", "Add it to the scopes of the authorization request.")),
  surveymonkey: remembered(never("The access token lives long.")),
  ringcentral: documented(flip("Issue refresh tokens", "Turn it on in the app’s settings.")),
  gocardless: remembered(never("Access lasts until it is revoked.")),
  "adobe-ims": reported(
    OFFLINE,
    grant("authorization_code", "Server-to-server credentials (`client_credentials`) never get one."),
  ),
  miro: documented(flip("Expire user authorization token", "Only apps with this switch on get refresh tokens.")),
  intercom: remembered(never("The access token does not expire.")),
  squarespace: reported(parameter("access_type=offline", "Add it to the authorization request.")),
};

/** What makes most servers issue one, the likeliest cause first. */
export const GENERAL_ISSUANCE: readonly IssuanceStep[] = [
  grant(
    "authorization_code",
    "Only this grant and the device grant bring one. `client_credentials` should not (RFC 6749 section 4.4.3): ask for a new access token instead. The implicit grant must not (section 4.2.2).",
  ),
  scope(
    "offline_access",
    "OpenID Connect Core section 11. It must stand in the authorization request, mostly with `prompt=consent`; it cannot be added on refresh.",
  ),
  parameter(
    "access_type=offline&prompt=consent",
    "Google’s way, taken over by others. The first consent alone brings the token: without `prompt=consent` no later one does.",
  ),
  flip(
    "Refresh tokens of the app",
    "Many registrations have a switch: “refresh token” among the grant types, “offline access”, “token rotation”, “expiring tokens”.",
  ),
  {
    kind: "again",
    what: "consent again",
    note: "It came once and was not kept: take the app’s access away in the user’s account, and let the user consent anew.",
  },
  tokenParameter(
    "client_secret",
    "Some servers give one to confidential clients alone: authenticate when the code is exchanged.",
  ),
];
