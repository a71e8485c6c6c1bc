import type { HttpResponse } from "../../lib/http/exchange.ts";
import type { Case } from "../../lib/report/case.ts";
import { decodeBytes, fromBase64 } from "../../lib/text/bytes.ts";
import type { Sent } from "../exchange/sent.ts";
import { toCommand } from "../workbench/as-command.ts";
import { toRefreshRequest } from "../workbench/fields.ts";
import type { Draft } from "../workbench/state.ts";

/** What a report is made of: the paste with its reply, the form's request as a command, or what was sent and came back. */
export function toCase(draft: Draft, sent: Sent | null): Case {
  if (sent) {
    const { exchange, provider } = sent;
    const reply = exchange.response ? formatReply(exchange.response) : (exchange.failure?.message ?? "");
    return { text: textOf(exchange.request.raw.base64), reply, shell: "auto", provider };
  }
  const { text, reply, shell, provider } = draft;
  if (draft.view === "paste") return { text, reply, shell, provider };
  return { text: toCommand(toRefreshRequest(draft.fields)) ?? "", reply: "", shell: "posix", provider };
}

function formatReply({ httpVersion, status, reason, headers, body }: HttpResponse): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/${httpVersion} ${status} ${reason}`, ...lines, "", textOf(body.base64)].join("\n");
}

function textOf(base64: string): string {
  return decodeBytes(fromBase64(base64) ?? new Uint8Array());
}
