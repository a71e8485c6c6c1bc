import type { z } from "zod";
import { RULES } from "../../../lib/rules/catalog.ts";
import type { rulesReply } from "./schema.ts";

type RulesReply = z.infer<typeof rulesReply>;

/** Every rule, in the order of the catalog; `url` is the rule's page. */
export function listRules(): RulesReply {
  return {
    rules: RULES.map(({ id, severity, title, summary }) => ({ id, severity, title, url: `/rules/${id}`, summary })),
  };
}
