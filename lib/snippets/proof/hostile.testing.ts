import type { RefreshRequest } from "../../oauth/refresh-request.ts";
import type { SecretsMode } from "../token-call.ts";

/** One refresh to be sent by every snippet. */
export interface ProofCase {
  readonly key: string;
  readonly refresh: RefreshRequest;
  readonly secrets: SecretsMode;
  /** The number of its set of credentials; null where the values are plain. */
  readonly set: number | null;
  /** Part of every sample. */
  readonly isParticular?: true;
}

/** The file that exists afterwards if any snippet let a value be executed. */
export type Canary = string;

/** Texts that some shell, language or encoder takes for something else. */
export function hostileTexts(canary: Canary): string[] {
  const touch = `touch ${canary}`;
  return [
    ...[
      "plain",
      "s3cr3t-._",
      "",
      " ",
      "a b",
      "  two  blanks  ",
      " lead",
      "trail ",
      "a+b",
      "a/b=",
      "a&b=c",
      "a%b",
      "100%",
    ],
    ...["%41", "%zz", "%0A", "%PATH%", "%CD%", "%DATE%x%", "%%", "%1", "%~dp0", "!PATH!", "!!", "a!b", "!$", "!-1"],
    ...[
      "it's",
      "''",
      '"',
      'say "hi"',
      `'"'"'`,
      "\\",
      "\\\\",
      "a\\",
      "\\'",
      '\\"',
      "\\n",
      "\\u0041",
      "\\x41",
      "\\0",
      "\\u0022",
    ],
    ...[
      "$HOME",
      "${HOME}",
      "$1",
      "$$",
      "$",
      "${7*7}",
      "#{7*7}",
      "{{7*7}}",
      "{{client_id}}",
      "<%= 7 %>",
      "$(id)",
      "`id`",
    ],
    ...[
      `$(${touch})`,
      `\`${touch}\``,
      `'; ${touch}; '`,
      `"; ${touch}; "`,
      `'$(${touch})'`,
      `"$(${touch})"`,
      `\\"; ${touch} #`,
    ],
    ...[`" & ${touch} & "`, `%0a${touch}`, `| ${touch}`, `\n${touch}\n`, `'\n${touch}\n'`, `"\n${touch}\n"`],
    ...[`"+require("child_process").execSync("${touch}")+"`, `"+__import__("os").system("${touch}")+"`],
    ...[`#{system("${touch}")}`, `'.system('${touch}').'`, `{$x}"; system("${touch}"); "`],
    ...[`"; import("node:child_process").then((c) => c.execSync("${touch}")); "`, `\u0022; ${touch}`],
    ...[
      "</script><script>alert(1)</script>",
      "<!--",
      "]]>",
      "*/",
      "//",
      "/*",
      "# x",
      " #x",
      ";x",
      "a;b",
      "a|b",
      "a<b>c",
      "(a)",
    ],
    ...[
      "^",
      "a^b",
      "^^",
      "~",
      "~root",
      "a=~",
      "*",
      "?x",
      "[a]",
      "{a,b}",
      "{a}",
      "=ls",
      "==",
      "@file",
      "@/etc/passwd",
      "-n",
      "--",
    ],
    ...[
      "-K /etc/passwd",
      ":",
      "a:b",
      "::",
      "a,b",
      "line\nbreak",
      "\n",
      "trailing\n",
      "\r\n",
      "cr\rlf",
      "tab\ttab",
      "\t",
    ],
    ...[
      "\u0001\u0008\u001b[31m",
      "\u007f",
      "é ü ß",
      "€ “quotes” ‘single’",
      "日本語",
      "😀 emoji",
      "\u00a0",
      "\ufeffbom",
      "\u2028\u2029",
    ],
    ...[
      "\u0340\u037f",
      "e\u0301",
      "\ud83d\udc69\u200d\ud83d\udcbb",
      "ＡＢＣ",
      "dGVzdDp0ZXN0",
      "eyJhbGciOiJIUzI1NiJ9.e30.x-_y",
      "a==",
      "null",
    ],
    ...[
      "undefined",
      "true",
      "0",
      "1e9",
      "&amp;",
      "&#x27;",
      "'${x}'",
      "`${x}`",
      "$x",
      "@{u}",
      "%s%d%n",
      "\\r\\n",
      "a\\\nb",
      'r"x"',
      "é'\"\\$`!%",
    ],
    "x".repeat(5000),
    "Ab1+/=%".repeat(700),
  ];
}

