import fc from "fast-check";
import { expect, test } from "vitest";
import { detectShell } from "./detect.ts";
import { generateText } from "./noise.testing.ts";
import { createRandom } from "./random.testing.ts";
import { NEWER, SIGNS } from "./signs.ts";

test.each([
  ["curl https://a.example/token -d a=b", "posix", []],
  ["curl -d 'a=b' \\\n  https://a.example", "posix", ["single-quotes", "backslash-continuation"]],
  ['TOKEN=abc\ncurl -H "Authorization: Bearer $TOKEN" a', "posix", ["assignment", "variable"]],
  ["$ curl -X POST a", "posix", ["prompt"]],
  ['curl -d \'{"a":"%41"}\' a', "posix", ["single-quotes"]],
  ['curl -X POST ^\r\n  -d "a=b" a', "cmd", ["caret-continuation"]],
  ['curl -d "{\\"a\\":\\"b\\"}" %URL%', "cmd", ["escaped-quotes", "percent-variable"]],
  ["C:\\Users\\me>curl a", "cmd", ["prompt"]],
  ["set ID=1\r\ncurl -d id=%ID% a", "cmd", ["set", "percent-variable"]],
  ["Invoke-RestMethod -Uri a -Method Post", "powershell", ["cmdlet", "cmdlet-parameter"]],
  [
    "$body = @{ a = 'b' }\nirm a -Body $body",
    "powershell",
    ["variable-assignment", "hashtable", "alias", "cmdlet-parameter"],
  ],
  ["curl.exe -X POST `\n  -d 'a=b' a", "powershell", ["backtick-continuation"]],
  ["PS C:\\> curl a", "powershell", ["prompt"]],
  ["Invoke-RestMethod a -SkipHttpErrorCheck", "pwsh", ["cmdlet", "newer-parameter"]],
])("%j is %s", (source, shell, kinds) => {
  const detection = detectShell(source);
  expect(detection.shell).toBe(shell);
  expect(detection.reasons.map(({ kind }) => kind)).toEqual(kinds);
});

