import { apiRoute, jsonRoute } from "../../../../lib/server/json-route.ts";
import { forgetPracticeTokens } from "../../../../lib/server/practice-store.ts";
import { problem } from "../../../../lib/server/problem.ts";
import { settings } from "../../../../lib/server/settings.ts";
import { resetRequest } from "../schema.ts";
import { viewPractice } from "../view.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute({
  POST: jsonRoute({ body: resetRequest }, async ({ refreshTokens }) => {
    if (!refreshTokens && settings().mode === "public") {
      const errors = [{ path: "refreshTokens", message: "is required: others practise here too" }];
      return problem(400, "In public mode only named tokens can be reset.", { errors });
    }
    await forgetPracticeTokens(refreshTokens);
    return viewPractice();
  }),
});
