import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { unknownsOf } from "../text/traced.ts";
import { parsePowershell } from "./powershell.ts";
import { quotePowershell, quotePowershellString } from "./quote.ts";
import type { ShellValue } from "./reading.ts";

type Version = "powershell" | "pwsh";
const wordsOf = (source: string, version: Version = "pwsh") =>
  parsePowershell(source, version).commands.map(({ words }) => words.map(({ value }) => value.text));

/** A value as plain data. */
function plain(value: ShellValue | null): unknown {
  if (!value) return null;
  if (value.kind === "text") return value.value.text;
  if (value.kind === "flag") return value.on;
  if (value.kind === "list") return value.items.map(plain);
  return Object.fromEntries(value.entries.map((entry) => [entry.name.text, plain(entry.value)]));
}

const callOf = (source: string, version: Version = "pwsh") => {
  const cmdlet = parsePowershell(source, version).commands.find((command) => command.cmdlet)?.cmdlet;
  return cmdlet && Object.fromEntries(cmdlet.parameters.map(({ name, value }) => [name, plain(value)]));
};

/** By the documented rules: about_Quoting_Rules, about_Parsing, about_Splatting, PSNativeCommandArgumentPassing. */
describe("words for programs", () => {
  test.each<[string, string[][]]>([
    ["curl.exe -d 'a b' \"c d\"", [["curl.exe", "-d", "a b", "c d"]]],
    ["curl.exe -d 'it''s' \"a\"\"b\"", [["curl.exe", "-d", "it's", 'a"b']]],
    ["curl.exe -d ‘a b’ “c”", [["curl.exe", "-d", "a b", "c"]]],
    ["curl.exe a `\r\n  -d b", [["curl.exe", "a", "-d", "b"]]],
    [
      "curl.exe a\n-d b",
      [
        ["curl.exe", "a"],
        ["-d", "b"],
      ],
    ],
    ["$x = 'v w'; curl.exe $x \"$x!\" a$x", [["curl.exe", "v w", "v w!", "av w"]]],
    ['curl.exe "a`tb`"c`$d"', [["curl.exe", 'a\tb"c$d']]],
    ["curl.exe a # b", [["curl.exe", "a"]]],
    ["curl.exe a <# b #> c", [["curl.exe", "a", "c"]]],
    ["& 'C:\\a b\\curl.exe' x", [["C:\\a b\\curl.exe", "x"]]],
    [
      "curl.exe a; curl.exe b",
      [
        ["curl.exe", "a"],
        ["curl.exe", "b"],
      ],
    ],
    ['curl.exe --data="a b" -H Accept:x', [["curl.exe", "--data=a b", "-H", "Accept:x"]]],
    ["curl.exe -d @'\na 'b'\n'@", [["curl.exe", "-d", "a 'b'"]]],
    ['$v = 1\ncurl.exe -d @"\na $v\n"@', [["curl.exe", "-d", "a 1"]]],
    ["$a = @('-d', 'x y')\ncurl.exe @a u", [["curl.exe", "-d", "x y", "u"]]],
    ['curl.exe --% -d "a b" c', [["curl.exe", "-d", "a b", "c"]]],
    ["curl.exe --% -d {\\\"a\\\":1} 'x y' $z ; | jq", [["curl.exe", "-d", '{"a":1}', "'x", "y'", "$z", ";"], ["jq"]]],
    ["$env:T = 'v'\ncurl.exe --% -d %T%", [["curl.exe", "-d", "v"]]],
    ["curl.exe –d x", [["curl.exe", "–d", "x"]]],
    ["curl.exe -d (@('a=1', 'b=2') -join '&')", [["curl.exe", "-d", "a=1&b=2"]]],
    ["curl.exe ($a = 'x')", [["curl.exe", ""]]],
    ['curl.exe "$($x)y"', [["curl.exe", "$xy"]]],
    [
      "curl.exe 'a' | jq .",
      [
        ["curl.exe", "a"],
        ["jq", "."],
      ],
    ],
    [
      "try { curl.exe a } catch { curl.exe b }",
      [
        ["curl.exe", "a"],
        ["curl.exe", "b"],
      ],
    ],
    [
      "$r = curl.exe a\ncurl.exe $r",
      [
        ["curl.exe", "a"],
        ["curl.exe", "curl.exe a"],
      ],
    ],
  ])("%j", (source, expected) => {
    expect(wordsOf(source)).toEqual(expected);
  });

  test.each<[string, string[]]>([
    ['curl.exe -d \'{"a":"b"}\'', ["curl.exe", "-d", "{a:b}"]],
    ['curl.exe -d \'{"a": "b"}\'', ["curl.exe", "-d", "{a: b}"]],
    ['curl.exe -d \'{\\"a\\":\\"b\\"}\'', ["curl.exe", "-d", '{"a":"b"}']],
    ["curl.exe '' a", ["curl.exe", "a"]],
    ["curl.exe 'a b' c", ["curl.exe", "a b", "c"]],
  ])("%j in Windows PowerShell", (source, expected) => {
    expect(wordsOf(source, "powershell")[0]).toEqual(expected);
  });

  test("7.3 hands quotes over as they are", () => {
    expect(wordsOf('curl.exe -d \'{"a": "b"}\'')[0]).toEqual(["curl.exe", "-d", '{"a": "b"}']);
  });

  test("what the text does not set is a named unknown", () => {
    const words = parsePowershell('curl.exe "$id/x" $env:SECRET "$(Get-Date)"', "pwsh").commands.at(-1)?.words;
    expect(words?.map(({ value }) => unknownsOf(value))).toEqual([[], ["id"], ["SECRET"], ["Get-Date"]]);
  });

  test("quoted is read as it was, in both versions", () => {
    const unit = fc.constantFrom(..."ab1 '`\\^%&|<>()!~=,;:/?*[]{}$#@-");
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 20 }), (value) => {
        const quoted = quotePowershell(value);
        if (!quoted.ok) return;
        for (const version of ["powershell", "pwsh"] as const) {
          expect(wordsOf(`curl.exe ${quoted.text} x`, version)).toEqual([["curl.exe", value, "x"]]);
        }
      }),
      { numRuns: 2000, seed: 4 },
    );
  });
});