/** As people post them, by the shell that somebody who knows would name. */
const POSTED: readonly [shell: string, text: string][] = [
  ["posix", `curl -X POST https://a.example/token -d "{\\"refresh_token\\":\\"$RT\\"}" -u "$ID:$S"`],
  [
    "posix",
    `curl -u "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=refresh_token -d refresh_token=$RT https://a.example/token`,
  ],
  [
    "posix",
    `curl --location --request POST 'https://a.example/token' \\\n--header 'Content-Type: application/x-www-form-urlencoded' \\\n--data-urlencode 'grant_type=refresh_token'`,
  ],
  ["posix", `#!/bin/bash\nset -e\ncurl -s https://a.example/token -d "grant_type=refresh_token"`],
  ["posix", `ACCESS=$(curl -s https://a.example/token -d "a=b" | jq -r .access_token)`],
  ["posix", `export CLIENT_ID=abc\ncurl https://a.example/token -d client_id=$CLIENT_ID`],
  ["posix", `user@host:~$ curl -d 'a=b' https://a.example/token`],
  ["posix", `me@MacBook ~ % curl -d 'a=b' https://a.example/token`],
  ["posix", `➜  ~ curl -d a=b https://a.example/token`],
  [
    "posix",
    `curl https://a.example/token -H "Authorization: Basic $(echo -n id:secret | base64)" -d grant_type=refresh_token`,
  ],
  ["posix", 'curl https://a.example/token -H "Authorization: Basic `echo -n id:secret | base64`" -d a=b'],
  ["posix", `curl -s https://a.example/token -d @- <<EOF\ngrant_type=refresh_token&refresh_token=abc\nEOF`],
  ["posix", `curl https://a.example/token -d $'a=b\\nc'`],
  ["posix", `sudo curl -k https://a.example/token -d a=b`],
  ["posix", `curl -s -o /dev/null -w "%{http_code}" https://a.example/token -d a=b`],
  ["posix", `if [ -z "$TOKEN" ]; then\n  curl -d a=b https://a.example/token\nfi`],
  ["posix", `for t in a b; do curl -d token=$t https://a.example/token; done`],
  ["posix", `curl -d "token=\${TOKEN}" https://a.example/token`],
  [
    "posix",
    `curl -X POST -H "Content-Type: application/x-www-form-urlencoded" -d "grant_type=refresh_token&refresh_token=abc" https://a.example/token`,
  ],
  ["posix", `curl https://a.example/token -d grant_type=refresh_token&refresh_token=abc`],
  ["posix", `curl -d "a=b" https://a.example/token | python -m json.tool`],
  ["posix", `curl --data '{"grant_type":"refresh_token"}' https://a.example/token`],
  ["posix", `curl -u 'id:s3cr%et%' -d 'a=b' https://a.example/token`],
  ["posix", `curl -d 'scope=a%20b%20c' https://a.example/token`],
  ["posix", `curl -K ~/.curlrc -d a=b https://a.example/token`],
  ["posix", `RT='abc'; curl -d "refresh_token=$RT" https://a.example/token`],
  ["posix", `http -f POST https://a.example/token grant_type=refresh_token refresh_token=$RT`],
  ["posix", `wget --post-data='grant_type=refresh_token' -O - https://a.example/token`],
  ["posix", `curl -d 'a=it'\\''s' https://a.example/token`],
  ["posix", `curl -d "secret=$secret" https://a.example/token`],
  ["posix", `curl <<< 'x' -d @- https://a.example/token`],
  ["posix", `curl https://a.example/token -d "price=$5&a=b"`],
  ["posix", `echo "{\\"a\\":1}" | curl -d @- https://a.example/token | jq .`],
  ["posix", `$ export T=x\n$ curl -H "Authorization: Bearer $T" https://a.example/me`],
  [
    "cmd",
    `curl -X POST "https://a.example/token" ^\r\n -H "Content-Type: application/json" ^\r\n -d "{\\"a\\":\\"b\\"}"`,
  ],
  ["cmd", `C:\\Users\\me>curl -d 'a=b' https://a.example/token`],
  ["cmd", `curl ^"https://a.example/token^" ^\n  -H ^"accept: */*^" ^\n  --data-raw ^"a=b^&c=d^"`],
  ["cmd", `@echo off\nset RT=abc\ncurl -d "refresh_token=%RT%" https://a.example/token`],
  ["cmd", `curl -u %CLIENT_ID%:%CLIENT_SECRET% -d grant_type=refresh_token https://a.example/token`],
  ["cmd", `curl -d 'refresh_token=%RT%' https://a.example/token`],
  ["cmd", `curl -s -o nul -d "a=b" https://a.example/token 2>nul`],
  ["cmd", `for /f "delims=" %%i in ('curl -s https://a.example/token') do set TOKEN=%%i`],
  ["cmd", `for /f "tokens=*" %i in ('curl -s https://a.example/token') do @echo %i`],
  ["cmd", `if not defined RT (\n  curl -d "a=b" https://a.example/token\n)`],
  ["cmd", `curl -d "refresh_token=%1" https://a.example/token`],
  ["cmd", `curl -d "refresh_token=%~1" https://a.example/token\npause`],
  ["cmd", `setlocal enabledelayedexpansion\nset X=1\ncurl -d "a=!X!" https://a.example/token`],
  ["cmd", `cmd /c "curl -d a=b https://a.example/token"`],
  ["cmd", `start "" curl -d a=b https://a.example/token`],
  ["cmd", `curl -d "{""a"":""b""}" https://a.example/token`],
  ["cmd", `curl.exe -d "a=b" https://a.example/token`],
  ["cmd", `chcp 65001\ncurl -d "a=b" https://a.example/token`],
  ["cmd", `curl -s https://a.example/token -d "a=b" | findstr access_token`],
  ["cmd", `REM refresh\ncurl -d "a=b" https://a.example/token`],
  [
    "cmd",
    `curl https://a.example/token -d "{\\"grant_type\\":\\"refresh_token\\"}" -H "Content-Type: application/json"`,
  ],
  [
    "powershell",
    `$body = @{ grant_type = "refresh_token" }\nInvoke-RestMethod -Uri https://a.example/token -Method Post -Body $body`,
  ],
  ["powershell", `PS C:\\Users\\me> curl -X POST https://a.example/token -d 'a=b'`],
  ["powershell", `curl.exe -d 'a=b' https://a.example/token`],
  ["powershell", `curl.exe -d "refresh_token=$rt" https://a.example/token`],
  ["powershell", `curl.exe -X POST \`\r\n  -d "a=b" \`\r\n  https://a.example/token`],
  ["powershell", `$env:CLIENT_ID = "abc"\ncurl.exe -u "$($env:CLIENT_ID):x" https://a.example/token`],
  ["powershell", `Invoke-WebRequest https://a.example/token -Method POST -Body "a=b" -UseBasicParsing`],
  ["powershell", `curl -Uri https://a.example/token -Method POST -Body @{a='b'}`],
  ["powershell", `(iwr https://a.example/token -Method Post -Body 'a=b').Content | ConvertFrom-Json`],
  [
    "powershell",
    `$auth = [Convert]::ToBase64String([Text.Encoding]::ASCII.GetBytes("\${id}:\${secret}"))\nirm https://a.example/token -Headers @{Authorization="Basic $auth"}`,
  ],
  ["powershell", `try {\n  $r = Invoke-RestMethod @params\n} catch {\n  $_.Exception.Response\n}`],
  ["powershell", `$json = @"\n{ "a": "$x" }\n"@\ncurl.exe -d $json https://a.example/token`],
  ["powershell", `curl.exe --% -d "a=b" https://a.example/token`],
  ["powershell", `Get-Content body.json | curl.exe -d '@-' https://a.example/token`],
  ["powershell", `powershell -Command "irm https://a.example/token -Method Post"`],
  ["pwsh", `Invoke-RestMethod https://a.example/token -Method Post -Form @{ a = 'b' }`],
  ["pwsh", `PS /home/me> irm https://a.example/token -Method Post -Body 'a=b'`],
  ["pwsh", `irm https://a.example/me -Authentication Bearer -Token $token`],
  ["pwsh", `$r = Invoke-WebRequest https://a.example/token -SkipHttpErrorCheck -Method Post`],
  ["pwsh", `#requires -Version 7\nInvoke-RestMethod https://a.example/token -Method Post`],
];

