import { z } from "zod";

export const healthReply = z.strictObject({
  status: z.literal("ok"),
  version: z.string(),
  mode: z.enum(["local", "public"]),
  /** The catch listener: its port, and why nobody listens there, null while somebody does. */
  catch: z.strictObject({ port: z.int(), listening: z.boolean(), problem: z.string().nullable() }),
});