describe("cmdlets", () => {
  test.each<[string, Record<string, unknown>]>([
    ["Invoke-RestMethod -Uri 'https://a.example' -Method Post", { Uri: "https://a.example", Method: "Post" }],
    [
      "irm https://a.example -Body @{ a = 'b'; 'c-d' = \"e\" }",
      { Uri: "https://a.example", Body: { a: "b", "c-d": "e" } },
    ],
    [
      "$body = @{\n  grant_type = 'refresh_token'\n  n = 1\n}\nInvoke-RestMethod u -Method:Post -Body $body -Headers @{ Accept = 'x' }",
      { Uri: "u", Method: "Post", Body: { grant_type: "refresh_token", n: "1" }, Headers: { Accept: "x" } },
    ],
    ["$p = @{ Uri = 'u'; Method = 'POST' }\nirm @p -Body 'a=b'", { Uri: "u", Method: "POST", Body: "a=b" }],
    ["irm u -Body (@{ a = 'b' } | ConvertTo-Json -Compress)", { Uri: "u", Body: '{"a":"b"}' }],
    ["$j = @{ a = 'b' } | ConvertTo-Json\nirm u -Body $j", { Uri: "u", Body: '{\r\n  "a": "b"\r\n}' }],
    ["@{ a = 'b' } | ConvertTo-Json -Compress | irm u", { Uri: "u", Body: '{"a":"b"}' }],
    ["$a = 'x'; irm u -Body \"a=$a&b=$($a)\"", { Uri: "u", Body: "a=x&b=x" }],
    ["irm u -Body ('a=' + 'b')", { Uri: "u", Body: "a=b" }],
    ["irm u -Body ('{0}:{1}' -f 'i', 's')", { Uri: "u", Body: "i:s" }],
    [
      "$c = [Convert]::ToBase64String([Text.Encoding]::ASCII.GetBytes('id:secret'))\nirm u -Headers @{ Authorization = \"Basic $c\" }",
      { Uri: "u", Headers: { Authorization: "Basic aWQ6c2VjcmV0" } },
    ],
    [
      "$h = @{}\n$h.Add('A', 'b')\n$h['C'] = 'd'\n$h.E = 'f'\nirm u -Headers $h",
      { Uri: "u", Headers: { A: "b", C: "d", E: "f" } },
    ],
    [
      "irm u -UseBasicParsing -SkipHttpErrorCheck -Body a",
      { Uri: "u", UseBasicParsing: null, SkipHttpErrorCheck: null, Body: "a" },
    ],
    ["irm u -Cont application/json", { Uri: "u", ContentType: "application/json" }],
    ["irm u -Body @'\na=b\n'@", { Uri: "u", Body: "a=b" }],
    ["irm u -Body ([uri]::EscapeDataString('a+b c'))", { Uri: "u", Body: "a%2Bb%20c" }],
    ["irm `\n  -Uri u `\n  -Method Post", { Uri: "u", Method: "Post" }],
    ["if ($x) { irm u }", { Uri: "u" }],
    ["$r = irm u -Method Get; $r.access_token", { Uri: "u", Method: "Get" }],
  ])("%j", (source, expected) => {
    expect(parsePowershell(source, "pwsh").problem).toBeNull();
    expect(callOf(source)).toEqual(expected);
  });

  test.each<[string, Record<string, unknown>]>([
    ["irm u -Body (@{ n = 1; s = '1' } | ConvertTo-Json -Compress)", { Uri: "u", Body: '{"n":1,"s":"1"}' }],
    ["irm u -Body ([System.Text.Encoding]::UTF8.GetBytes('é'))", { Uri: "u", Body: "é" }],
    [
      "irm u -Headers @{ Authorization = 'Basic ' + [Convert]::ToBase64String([byte[]][char[]]'a:b') }",
      { Uri: "u", Headers: { Authorization: "Basic YTpi" } },
    ],
    [
      "irm u -Headers @{ Authorization = 'Basic ' + [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes('a:b')) }",
      { Uri: "u", Headers: { Authorization: "Basic YQA6AGIA" } },
    ],
    [
      "$s = ConvertTo-SecureString 'x' -AsPlainText -Force\nirm u -Credential (New-Object PSCredential('id', $s))",
      { Uri: "u", Credential: { UserName: "id", Password: "x" } },
    ],
    ["irm u -Credential ([pscredential]::new('id', 'x'))", { Uri: "u", Credential: { UserName: "id", Password: "x" } }],
    ["irm –Uri u –Method Post", { Uri: "u", Method: "Post" }],
  ])("%j", (source, expected) => {
    expect(callOf(source)).toEqual(expected);
  });

  test("5.1 writes JSON in its own way", () => {
    expect(callOf("irm u -Body (@{ a = 'it''s'; b = @{ c = $true } } | ConvertTo-Json)", "powershell")?.Body).toBe(
      '{\r\n    "a":  "it\\u0027s",\r\n    "b":  {\r\n              "c":  true\r\n          }\r\n}',
    );
  });

  test("curl is Invoke-WebRequest in Windows PowerShell only", () => {
    const source = "curl -Uri u -Method Post";
    expect(callOf(source, "powershell")).toEqual({ Uri: "u", Method: "Post" });
    expect(parsePowershell(source, "powershell").notes.map(({ kind }) => kind)).toEqual(["curl-alias"]);
    expect(wordsOf(source)).toEqual([["curl", "-Uri", "u", "-Method", "Post"]]);
    expect(wordsOf("Remove-Item alias:curl\ncurl -d a=b u", "powershell")).toEqual([["curl", "-d", "a=b", "u"]]);
  });
});

