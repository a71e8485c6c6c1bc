import { z } from "zod";
import { SEVERITIES } from "../../../lib/rules/finding.ts";

export const rulesReply = z.strictObject({
  rules: z.array(
    z.strictObject({
      id: z.string(),
      severity: z.enum(SEVERITIES),
      title: z.string(),
      url: z.string(),
      summary: z.string(),
    }),
  ),
});
