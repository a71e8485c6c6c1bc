import { type RefreshRequest, toHttpRequest } from "../oauth/refresh-request.ts";
import type { Provider } from "../providers/provider.ts";
import { type Evidence, NO_EVIDENCE } from "../rules/evidence.ts";
import { withFormFixes } from "../rules/form-fix.ts";
import type { Outcome } from "../rules/run.ts";
import { withRequest } from "./evidence.ts";
import { judge } from "./judge.ts";

/** What the filled form would send. A form whose endpoint is no absolute http(s) URL gives evidence without a request. */
export function readForm(form: RefreshRequest, provider: Provider | null = null): Evidence {
  const base: Evidence = { ...NO_EVIDENCE, door: "form", form, provider };
  if (!/^https?:\/\//i.test(form.tokenEndpoint) || !URL.canParse(form.tokenEndpoint)) return base;
  return withRequest(base, toHttpRequest(form, "regrant"));
}

/** The verdict on a filled form, before anything is sent. Findings name form fields, fixes set them. */
export function diagnoseForm(form: RefreshRequest, provider: Provider | null = null): Outcome {
  const evidence = readForm(form, provider);
  const { findings, cleared } = judge(evidence);
  return { findings: withFormFixes(findings, form, evidence.provider), cleared };
}
