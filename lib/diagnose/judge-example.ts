import { rulesFor } from "../rules/catalog.ts";
import type { Example, ExampleCase } from "../rules/define-rule.ts";
import { type Evidence, NO_EVIDENCE } from "../rules/evidence.ts";
import type { Outcome } from "../rules/run.ts";
import { readForm } from "./from-form.ts";
import { inspect } from "./from-text.ts";
import { judge } from "./judge.ts";

/** What all rules say of a rule's example, as they would of a case that a person brings. */
export function judgeExample(example: Example): Outcome {
  if (typeof example === "string") return inspect({ text: example });
  const { task, issuer = null, form } = example;
  if (task) return judge({ ...NO_EVIDENCE, ...toAnswer(example), door: "form", task, issuer }, rulesFor(task));
  if (form) return judge({ ...readForm(form), ...toAnswer(example) });
  return inspect({ ...example, text: example.text ?? "" });
}

/** What came of sending a form. */
function toAnswer({ failure, response, skewSeconds, proxy }: ExampleCase): Partial<Evidence> {
  const time = new Date(0).toISOString();
  return {
    failure: failure ?? null,
    proxy: proxy ?? null,
    reply: response ? { status: 200, headers: [], body: "", ...response } : null,
    clocks: skewSeconds === undefined ? null : { serverDate: time, ownDate: time, skewSeconds },
  };
}
