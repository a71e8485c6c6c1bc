import type { z } from "zod";
import { inspect } from "../../../lib/diagnose/from-text.ts";
import { toWireRequest } from "../../../lib/http/request.ts";
import { apiRoute, jsonRoute } from "../../../lib/server/json-route.ts";
import { problem } from "../../../lib/server/problem.ts";
import { LARGEST_BODY } from "../../../lib/server/request-body.ts";
import { type inspectReply, inspectRequest, MAX_TEXT_BYTES } from "./schema.ts";

type Reply = z.infer<typeof inspectReply>;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute({
  POST: jsonRoute({ body: inspectRequest, maxBytes: LARGEST_BODY }, (input): Reply | Response => {
    if (new TextEncoder().encode(input.text).length > MAX_TEXT_BYTES) {
      return problem(413, `The text may be at most ${MAX_TEXT_BYTES} bytes long.`);
    }
    const { format, shell, argv, request, understood, findings, cleared, fixed } = inspect(input);
    return {
      format,
      shell,
      argv: argv && [...argv],
      request: request && toReplyRequest(request),
      understood: (understood?.parameters ?? []).map(({ name, value, from }) => ({
        name: name.text,
        value: value.text,
        from,
      })),
      findings: findings.map(({ spans, fix, ...rest }) => ({
        ...rest,
        spans: [...spans],
        fix: fix && { title: fix.title, edits: [...fix.edits] },
      })),
      cleared: [...cleared],
      fixed,
    };
  }),
});

function toReplyRequest(request: Parameters<typeof toWireRequest>[0]): Reply["request"] {
  const { headers, ...rest } = toWireRequest(request);
  return { ...rest, headers: headers.map(([name, value]) => [name, value]) };
}
