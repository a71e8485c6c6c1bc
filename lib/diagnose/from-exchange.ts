import type { Exchange } from "../http/exchange.ts";
import type { HttpRequest } from "../http/request.ts";
import { type RefreshRequest, toHttpRequest } from "../oauth/refresh-request.ts";
import type { Provider } from "../providers/provider.ts";
import { type Evidence, NO_EVIDENCE } from "../rules/evidence.ts";
import type { Finding } from "../rules/finding.ts";
import { withFormFixes } from "../rules/form-fix.ts";
import { withRequest } from "./evidence.ts";
import { toReply } from "./from-around.ts";
import { judge } from "./judge.ts";

/** What one exchange shows: the request that the form made, and what came of it. `request` is the one that was sent. */
export function readExchange(
  exchange: Exchange,
  form: RefreshRequest,
  provider: Provider | null,
  request: HttpRequest = toHttpRequest(form, "regrant"),
): Evidence {
  const base: Evidence = {
    ...NO_EVIDENCE,
    door: "form",
    form,
    provider,
    reply: exchange.response ? toReply(exchange.response) : null,
    failure: exchange.failure,
    remote: exchange.remote,
    clocks: exchange.clocks ?? null,
    proxy: exchange.proxy ?? null,
  };
  return withRequest(base, request);
}

/** The findings on an exchange, the root cause first. They have no spans; `part` names the place. */
export function diagnoseExchange(
  exchange: Exchange,
  form: RefreshRequest,
  provider: Provider | null = null,
  request: HttpRequest = toHttpRequest(form, "regrant"),
): Finding[] {
  const evidence = readExchange(exchange, form, provider, request);
  return withFormFixes(judge(evidence).findings, form, evidence.provider);
}
