import { ERROR_CODES } from "../../lib/oauth/error-codes.ts";
import { PROVIDER_ENTRIES } from "../../lib/providers/entries.ts";
import { RULES } from "../../lib/rules/catalog.ts";
import type { Command } from "./commands.ts";

/** A command for every page that can be read: rules, error codes, providers. Their data is large, so it comes when asked for. */
export const PAGE_COMMANDS: readonly Command[] = [
  ...RULES.map(
    ({ id, title }): Command => ({ id: `rule:${id}`, name: title, kind: "Rule", also: id, href: `/rules/${id}` }),
  ),
  ...ERROR_CODES.map(
    ({ code, meaning }): Command => ({
      id: `error:${code}`,
      name: code,
      kind: "Error",
      also: meaning,
      href: `/errors?q=${encodeURIComponent(code)}`,
    }),
  ),
  ...PROVIDER_ENTRIES.flatMap(({ id, name }): Command[] => [
    { id: `provider:${id}`, name, kind: "Provider", also: id, href: `/providers/${id}` },
  ]),
];
