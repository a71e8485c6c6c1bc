import { toFields } from "../components/workbench/fields.ts";
import type { Draft } from "../components/workbench/state.ts";
import type { Reply } from "../lib/http/exchange.ts";
import { PROVIDERS } from "../lib/providers/providers.ts";
import { formatRefreshCommand } from "../lib/providers/refresh-command.ts";
import { findRule } from "../lib/rules/catalog.ts";
import type { ExampleCase } from "../lib/rules/define-rule.ts";

/** What the workbench is filled with for `rule:json-body` or `provider:keap`; undefined for what names neither. */
export function findTryDraft(asked: string): Partial<Draft> | undefined {
  const [kind, id = ""] = asked.split(":");
  if (kind === "rule") {
    const example = findRule(id)?.example.reports;
    return example === undefined ? undefined : fromExample(typeof example === "string" ? { text: example } : example);
  }
  const provider = kind === "provider" ? PROVIDERS.find((one) => one.id === id) : undefined;
  const text = provider && formatRefreshCommand(provider);
  return text === undefined ? undefined : { ...EMPTY, text, shell: "posix", provider: id };
}

/** The address that opens the workbench with the example; undefined for an example that it cannot show. */
export function toTryAddress(asked: string): string | undefined {
  return findTryDraft(asked) && `/?try=${asked}`;
}

const EMPTY = {
  view: "paste",
  text: "",
  reply: "",
  shell: "auto",
  provider: "",
  example: null,
  newer: "text",
} as const;

function fromExample({ text, form, shell, provider = "", response, failure }: ExampleCase): Partial<Draft> | undefined {
  if (text !== undefined) return { ...EMPTY, text, reply: formatReply(response), shell: shell ?? "auto", provider };
  // What came of a send cannot be filled in.
  if (!form || failure || response) return undefined;
  return { ...EMPTY, view: "form", fields: toFields(form), provider, newer: "fields", boundHost: undefined };
}

/** A reply as `curl -i` prints it; what a client printed instead of one as it is. */
function formatReply(reply: Partial<Reply> | undefined): string {
  if (!reply) return "";
  const { status = 0, headers = [], body = "" } = reply;
  if (status === 0) return body;
  return [`HTTP/1.1 ${status}`, ...headers.map(([name, value]) => `${name}: ${value}`), "", body].join("\n");
}
