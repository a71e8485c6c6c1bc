import type { z } from "zod";
import { apiRoute, jsonRoute } from "../../../../lib/server/json-route.ts";
import { tryLesson } from "../../../../lib/server/lesson.ts";
import { refuseSend, runSending, tooManyRunning } from "../../../../lib/server/sending.ts";
import { settings } from "../../../../lib/server/settings.ts";
import { type tryReply, tryRequest } from "../schema.ts";

type Reply = z.infer<typeof tryReply>;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute({
  POST: jsonRoute({ body: tryRequest }, async (body, { request }): Promise<Reply | Response> => {
    const refusal = await refuseSend(request.headers);
    return refusal ?? (await runSending(() => tryLesson(body, settings(), request.signal))) ?? tooManyRunning();
  }),
});
