/** A stretch of code: a comment, a string, or anything else. */
export interface CodeRun {
  readonly kind: "comment" | "string" | "plain";
  readonly text: string;
  readonly start: number;
}

/** Comments in the first group, strings in the rest of the match. Each alternative starts at another character, so matching stays linear. */
const FAMILIES = {
  shell: /((?<=^|\s)#[^\n]*)|'[^']*'|"(?:\\[\s\S]|[^"\\])*"/gm,
  powershell: /((?<=^|\s)#[^\n]*)|'(?:''|[^'])*'|"(?:`[\s\S]|""|[^"`])*"/gm,
  cmd: /(^[ \t]*(?:@?rem\b|::)[^\n]*)|"[^"\n]*"/gim,
  slashes: /(\/\/[^\n]*|\/\*[\s\S]*?\*\/)|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\])*'|`(?:\\[\s\S]|[^`\\])*`/g,
  rust: /(\/\/[^\n]*)|"(?:\\[\s\S]|[^"\\])*"/g,
  hash: /(#[^\n]*)|"""[\s\S]*?"""|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'/g,
  json: /()"(?:\\[\s\S]|[^"\\])*"/g,
} as const;
type Family = keyof typeof FAMILIES;

const FAMILY_OF: readonly (readonly [ids: RegExp, family: Family])[] = [
  [/powershell|invoke-/, "powershell"],
  [/cmd|batch/, "cmd"],
  [/^(?:curl|httpie|wget)/, "shell"],
  [/^postman/, "json"],
  [/^rust/, "rust"],
  [/^(?:python|ruby)/, "hash"],
  [/^(?:javascript|node|php|csharp|go|java)/, "slashes"],
];

/** A snippet's code in runs; their texts, joined, are the code. HTTP texts are one plain run. */
export function toCodeRuns(id: string, code: string): CodeRun[] {
  const family = FAMILY_OF.find(([ids]) => ids.test(id))?.[1];
  if (!family) return [{ kind: "plain", text: code, start: 0 }];
  const runs: CodeRun[] = [];
  let at = 0;
  for (const match of code.matchAll(FAMILIES[family])) {
    if (match[0] === "") continue;
    if (match.index > at) runs.push({ kind: "plain", text: code.slice(at, match.index), start: at });
    runs.push({ kind: match[1] ? "comment" : "string", text: match[0], start: match.index });
    at = match.index + match[0].length;
  }
  if (at < code.length) runs.push({ kind: "plain", text: code.slice(at), start: at });
  return runs;
}
