import { expect, test } from "vitest";
import { inspect } from "./from-text.ts";
import type { InspectInput } from "./read-text.ts";

/** Right requests in the many ways in which people write them. */
const GOOD: [text: string, more?: Partial<InspectInput>][] = [
  [
    `curl -s -X POST "https://api.example.com/oauth/token" -H "Content-Type: application/x-www-form-urlencoded" -H "Authorization: Basic $(echo -n "$CLIENT_ID:$CLIENT_SECRET" | base64 -w0)" -d "grant_type=refresh_token" -d "refresh_token=$REFRESH_TOKEN" | jq -r .access_token`,
  ],
  [
    `TOKEN=$(curl -sS -u "$ID:$SECRET" -d grant_type=refresh_token --data-urlencode refresh_token="$RT" https://idp.example.com/token | jq .)\necho "$TOKEN"`,
  ],
  [
    `#!/bin/bash\nset -euo pipefail\nCLIENT_ID="kx9Tq2LmVb7"\nCLIENT_SECRET='w4Jr8Ns$1Zp6!Yc3'\ncurl --fail --silent --user "\${CLIENT_ID}:\${CLIENT_SECRET}" \\\n  --data-urlencode "grant_type=refresh_token" \\\n  --data-urlencode "refresh_token=\${REFRESH_TOKEN}" \\\n  https://auth.example.com/oauth/token`,
  ],
  [
    `curl 'https://auth.example.com/token' \\\n  -H 'accept: application/json' \\\n  -H 'accept-language: en-US,en;q=0.9' \\\n  -H 'content-type: application/x-www-form-urlencoded' \\\n  -H 'origin: https://app.example.com' \\\n  -H 'sec-ch-ua: "Chromium";v="124", "Not-A.Brand";v="99"' \\\n  --data-raw 'grant_type=refresh_token&refresh_token=abc123def&client_id=spa-app' \\\n  --compressed`,
  ],
  [
    `curl -u id1:s3cret https://auth.example.com/token -d 'grant_type=refresh_token&refresh_token=abc&scope=openid+profile+email'`,
  ],
  [
    `curl -u id1:s3cret https://auth.example.com/token -d 'grant_type=refresh_token&refresh_token=abc&scope=openid profile'`,
  ],
  [
    `curl https://auth.example.com/token -u 'sk_live_abc123:' -d grant_type=refresh_token -d refresh_token=rt_abc`,
    { provider: "stripe" },
  ],
  [
    `curl -X POST https://accounts.zoho.com/oauth/v2/token?refresh_token=1000.abcdef.123456\\&client_id=1000.ABCDEF\\&client_secret=abcdef123456\\&grant_type=refresh_token`,
  ],
  [
    `curl -X POST "https://accounts.zoho.eu/oauth/v2/token?refresh_token=1000.abcdef.123456&client_id=1000.ABCDEF&client_secret=abcdef123456&grant_type=refresh_token"`,
  ],
  [
    `POST /oauth2/token HTTP/1.1\r\nHost: mydomain.auth.us-east-1.amazoncognito.com\r\nContent-Type: application/x-www-form-urlencoded\r\nAuthorization: Basic ZGpjOTh1M2ppZWRtaTI4M2V1OTI4OmFiY2RlZjAxMjM0NTY3ODkw\r\n\r\ngrant_type=refresh_token&client_id=djc98u3jiedmi283eu928&refresh_token=eyJj3example`,
  ],
  [
    `curl --location 'https://login.microsoftonline.com/consumers/oauth2/v2.0/token' --header 'Content-Type: application/x-www-form-urlencoded' --data-urlencode 'client_id=3f1c9a52-7d0e-4b68-9c21-5e8f0a6d4b73' --data-urlencode 'scope=user.read mail.read' --data-urlencode 'refresh_token=M.C507_BAY.0.U.-Cq*abc!def$$' --data-urlencode 'grant_type=refresh_token' --data-urlencode 'client_secret=sampleCredentials~8Q'`,
  ],
  [
    `http --form POST https://auth.example.com/token grant_type=refresh_token refresh_token=abc client_id=id1 client_secret=s3cret`,
  ],
  [`http -a id1:s3cret -f POST auth.example.com/token grant_type=refresh_token refresh_token=abc`],
  [
    `wget -qO- --post-data='grant_type=refresh_token&refresh_token=abc&client_id=id1&client_secret=s3cret' https://auth.example.com/token`,
  ],
  [
    `$body = @{\n  grant_type = "refresh_token"\n  refresh_token = $env:REFRESH_TOKEN\n  client_id = $env:CLIENT_ID\n  client_secret = $env:CLIENT_SECRET\n}\n$r = Invoke-RestMethod -Uri "https://auth.example.com/oauth/token" -Method Post -Body $body -ContentType "application/x-www-form-urlencoded"\n$r.access_token`,
  ],
  [
    `curl.exe -X POST "https://auth.example.com/oauth/token" ^\n -H "Content-Type: application/x-www-form-urlencoded" ^\n -d "grant_type=refresh_token&refresh_token=abc&client_id=id1&client_secret=s3cret"`,
  ],
  [
    `curl.exe -X POST "https://auth.example.com/oauth/token" \`\n -u "id1:s3cret" \`\n -d "grant_type=refresh_token&refresh_token=abc"`,
    { shell: "powershell" },
  ],
  [
    `import requests\nr = requests.post("https://auth.example.com/token", data={"grant_type": "refresh_token", "refresh_token": token}, auth=requests.auth.HTTPBasicAuth(client_id, client_secret))`,
  ],
  [
    `const res = await fetch("https://auth.example.com/token", {\n  method: "POST",\n  headers: { "Content-Type": "application/x-www-form-urlencoded", Authorization: "Basic " + btoa(id + ":" + secret) },\n  body: new URLSearchParams({ grant_type: "refresh_token", refresh_token: rt }).toString(),\n});`,
  ],
  [`curl https://api.example.com/v1/contacts -H 'Authorization: Bearer abc.def.ghi'`],
  [
    `curl -X POST https://api.example.com/v1/contacts -H 'Authorization: Bearer abc.def.ghi' -H 'Content-Type: application/json' -d '{"name":"x"}'`,
  ],
  [
    `POST {{host}}/oauth/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=refresh_token\n&refresh_token={{refresh_token}}\n&client_id={{client_id}}`,
  ],
  [`curl -u 'id1:a b%c' https://auth.example.com/token -d grant_type=refresh_token -d refresh_token=r`, {}],
  [
    `curl https://auth.example.com/token -d client_id=my-client -d client_secret=p@ss/w0rd= -d grant_type=refresh_token -d refresh_token=v1.MjQ/abc==`,
  ],
  [
    `curl https://auth.example.com/token -d client_id=example -d client_secret=null0 -d grant_type=refresh_token -d refresh_token=none-of-it`,
  ],
  [
    `curl https://auth.example.com/token --user id1:s3cret --data 'grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion=a.b.c'`,
  ],
  [
    `curl -d "grant_type=refresh_token&refresh_token=####&client_id=####&client_secret=####" https://auth.example.com/token`,
  ],
  [
    `curl -H "Authorization: Basic xxxxxxxxxxxx" -d grant_type=refresh_token -d refresh_token=xxxxxxxx https://auth.example.com/token`,
  ],
  [`curl -u "<redacted>" -d grant_type=refresh_token -d "refresh_token=$RT" https://auth.example.com/token`],
];
/** One slip each, and the rule that has to come first. */
const BAD: [rule: string, text: string, more?: Partial<InspectInput>][] = [
  [
    "json-body",
    `curl -X POST https://api.example.com/oauth/token -H "Content-Type: application/json" -d "{\\"grant_type\\":\\"refresh_token\\",\\"refresh_token\\":\\"$RT\\"}" -u "$ID:$S"`,
    { shell: "posix" },
  ],
  [
    "json-body",
    `curl --json '{"grant_type":"refresh_token","refresh_token":"a","client_id":"b"}' https://idp.example.com/token`,
  ],
  [
    "json-body",
    `curl https://idp.example.com/token -H 'Content-Type: application/x-www-form-urlencoded' --data-binary '{\n "grant_type": "refresh_token",\n "refresh_token": "abc"\n}' -u a:b`,
  ],
  ["missing-grant-type", `curl https://idp.example.com/token -u a:b -d refresh_token=abc`],
  ["wrong-grant-type", `curl https://idp.example.com/token -u a:b -d grant_type=refreshToken -d refresh_token=abc`],
  ["wrong-grant-type", `curl https://idp.example.com/token -u a:b -d grant_type=Refresh_Token -d refresh_token=abc`],
  [
    "misspelled-parameter",
    `curl https://idp.example.com/token -u a:b -d grant_type=refresh_token -d refresh-token=abc`,
  ],
  [
    "misspelled-parameter",
    `curl https://idp.example.com/token -d clientId=a -d clientSecret=b -d grant_type=refresh_token -d refresh_token=abc`,
  ],
  ["misspelled-parameter", `curl https://idp.example.com/token -u a:b -d grantType=refresh_token -d refresh_token=abc`],
  ["misspelled-parameter", `curl https://idp.example.com/token -u a:b -d grant_type=refresh_token -d refesh_token=abc`],
  [
    "params-in-query",
    `POST /token?grant_type=refresh_token&refresh_token=abc HTTP/1.1\nHost: a.example\nAuthorization: Basic YTpi\n\n`,
    { response: { status: 400, body: '{"error":"invalid_request","error_description":"Missing grant_type"}' } },
  ],
  [
    "get-instead-of-post",
    `curl -G https://idp.example.com/token -u a:b -d grant_type=refresh_token -d refresh_token=abc`,
  ],
  [
    "get-instead-of-post",
    `curl "https://idp.example.com/oauth/token?grant_type=refresh_token&refresh_token=abc&client_id=x"`,
  ],
  [
    "basic-not-base64",
    `curl https://idp.example.com/token -H "Authorization: Basic my-client:my-secret" -d grant_type=refresh_token -d refresh_token=abc`,
  ],
  [
    "basic-literal-formula",
    `curl https://idp.example.com/token -H "Authorization: Basic base64(my-client:my-secret)" -d grant_type=refresh_token -d refresh_token=abc`,
  ],
  [
    "basic-literal-formula",
    `curl https://idp.example.com/token -H 'Authorization: Basic $(echo -n id:secret | base64)' -d grant_type=refresh_token -d refresh_token=abc`,
  ],
  [
    "basic-trailing-newline",
    `curl https://idp.example.com/token -H "Authorization: Basic $(echo id1:s3cret | base64)" -d grant_type=refresh_token -d refresh_token=abc`,
  ],
  [
    "variable-not-expanded",
    `curl https://idp.example.com/token -H 'Authorization: Basic $AUTH' -d grant_type=refresh_token -d refresh_token=abc`,
  ],
  [
    "variable-not-expanded",
    `curl https://idp.example.com/token -u '$ID:$SECRET' -d grant_type=refresh_token -d 'refresh_token=$RT'`,
  ],
  [
    "variable-expanded",
    `curl https://idp.example.com/token -u "id1:pa$$word" -d grant_type=refresh_token -d refresh_token=abc`,
  ],
  [
    "variable-expanded",
    `curl https://idp.example.com/token -d "client_secret=x7$kLm9" -d client_id=a -d grant_type=refresh_token -d refresh_token=abc`,
  ],
  [
    "bearer-instead-of-basic",
    `curl https://idp.example.com/token -H "Authorization: Bearer $TOKEN" -d grant_type=refresh_token -d refresh_token=abc`,
  ],
  ["missing-client-auth", `curl https://idp.example.com/token -d grant_type=refresh_token -d refresh_token=abc`],
  [
    "placeholder-left",
    `curl https://idp.example.com/token -u "<client_id>:<client_secret>" -d grant_type=refresh_token -d refresh_token=abc`,
  ],
  [
    "placeholder-left",
    `curl https://idp.example.com/token -d client_id={client_id} -d client_secret={client_secret} -d grant_type=refresh_token -d refresh_token=abc`,
  ],
  [
    "placeholder-left",
    `curl https://idp.example.com/token -d client_id=YOUR_CLIENT_ID -d client_secret=YOUR_CLIENT_SECRET -d grant_type=refresh_token -d refresh_token=abc`,
  ],
  [
    "url-globbing",
    `curl https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token -d client_id=a -d grant_type=refresh_token -d refresh_token=abc`,
  ],
  ["unquoted-ampersand", `curl https://idp.example.com/token -u a:b -d grant_type=refresh_token&refresh_token=abc`],
  [
    "unquoted-ampersand",
    `curl -X POST https://idp.example.com/token?grant_type=refresh_token&refresh_token=abc&client_id=x`,
  ],
  [
    "broken-line-continuation",
    `curl https://idp.example.com/token \\\n  -u a:b \\ \n  -d grant_type=refresh_token \\\n  -d refresh_token=abc`,
  ],
  ["unbalanced-quote", `curl https://idp.example.com/token -u "a:b -d grant_type=refresh_token -d refresh_token=abc`],
  ["smart-quotes", `curl “https://idp.example.com/token” -u a:b -d “grant_type=refresh_token&refresh_token=abc”`],
  ["smart-dash", `curl https://idp.example.com/token —user a:b —data grant_type=refresh_token —data refresh_token=abc`],
  [
    "unencoded-value",
    `curl https://idp.example.com/token -d 'client_id=a&client_secret=x+y/z==&grant_type=refresh_token&refresh_token=abc'`,
  ],
  [
    "unencoded-value",
    `curl https://idp.example.com/token -d 'client_id=a&client_secret=x&y&grant_type=refresh_token&refresh_token=abc'`,
  ],
  [
    "double-encoded-value",
    `curl https://idp.example.com/token -u a:b -d grant_type=refresh_token -d refresh_token=1%252F%252Fabc`,
  ],
  [
    "quotes-in-value",
    `POST /token HTTP/1.1\nHost: a.example\nContent-Type: application/x-www-form-urlencoded\nAuthorization: Basic YTpi\n\ngrant_type="refresh_token"&refresh_token="abc"`,
  ],
  [
    "two-client-auth-methods",
    `curl https://idp.example.com/token -u a:b -d client_id=a -d client_secret=b -d grant_type=refresh_token -d refresh_token=abc`,
  ],
  [
    "wrong-header-name",
    `curl https://idp.example.com/token -H 'Authorisation: Basic YTpi' -d grant_type=refresh_token -d refresh_token=abc`,
  ],
  [
    "header-missing-colon",
    `curl https://idp.example.com/token -H 'Authorization Basic YTpi' -d grant_type=refresh_token -d refresh_token=abc`,
  ],
  [
    "proxy-flag-x",
    `curl -x POST https://idp.example.com/token -u a:b -d grant_type=refresh_token -d refresh_token=abc`,
  ],
  ["unknown-option", `curl --data-url-encode grant_type=refresh_token https://idp.example.com/token`],
  [
    "data-from-file",
    `curl https://idp.example.com/token -u a:b --data-urlencode grant_type@refresh_token -d refresh_token=abc`,
  ],
  ["wrong-content-type", `curl https://idp.example.com/token -u a:b -F grant_type=refresh_token -F refresh_token=abc`],
  [
    "undefined-credentials",
    `curl https://idp.example.com/token -d client_id=undefined -d client_secret=undefined -d grant_type=refresh_token -d refresh_token=abc`,
  ],
  [
    "empty-value",
    `curl https://idp.example.com/token -d client_id= -d client_secret=b -d grant_type=refresh_token -d refresh_token=abc`,
  ],
  ["cleartext-http", `curl http://idp.example.com/token -u a:b -d grant_type=refresh_token -d refresh_token=abc`],
  [
    "missing-content-type",
    `await fetch("https://idp.example.com/token", { method: "POST", headers: { Authorization: "Basic YTpi" }, body: "grant_type=refresh_token&refresh_token=" + rt });`,
  ],
  [
    "json-body",
    `await axios.post("https://idp.example.com/token", { grant_type: "refresh_token", refresh_token: rt, client_id: "a" })`,
  ],
  [
    "json-body",
    `requests.post("https://idp.example.com/token", json={"grant_type": "refresh_token", "refresh_token": rt}, auth=("a","b"))`,
  ],
  [
    "json-body",
    `await fetch("https://idp.example.com/token", { method: "POST", headers: { "Content-Type": "application/x-www-form-urlencoded" }, body: JSON.stringify({ grant_type: "refresh_token", refresh_token: rt, client_id: id }) })`,
  ],
  [
    "params-in-headers",
    `curl -X POST https://idp.example.com/token -H 'grant_type: refresh_token' -H 'refresh_token: abc' -u a:b`,
  ],
  [
    "windows-single-quotes",
    `curl -X POST https://idp.example.com/token -u 'a:b' -d 'grant_type=refresh_token&refresh_token=abc'`,
    { shell: "cmd" },
  ],
  [
    "json-body",
    `Invoke-RestMethod -Method Post -Uri https://idp.example.com/token -ContentType 'application/json' -Body (@{grant_type='refresh_token';refresh_token=$rt;client_id='a'} | ConvertTo-Json)`,
  ],
];

function loud([text, more]: readonly [text: string, more?: Partial<InspectInput>]) {
  const { findings } = inspect({ text, ...more });
  return findings.filter(({ severity }) => severity !== "info").map(({ rule }) => rule);
}

test.each(GOOD)("left alone: %j", (...one) => expect(loud(one)).toEqual([]));

test.each(BAD)("%s first: %j", (rule, ...one) => {
  const found = loud(one);
  expect(found[0]).toBe(rule);
  expect(found.length, found.join(" ")).toBeLessThanOrEqual(2);
});
