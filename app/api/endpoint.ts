import { z } from "zod";
import { parseEndpoint } from "../../lib/server/egress.ts";

/** An absolute http or https URL without user name, fragment, blanks and control characters. */
export const endpointText = z.string().superRefine((text, context) => {
  const endpoint = parseEndpoint(text);
  if (!endpoint.ok) context.addIssue({ code: "custom", message: endpoint.problem });
});