const AUTHS = [
  { clientAuth: "client_secret_basic", basicEncoding: "form" },
  { clientAuth: "client_secret_basic", basicEncoding: "raw" },
  { clientAuth: "client_secret_post" },
  { clientAuth: "none" },
] as const;

/** Every hostile text as secret and token × every client authentication × both modes. `key` is unique by `prefix`. */
export function proofCases(prefix: string, port: number, canary: Canary): ProofCase[] {
  const texts = hostileTexts(canary);
  return texts.flatMap((text, i) =>
    AUTHS.flatMap((auth, j) =>
      (["env", "literal"] as const).map((secrets, k): ProofCase => {
        const key = `${prefix}-${i}-${j}-${k}`;
        const neighbour = texts[(i + 7) % texts.length] ?? "";
        return {
          key,
          secrets,
          set: i,
          refresh: {
            tokenEndpoint: `http://127.0.0.1:${port}/t/${key}?tenant=a%20b&v=2.0`,
            ...auth,
            clientId: idFor(i, text, auth.clientAuth === "client_secret_basic" && auth.basicEncoding === "raw"),
            ...(auth.clientAuth !== "none" && { clientSecret: text }),
            refreshToken: neighbour,
            ...(i % 3 === 0 && { scope: "read write" }),
            ...(i % 4 === 0 && { params: { audience: text, "odd [name]é": neighbour.slice(0, 50) } }),
            ...(i % 5 === 0 && { headers: [["X-More", `it's ${i % 2 === 0 ? "$HOME" : '"$HOME"'} ${i}`]] }),
          },
        };
      }),
    ),
  );
}

/** Requests that are odd in another way than by their secrets. */
const PARTICULAR: readonly Partial<RefreshRequest>[] = [
  { headers: [["Content-Type", "application/x-www-form-urlencoded; charset=utf-8"]] },
  { headers: [["User-Agent", "proof/1.0"]] },
  { headers: [["accept", "*/*"]] },
  { headers: [["Authorization", "Custom abc"]] },
  {
    headers: [
      ["X-$odd'`#|~", "plain"],
      ["Content-Language", "en"],
      ["Referer", "https://a.example/?b=c&d"],
    ],
  },
  { headers: [["X-Long", "x".repeat(2000)]] },
  { params: { ["__proto__"]: "a", constructor: "b", toString: "c", "": "d", 0: "e", "a[]": "f", A: "g", a: "h" } },
  { params: { "it's": '"', $x: "%PATH%", "{{x}}": "}}", "a=b&c": "d", "@f": "@g", "-n": "-", 日本: "語", "\\": "\n" } },
  { scope: "openid offline_access https://api.example.com/.default" },
];

/** The particular requests, with Basic from the environment and in the body literally, or the other way round. */
export function particularCases(prefix: string, port: number): ProofCase[] {
  return PARTICULAR.flatMap((refresh, i) =>
    (["client_secret_basic", "client_secret_post"] as const).map((clientAuth, j): ProofCase => {
      const key = `${prefix}-particular-${i}-${j}`;
      const tokenEndpoint = `http://127.0.0.1:${port}/t/${key}?it=is&x=(y)*!,;:@/~`;
      const values = { clientId: "my-client", clientSecret: "it's $x", refreshToken: "a+b/c==" };
      const secrets = (i + j) % 2 === 0 ? "env" : "literal";
      return {
        key,
        secrets,
        set: null,
        isParticular: true,
        refresh: { ...values, clientAuth, ...refresh, tokenEndpoint },
      };
    }),
  );
}

/** Some ids are hostile too; raw ones hold no colon, since none could be read back (RFC 7617 section 2). */
function idFor(i: number, text: string, isRaw: boolean): string {
  const id = i % 2 === 0 ? "my-client" : `id ${text}`.slice(0, 100);
  return isRaw ? id.replaceAll(":", "") : id;
}
