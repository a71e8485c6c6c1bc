import fc from "fast-check";
import { expect, test } from "vitest";
import { detectShell } from "./detect.ts";

test.each([
  ["curl https://a.example/token -d a=b", "posix", []],
  ["curl -d 'a=b' \\\n  https://a.example", "posix", ["single-quotes", "backslash-continuation"]],
  ['TOKEN=abc\ncurl -H "Authorization: Bearer $TOKEN" a', "posix", ["assignment"]],
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

test("any text has a shell, and reasons inside of it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (source) => {
      for (const { span } of detectShell(source).reasons) {
        expect(0 <= span.start && span.start < span.end && span.end <= source.length).toBe(true);
      }
    }),
  );
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
