import type { Snippet } from "../../lib/snippets/define-snippet.ts";

export interface SnippetGroup {
  readonly title: string;
  readonly snippets: readonly Snippet[];
}

const TITLES: readonly (readonly [title: string, ids: ReadonlySet<string>])[] = [
  [
    "Command line",
    new Set(["curl-posix", "curl-cmd", "curl-batch", "curl-powershell", "invoke-restmethod", "httpie", "wget"]),
  ],
  ["HTTP", new Set(["raw-http", "http-file", "postman-collection"])],
];

/** Command lines, HTTP texts, and the languages; each in the order in which the snippets come. */
export function toGroups(snippets: readonly Snippet[]): SnippetGroup[] {
  const rest = snippets.filter(({ id }) => !TITLES.some(([, ids]) => ids.has(id)));
  const named = TITLES.map(([title, ids]) => ({ title, snippets: snippets.filter(({ id }) => ids.has(id)) }));
  return [...named, { title: "Code", snippets: rest }].filter((group) => group.snippets.length > 0);
}
