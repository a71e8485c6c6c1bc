import { TOKEN_PARAMETERS, toPlainName } from "../oauth/params.ts";
import { isRedacted } from "../oauth/redaction.ts";

/** Words of the specifications and of the tools: never a secret by themselves, wherever they stand. */
export const SPEC_WORDS: readonly string[] = [
  ...TOKEN_PARAMETERS,
  ...[
    "access_token",
    "id_token",
    "token_type",
    "token_use",
    "expires_in",
    "refresh_token_expires_in",
    "error",
    "error_description",
  ],
  ...[
    "error_uri",
    "invalid_request",
    "invalid_client",
    "invalid_grant",
    "invalid_scope",
    "invalid_token",
    "unauthorized_client",
  ],
  ...[
    "unsupported_grant_type",
    "server_error",
    "temporarily_unavailable",
    "authorization_code",
    "client_credentials",
    "password",
  ],
  ...[
    "client_secret_basic",
    "client_secret_post",
    "client_secret_jwt",
    "private_key_jwt",
    "token_endpoint_auth_method",
  ],
  ...["urn:ietf:params:oauth:client-assertion-type:jwt-bearer", "urn:ietf:params:oauth:grant-type:jwt-bearer"],
  ...["urn:ietf:params:oauth:grant-type:token-exchange", "urn:ietf:params:oauth:token-type:access_token"],
  ...[
    "Authorization",
    "Content-Type",
    "Content-Length",
    "User-Agent",
    "Accept",
    "Host",
    "Cookie",
    "Set-Cookie",
    "Connection",
  ],
  ...[
    "application/x-www-form-urlencoded",
    "application/json",
    "charset=utf-8",
    "multipart/form-data",
    "text/html",
    "keep-alive",
  ],
  ...[
    "Basic",
    "Bearer",
    "bearer",
    "offline_access",
    "openid",
    "profile",
    "email",
    "refresh",
    "access",
    "undefined",
    "null",
    "None",
  ],
  ...[
    "--data-urlencode",
    "--data-raw",
    "--data",
    "--header",
    "--request",
    "--user",
    "--include",
    "--location",
    "--url",
    "HTTP/1.1",
  ],
  ...[
    "Invoke-RestMethod",
    "Invoke-WebRequest",
    "ConvertTo-SecureString",
    "requests.post",
    "URLSearchParams",
    "https://",
    "http://",
  ],
  ...[
    "base64_encode",
    "b64encode",
    "btoa",
    "token",
    "secret",
    "tokens",
    "client",
    "example",
    "localhost",
    "oauth",
    "oauth2",
  ],
  ...[
    "no-cache",
    "no-store",
    "private",
    "max-age=0",
    "must-revalidate",
    "same-origin",
    "SameSite=None",
    "SameSite=Lax",
    "HttpOnly",
  ],
];

const FILL_IN =
  /^(?:a|an|the|your|my|our|some|new|old|this|that|client|app|application|refresh|access|api|id|token|tokens|secret|key|code|user|username|name|password|value|string|here|insert|replace|enter|paste|put|change|changeme|me|todo|tbd|placeholder|example|sample|test|demo|env|process|os|environ|import|meta|oauth|auth|authorization|redacted|removed|hidden|masked|undefined|null|none|nil|nan|false|true|object|base64|encode|with|from|and|of|to|in|x|xx|xxx+)$/i;

/** True for a text that stands where a value is to be put in, and for what programs write for no value at all. */
export function isFillIn(value: string): boolean {
  const text = value.trim();
  if (text === "" || isRedacted(text)) return true;
  if (text.length > 60) return false;
  if (/^[.…*•_x-]+$/i.test(text)) return true;
  if (
    /^(?:YOUR|MY|INSERT|REPLACE|ENTER|PASTE|PUT)(?:[-_ ][A-Z]{2,12}){2,9}$|^(?:your|my|insert|replace|enter|paste|put)(?:[-_ ][a-z]{2,12}){2,9}$/.test(
      text,
    )
  )
    return true;
  const words = text
    .replace(/^(?:<|\{\{|\$\{|\{|\[|%|\$env:|\$|@)+|(?:>|\}\}|\}|\]|%)+$/g, "")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .split(/[\s._:'"[\]()-]+/)
    .filter(Boolean);
  return words.length > 0 && words.every((word) => FILL_IN.test(word));
}

export type NameKind = "secret" | "id" | "person" | "public" | "other";

const PUBLIC_NAME =
  /^(?:granttype|responsetype|scope|scopes|redirecturi|redirecturl|callbackurl|resource|audience|clientassertiontype|assertiontype|tokentypehint|format|accesstype|prompt|display|tokentype|type|codechallengemethod|subjecttokentype|actortokentype|requestedtokentype|tokenuse|expiresin|expiresat|expires|error|errorcode|errorcodes|errordescription|errordetail|errormessage|erroruri|errortype|errorsubcode|statuscode|status|message|msg|detail|details|title|description|reason|method|url|uri|path|host|traceid|correlationid|requestid|xrequestid|xmsrequestid|xcorrelationid|timestamp|date|server|version|apiversion|connection|accept\w*|contenttype|contentlength|contentencoding|transferencoding|useragent|cachecontrol|pragma|origin|vary|allow|via|strict\w*|content\w*|cfray|xpoweredby|accesscontrol\w*|wwwauthenticate|alg|typ|kid|ext\w*|refreshtokenexpiresin|expiration|lifetime|realm|secretname|keyname|tokenname|algorithm|encoding|charset|mode|credentials|curlopt\w*|httpversion|mimetype|startedat|starteddatetime|comment|label|language)$/;
const SECRET_NAME =
  /secret|passwo?r?d|passwd|pwd|token|assertion|apikey|accesskey|privatekey|signature|securestring|cookie|credential|bearer|authorization|session|userpwd|subscriptionkey|consumerkey|xkey|sasl|otp$|^code$|authcode|authorizationcode|devicecode|usercode|codeverifier|^pin$|^auth$|^jwt$|^pass$|^key$|nonce|^sid$|^rt$|^at$/;
const NO_SECRET =
  /(?:type|types|url|uri|endpoint|expires\w*|lifetime|method|algorithm|alg|hint|name|length|format|server|host|path|field|header|prefix|status|version|store|provider|service|handler|manager|client|response|request|error|class|option|settings|config|storage|cache)$/;

/** What a parameter, header or variable of that name holds. */
export function kindOfName(name: string): NameKind {
  const plain = toPlainName(name);
  if (PUBLIC_NAME.test(plain)) return "public";
  if (
    /(?:client|app|application|consumer|integration)_?id$/.test(plain) ||
    /^consumerkey$|^integrationkey$/.test(plain)
  )
    return "id";
  if (SECRET_NAME.test(plain) && !NO_SECRET.test(plain)) return "secret";
  if (
    /^(?:user|username|userid|login|email|emailaddress|mail|sub|upn|preferredusername|accountid|account|tenant|tenantid|realmid|loginhint)$/.test(
      plain,
    )
  )
    return "person";
  return "other";
}

/** True for a run that no person would choose as a name: long, and changing between letters, cases and digits. */
export function looksRandom(run: string): boolean {
  if (run.length < 16) return false;
  let changes = 0;
  let last = "";
  for (const char of run) {
    const kind = /\d/.test(char) ? "d" : /[a-z]/.test(char) ? "l" : /[A-Z]/.test(char) ? "u" : "";
    if (kind !== last && last !== "" && kind !== "") changes++;
    if (kind !== "") last = kind;
  }
  return changes / run.length >= 0.22 && (/\d/.test(run) || changes / run.length > 0.35);
}
