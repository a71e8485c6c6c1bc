import type { z } from "zod";
import { PRACTICE_CLIENTS } from "../../../lib/practice/client.ts";
import { issuePracticeTokens } from "../../../lib/server/practice-store.ts";
import type { practiceReply } from "./schema.ts";

export type PracticeView = z.infer<typeof practiceReply>;

/** What the practice server offers, with live tokens made for this view alone. */
export async function viewPractice(): Promise<PracticeView> {
  const issued = await issuePracticeTokens();
  return {
    clients: PRACTICE_CLIENTS.map(({ id, secret, auth, scope, about }) => ({
      clientId: id,
      clientSecret: secret,
      clientAuth: [...auth],
      scope,
      about,
    })),
    tokens: issued.map(({ client, family }) => ({
      clientId: client.id,
      refreshToken: family.current,
      scope: family.scope,
      expiresAt: new Date(family.expiresAt).toISOString(),
    })),
    dialects: [
      { id: "rfc", path: "/practice/token", about: "As RFC 6749 asks" },
      { id: "keap", path: "/practice/token?dialect=keap", about: "The replies of Keap's token endpoint" },
      {
        id: "lenient",
        path: "/practice/token?dialect=lenient",
        about: "Forgiving: JSON, parameters in the URL, the client twice, Basic without form encoding",
      },
    ],
  };
}
