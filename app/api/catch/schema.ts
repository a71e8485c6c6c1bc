import { z } from "zod";
import type { Behaviour } from "../../../lib/server/catch/behaviour.ts";
import { cleared, finding, understood, wireRequest } from "../schema.ts";

const headerText = z.string().regex(/^[!-~](?:[ -~]{0,98}[!-~])?$/, { error: "must be printable ASCII on one line" });
const seconds = z.int().min(0).max(86_400);

/** How a box answers. */
export const behaviour = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("strict") }),
  z.strictObject({ kind: z.literal("keap") }),
  z.strictObject({ kind: z.literal("success") }),
  z.strictObject({
    kind: z.literal("fixed"),
    status: z.int().min(200).max(599),
    contentType: headerText.default("application/json;charset=UTF-8"),
    body: z.string().default(""),
  }),
  z.strictObject({
    kind: z.literal("redirect"),
    status: z.literal([301, 302, 303, 307, 308]).default(301),
    path: z
      .string()
      .max(500)
      .regex(/^\/[!-~]*$/, { error: "must be a path below the box, such as /moved" })
      .default("/moved"),
  }),
  z.strictObject({ kind: z.literal("html") }),
  z.strictObject({ kind: z.literal("rate-limited"), retryAfter: seconds.default(30) }),
  z.strictObject({ kind: z.literal("slow"), delayMs: z.int().min(1).max(60_000).default(10_000) }),
  z.strictObject({ kind: z.literal("reset") }),
]) satisfies z.ZodType<Behaviour>;

export const catchRequest = z.strictObject({ behaviour: behaviour.exactOptional() });

export const behaviourRequest = z.strictObject({ behaviour });

const box = z.strictObject({
  id: z.string(),
  url: z.url(),
  expiresAt: z.iso.datetime(),
  behaviour,
  fidelity: z.enum(["bytes", "http"]),
  httpUrl: z.url(),
});

export const boxReply = box;

export const caughtRequest = z.strictObject({
  id: z.string(),
  receivedAt: z.iso.datetime(),
  raw: z.strictObject({ base64: z.string() }),
  request: wireRequest.nullable(),
  malformed: z.string().nullable(),
  understood: z.array(understood),
  findings: z.array(finding),
  cleared: z.array(cleared),
  answer: z.strictObject({ status: z.int(), body: z.string() }),
  fidelity: z.enum(["bytes", "http"]),
});

export const boxWithRequests = z.strictObject({ ...box.shape, requests: z.array(caughtRequest) });
