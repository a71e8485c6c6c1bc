import type { z } from "zod";
import { catching } from "../../../lib/server/catch/catching.ts";
import { apiRoute, bareRoute } from "../../../lib/server/json-route.ts";
import { sharingProblem } from "../../../lib/server/redis.ts";
import { settings } from "../../../lib/server/settings.ts";
import { version } from "../../../package.json";
import type { healthReply } from "./schema.ts";

type Health = z.infer<typeof healthReply>;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute({
  GET: bareRoute((): Health => {
    const { mode, catchPort: port, redisUrl } = settings();
    const { listener, problem } = catching();
    return {
      status: "ok",
      version,
      mode,
      catch: { port, listening: listener !== null, problem },
      memory: { kind: redisUrl === null ? "own" : "shared", problem: sharingProblem() },
    };
  }),
});
