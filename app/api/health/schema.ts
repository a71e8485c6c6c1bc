import { z } from "zod";

export const healthReply = z.strictObject({
  status: z.literal("ok"),
  version: z.string(),
  mode: z.enum(["local", "public"]),
  /** The catch listener: its port, and why nobody listens there, null while somebody does. */
  catch: z.strictObject({ port: z.int(), listening: z.boolean(), problem: z.string().nullable() }),
  /** Where caught requests, held exchanges and limits live, and what is not shared at present; null for nothing. */
  memory: z.strictObject({ kind: z.enum(["own", "shared"]), problem: z.string().nullable() }),
});
