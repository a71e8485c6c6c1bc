import type { RefreshRequest } from "../../lib/oauth/refresh-request.ts";
import { toSnippets } from "../../lib/snippets/catalog.ts";

/** The form's request as a command for bash, zsh, dash and fish, values written out; undefined where none can be written. */
export function toCommand(request: RefreshRequest): string | undefined {
  const snippet = toSnippets(request, { secrets: "literal" }).find(({ id }) => id === "curl-posix");
  return snippet?.code ?? undefined;
}
