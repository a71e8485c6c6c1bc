import { expect, test } from "vitest";
import { formatUrl } from "../http/request.ts";
import { readText } from "./read-text.ts";

const BODY = "grant_type=refresh_token&refresh_token=a%2Bb";

/** What browsers and libraries put on the clipboard, in their shape, with how much of it is understood. */
const COPIED: readonly [name: string, format: string, shell: string | null, text: string][] = [
  [
    "Chrome: copy as cURL (bash)",
    "curl",
    "posix",
    `curl 'https://auth.example.com/token' \\
  -H 'accept: application/json, text/plain, */*' \\
  -H 'accept-language: en-US,en;q=0.9' \\
  -H 'content-type: application/x-www-form-urlencoded' \\
  -b 'a=b; c=d' \\
  -H 'sec-ch-ua: "Chromium";v="130", "Not?A_Brand";v="99"' \\
  --data-raw '${BODY}'`,
  ],
  [
    "Chrome: copy as cURL (cmd)",
    "curl",
    "cmd",
    `curl ^"https://auth.example.com/token^" ^
  -H ^"accept: application/json^" ^
  -H ^"content-type: application/x-www-form-urlencoded^" ^
  -H ^"sec-ch-ua: ^\\^"Chromium^\\^";v=^\\^"130^\\^"^" ^
  --data-raw ^"grant_type=refresh_token^&refresh_token=a^%^2Bb^"`,
  ],
  [
    "Chrome: copy as fetch",
    "fetch",
    null,
    `fetch("https://auth.example.com/token", {
  "headers": {
    "accept": "application/json",
    "content-type": "application/x-www-form-urlencoded"
  },
  "referrer": "https://app.example.com/",
  "referrerPolicy": "strict-origin-when-cross-origin",
  "body": "${BODY}",
  "method": "POST",
  "mode": "cors",
  "credentials": "include"
});`,
  ],
  [
    "Firefox: copy as fetch",
    "fetch",
    null,
    `await fetch("https://auth.example.com/token", {
    "credentials": "include",
    "headers": {
        "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
        "Content-Type": "application/x-www-form-urlencoded"
    },
    "body": "${BODY}",
    "method": "POST",
    "mode": "cors"
});`,
  ],
  [
    "Chrome: copy as PowerShell",
    "powershell",
    "powershell",
    `$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession
$session.UserAgent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
$session.Cookies.Add((New-Object System.Net.Cookie("a", "b", "/", "auth.example.com")))
Invoke-WebRequest -UseBasicParsing -Uri "https://auth.example.com/token" \`
-Method "POST" \`
-WebSession $session \`
-Headers @{
"accept-language"="en-US,en;q=0.9"
  "sec-ch-ua"="\`"Chromium\`";v=\`"130\`""
} \`
-ContentType "application/x-www-form-urlencoded" \`
-Body "${BODY}"`,
  ],
  [
    "axios, written",
    "code",
    null,
    `const res = await axios.post(
  'https://auth.example.com/token',
  new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'a+b' }),
);`,
  ],
  [
    "axios, as Postman writes it",
    "code",
    null,
    `const axios = require('axios');
const qs = require('qs');
let data = qs.stringify({
  'grant_type': 'refresh_token',
  'refresh_token': 'a+b'
});
let config = {
  method: 'post',
  maxBodyLength: Infinity,
  url: 'https://auth.example.com/token',
  headers: {
    'Content-Type': 'application/x-www-form-urlencoded'
  },
  data : data
};
axios.request(config)
.then((response) => { console.log(JSON.stringify(response.data)); });`,
  ],
  [
    "raw HTTP without CRLF",
    "http",
    null,
    `POST /token HTTP/1.1
Host: auth.example.com
Content-Type: application/x-www-form-urlencoded

${BODY}
`,
  ],
  [
    "an .http file",
    "http",
    null,
    `@base = https://auth.example.com
### refresh
POST {{base}}/token
Content-Type: application/x-www-form-urlencoded

grant_type=refresh_token
&refresh_token=a%2Bb
`,
  ],
];

test.each(COPIED)("%s", (_, format, shell, text) => {
  const { run } = readText({ text });
  expect([run.format, run.shell?.shell ?? null]).toEqual([format, shell]);
  expect(run.request && [run.request.method.text, formatUrl(run.request), run.request.body?.text]).toEqual([
    "POST",
    "https://auth.example.com/token",
    BODY,
  ]);
  expect(run.understood?.parameters.map(({ name, value }) => `${name.text}=${value.text}`)).toEqual([
    "grant_type=refresh_token",
    "refresh_token=a+b",
  ]);
});