test.each<[string, Version, string]>([
  ["curl.exe 'a", "pwsh", "open-quote"],
  ['curl.exe "a', "pwsh", "open-quote"],
  ["curl.exe @'\na", "pwsh", "open-here-string"],
  ["irm u -Body @{ a = 'b'", "pwsh", "open-brace"],
  ["irm (", "pwsh", "syntax"],
  ["curl.exe a && curl.exe b", "powershell", "syntax"],
  ["curl.exe a?b=1&c=2", "powershell", "syntax"],
  ['curl.exe "$id:$secret"', "pwsh", "invalid-variable"],
  ["curl.exe a < b", "pwsh", "syntax"],
  ["curl.exe -d @-", "pwsh", "syntax"],
  ["curl.exe a }", "pwsh", "syntax"],
])("%j is refused by %s", (source, version, kind) => {
  const { problem, commands } = parsePowershell(source, version);
  expect(problem?.kind).toBe(kind);
  expect(commands).toEqual([]);
});

test.each([
  ["curl.exe '$X'", "literal-dollar", "$X"],
  ['curl.exe "$X"', "expansion", "$X"],
  ['curl.exe "a`b"', "backtick-escape", "`b"],
  ["curl.exe ‘a’", "smart-quote", "‘"],
  ["curl.exe -d '{\"a\":1}'", "quote-stripping", "'{\"a\":1}'"],
  ["PS C:\\> curl.exe a", "prompt-prefix", "PS C:\\> "],
  ["curl.exe @args", "splatting", "@args"],
  ["curl.exe a ` \n  -d b", "broken-continuation", "` "],
])("%j has the note %s", (source, kind, at) => {
  const notes = parsePowershell(source, "powershell").notes;
  expect(notes.map((note) => [note.kind, source.slice(note.span.start, note.span.end)])).toContainEqual([kind, at]);
});