test.each(POSTED)("posted: %s %j", (shell, text) => {
  const { shell: found, reasons } = detectShell(text);
  expect([found, reasons.map(({ kind }) => kind)]).toEqual([shell, expect.anything()]);
});

test("any text has a shell, and reasons inside of it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (source) => {
      for (const { span } of detectShell(source).reasons) {
        expect(0 <= span.start && span.start < span.end && span.end <= source.length).toBe(true);
      }
    }),
  );
});

test("what a sign needs stands in every text that its pattern matches", () => {
  const random = createRandom(7);
  const texts = [...POSTED.map(([, text]) => text), ...Array.from({ length: 2_000 }, () => generateText(random).text)];
  for (const { kind, needs, pattern } of [...SIGNS, ...NEWER]) {
    const missed = texts.filter((text) => {
      pattern.lastIndex = 0;
      return pattern.test(text) && !needs.some((need) => text.toLowerCase().includes(need));
    });
    expect(missed, kind).toEqual([]);
  }
});

test("of a long text the beginning and the end are looked at, at their places", () => {
  const middle = "x".repeat(200_000);
  for (const source of [`echo %PATH%\n${middle}`, `${middle}\necho %PATH%`]) {
    const { shell, reasons } = detectShell(source);
    expect(shell).toBe("cmd");
    expect(source.slice(reasons[0]?.span.start, reasons[0]?.span.end)).toBe("%PATH%");
  }
});

test.each(["'", "$", "a@a.", "[ ", "`\n", "%a", "PS /", "\\", "@'", "^", " "])(
  "many %j are seen in linear time",
  (text) => {
    const source = text.repeat(200_000);
    const start = process.cpuUsage();
    detectShell(source);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(2000);
  },
);
