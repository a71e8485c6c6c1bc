import { formatBasic } from "../http/basic.ts";
import { formatForm } from "../http/form.ts";
import { encodeBytes, toBase64 } from "../text/bytes.ts";
import {
  basicOf,
  client,
  FORM,
  grant,
  NOW,
  nasty,
  nastyFamily,
  plain,
  plainFamily,
  publicFamily,
  type Sent,
} from "./requests.testing.ts";
import { REFRESH_TOKEN_LIFETIME_MS } from "./state.ts";

export interface Refused {
  readonly name: string;
  readonly sent: Sent;
  readonly status: number;
  readonly error: string;
  readonly rule: string;
}

const refresh = grant(plainFamily.current);
const b64 = (value: string) => toBase64(encodeBytes(value));

/** Requests that are refused: the public error, and the rule of the private truth. */
export const REFUSALS: readonly Refused[] = [
  ...Object.entries<[Sent, string]>({
    "a JSON body": [{ body: '{"grant_type":"refresh_token"}', type: "application/json" }, "json-body"],
    "a JSON body under a form's type": [{ body: '{"grant_type":"refresh_token"}' }, "json-body"],
    "JSON that holds & and =": [{ body: '{"a":"&grant_type=refresh_token&x=1"}' }, "missing-refresh-token"],
    "a form under JSON's type": [{ type: "application/json" }, "json-content-type"],
    "no type": [{ type: null }, "missing-content-type"],
    "plain text": [{ type: "text/plain" }, "wrong-content-type"],
    multipart: [{ type: "multipart/form-data; boundary=x" }, "wrong-content-type"],
    "quotes in the type": [{ type: `"${FORM}"` }, "quotes-in-header-value"],
    "an empty body": [{ body: "" }, "empty-body"],
    "the grant in the query": [{ query: formatForm(refresh), body: "x=1" }, "params-in-query"],
    "the secret in the query": [{ query: "client_secret=x" }, "params-in-query"],
    "the grant in headers": [{ headers: [["grant_type", "refresh_token"]], body: "x=1" }, "params-in-headers"],
    "no grant_type": [{ body: [["refresh_token", plainFamily.current]] }, "missing-grant-type"],
    "an empty grant_type": [{ body: "grant_type=&refresh_token=x" }, "empty-value"],
    grantType: [{ body: [["grantType", "refresh_token"]] }, "misspelled-parameter"],
    "a parameter twice": [{ body: [...refresh, ...refresh] }, "duplicate-parameter"],
    "an unknown parameter twice": [{ body: `${formatForm(refresh)}&a=1&a=2` }, "duplicate-parameter"],
    "a bare %": [{ body: `${formatForm(refresh)}&a=100%` }, "unencoded-value"],
    "bytes that are no UTF-8": [{ body: `${formatForm(refresh)}&a=%ff` }, "unencoded-value"],
    "no refresh_token": [{ body: [["grant_type", "refresh_token"]] }, "missing-refresh-token"],
    "an empty refresh_token": [{ body: grant("") }, "empty-value"],
    "JSON as plain text": [{ body: '{"grant_type":"refresh_token"}', type: "text/plain" }, "json-body"],
    "JSON without a type": [{ body: '{"grant_type":"refresh_token"}', type: null }, "json-body"],
    refreshToken: [
      {
        body: [
          ["grant_type", "refresh_token"],
          ["refreshToken", "x"],
        ],
      },
      "misspelled-parameter",
    ],
    "Basic and a secret in the body": [
      { body: [...refresh, ["client_id", plain.id], ["client_secret", "x"]] },
      "two-client-auth-methods",
    ],
    "Basic and another client_id": [{ body: [...refresh, ["client_id", "other"]] }, "two-client-auth-methods"],
    "an unknown dialect": [{ query: "dialect=x" }, "wrong-endpoint"],
  }).map(([name, [sent, rule]]) => ({ name, sent, rule, status: 400, error: "invalid_request" })),
  ...Object.entries<[Sent, string]>({
    "nothing about the client": [{ auth: null }, "missing-client-auth"],
    "a secret without an id": [{ auth: null, body: [...refresh, ["client_secret", "x"]] }, "missing-client-id"],
    "an id without a secret": [{ auth: null, body: [...refresh, ["client_id", plain.id]] }, "missing-client-auth"],
    "an assertion": [{ auth: null, body: [...refresh, ["client_assertion", "x"]] }, "wrong-auth-method"],
    Bearer: [{ auth: "Bearer abc" }, "bearer-instead-of-basic"],
    "Basic without a value": [{ auth: "Basic" }, "basic-malformed-scheme"],
    "Basic: with a colon": [{ auth: basicOf(plain).replace(" ", ": ") }, "basic-malformed-scheme"],
    "plain text behind Basic": [{ auth: "Basic practice:practice-secret" }, "basic-not-base64"],
    "the formula itself": [{ auth: "Basic base64(id:secret)" }, "basic-literal-formula"],
    "both encoded apart": [{ auth: `Basic ${b64("practice")}:${b64("practice-secret")}` }, "basic-encoded-separately"],
    "encoded twice": [{ auth: `Basic ${b64(b64("practice:practice-secret"))}` }, "basic-double-encoded"],
    "no colon": [{ auth: `Basic ${b64("practice")}` }, "basic-missing-colon"],
    "no padding": [{ auth: `Basic ${b64("practice:x").replaceAll("=", "")}` }, "basic-missing-padding"],
    "the URL alphabet": [
      { auth: `Basic ${b64("practice:~~~???>>>").replaceAll("+", "-").replaceAll("/", "_")}` },
      "basic-base64url",
    ],
    "a line break inside": [
      { auth: `Basic ${b64("practice").slice(0, 4)} ${b64("practice").slice(4)}` },
      "basic-line-wrapped",
    ],
    "another character inside": [{ auth: "Basic cHJh*2U6" }, "basic-stray-characters"],
    "a trailing newline": [{ auth: `Basic ${b64("practice:practice-secret\n")}` }, "basic-trailing-newline"],
    "raw values that need encoding": [
      { auth: formatBasic(nasty.id, nasty.secret ?? "", "raw") },
      "basic-not-form-encoded",
    ],
    "a wrong secret": [{ auth: formatBasic("practice", "other", "form") }, "wrong-secret"],
    "an unknown client": [{ auth: formatBasic("other", "other", "form") }, "wrong-client"],
    "id and secret swapped": [{ auth: formatBasic("practice-secret", "practice", "form") }, "credentials-swapped"],
    "the id for the secret": [{ auth: formatBasic("practice", "practice", "form") }, "secret-equals-id"],
    "undefined:undefined": [{ auth: formatBasic("undefined", "undefined", "form") }, "undefined-credentials"],
    "a placeholder": [{ auth: formatBasic("practice", "<client secret>", "form") }, "placeholder-left"],
    "a blank behind the secret": [{ auth: formatBasic("practice", "practice-secret ", "form") }, "whitespace-in-value"],
    "quotes around the secret": [{ auth: formatBasic("practice", '"practice-secret"', "form") }, "quotes-in-value"],
    "a public client with a secret": [{ auth: formatBasic("practice-public", "x", "form") }, "wrong-auth-method"],
    "the body for a Basic client": [
      { auth: null, body: [...refresh, ["client_id", "practice-basic"], ["client_secret", "basic-secret"]] },
      "wrong-auth-method",
    ],
    "Basic for a body client": [{ auth: formatBasic("practice-post", "post-secret", "form") }, "wrong-auth-method"],
  }).map(([name, [sent, rule]]) => ({ name, sent, rule, status: 401, error: "invalid_client" })),
  ...Object.entries<[Sent, string]>({
    "a token that nobody issued": [{ body: grant("rt_other.x") }, "refresh-token-never-issued"],
    "a token of this family that nobody issued": [{ body: grant("rt_plain.x") }, "refresh-token-never-issued"],
    "another client's token": [{ body: grant(publicFamily.current) }, "wrong-client"],
    "an expired token": [{ now: NOW + REFRESH_TOKEN_LIFETIME_MS }, "refresh-token-expired"],
    "a token with a newline": [{ body: grant(`${plainFamily.current}\n`) }, "whitespace-in-value"],
    "a token with a zero-width blank": [{ body: grant(`\u200B${plainFamily.current}`) }, "whitespace-in-value"],
    "a token in quotes": [{ body: grant(`'${plainFamily.current}'`) }, "quotes-in-value"],
    "a token with a raw +": [
      {
        auth: basicOf(nasty),
        body: `grant_type=refresh_token&refresh_token=${nastyFamily.current.replace("%", "%25").replace("&", "%26")}`,
      },
      "unencoded-value",
    ],
    "a token encoded twice": [
      { auth: basicOf(nasty), body: grant(encodeURIComponent(nastyFamily.current)) },
      "double-encoded-value",
    ],
  }).map(([name, [sent, rule]]) => ({ name, sent, rule, status: 400, error: "invalid_grant" })),
  {
    name: "another grant",
    sent: {
      body: [
        ["grant_type", "authorization_code"],
        ["code", "x"],
      ],
    },
    status: 400,
    error: "unsupported_grant_type",
    rule: "wrong-grant-type",
  },
  {
    name: "a client that may not refresh",
    sent: { auth: basicOf(client("practice-no-refresh")) },
    status: 400,
    error: "unauthorized_client",
    rule: "unauthorized-client",
  },
  ...["admin", "read,write", "read  write", "read\nwrite", 're"ad'].map((scope) => ({
    name: `scope ${JSON.stringify(scope)}`,
    sent: { body: grant(plainFamily.current, [["scope", scope]]) },
    status: 400,
    error: "invalid_scope",
    rule: "scope-widened",
  })),
];