describe("any text", () => {
  test("is read without an exception, with sound spans", () => {
    const unit = fc.constantFrom(
      ..."ab '\"`$@(){}[]|&;,<>#%=+-.:\\\n\r\t\0é‘”",
      "$(",
      "@{",
      "@'\n",
      "\n'@",
      "irm ",
      "[a]::b",
      "-f ",
      "$x=",
      "if ",
      "ConvertTo-Json ",
    );
    fc.assert(
      fc.property(
        fc.string({ unit, maxLength: 40 }),
        fc.constantFrom<Version>("powershell", "pwsh"),
        (source, version) => {
          const { commands, notes, problem } = parsePowershell(source, version);
          const spans = [
            ...commands.flatMap(({ span, words }) => [span, ...words.map((word) => word.span)]),
            ...notes.map(({ span }) => span),
          ];
          for (const { start, end } of [...spans, ...(problem ? [problem.span] : [])]) {
            expect(0 <= start && start <= end && end <= source.length).toBe(true);
          }
          for (const { value } of commands.flatMap(({ words }) => words)) {
            expect(value.pieces.map(({ text }) => text).join("")).toBe(value.text);
          }
        },
      ),
      { numRuns: 4000, seed: 5 },
    );
  });

  test("as a literal is read as it was", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }).filter((text) => text !== ""),
        (text) => {
          expect(wordsOf(`curl.exe ${quotePowershellString(text)}`)).toEqual([["curl.exe", text]]);
        },
      ),
      { seed: 6 },
    );
  });

  test.each([
    "'",
    '"',
    "$(",
    "@(",
    "(",
    "{",
    "@{a=",
    "[",
    "`",
    "a ",
    "$a ",
    "a;",
    '"$a',
    "a|",
    "#",
    "<#",
    "@'\n",
    "a,",
    "$x=",
    "-a ",
    "\n",
  ])("of many %j is read in linear time", (text) => {
    const source = `curl.exe ${text.repeat(100_000)}`;
    const start = process.cpuUsage();
    parsePowershell(source, "powershell");
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(3000);
  });
});
