import "server-only";
import { randomBytes } from "node:crypto";
import { answer } from "../practice/answer.ts";
import { PRACTICE_CLIENTS, type PracticeClient } from "../practice/client.ts";
import type { PracticeRequest } from "../practice/parameters.ts";
import type { PracticeReply } from "../practice/reply.ts";
import {
  EMPTY_STATE,
  type FreshIds,
  findFamily,
  issueFamily,
  keepFamily,
  type PracticeState,
  type TokenFamily,
} from "../practice/state.ts";

/** One place for all bundles of the process: routes and pages are built apart, and the development server rebuilds them. */
const place = globalThis as typeof globalThis & { regrantPractice?: { state: PracticeState } };

function store(): { state: PracticeState } {
  place.regrantPractice ??= { state: EMPTY_STATE };
  return place.regrantPractice;
}

function freshIds(): FreshIds {
  const word = (bytes: number) => randomBytes(bytes).toString("base64url");
  return { family: word(9), accessToken: word(18), refreshToken: word(18) };
}

/** Answers a POST to the practice token endpoint and keeps the state. The truth stays behind. */
export function answerPractice(request: PracticeRequest): PracticeReply {
  const held = store();
  const { reply, state } = answer(request, held.state, Date.now(), freshIds());
  held.state = state;
  return reply;
}

/** A new token family for each client that may refresh, so that nobody's refresh uses up another's token. */
export function issuePracticeTokens(): { client: PracticeClient; family: TokenFamily }[] {
  const held = store();
  const now = Date.now();
  return PRACTICE_CLIENTS.filter(({ mayRefresh }) => mayRefresh).map((client) => {
    const family = issueFamily(client, freshIds(), now);
    held.state = keepFamily(held.state, family, now);
    return { client, family };
  });
}

/** Forgets the families of these refresh tokens; of all there are if none are given. */
export function forgetPracticeTokens(tokens: readonly string[] | undefined): void {
  const held = store();
  if (!tokens) {
    held.state = EMPTY_STATE;
    return;
  }
  const families = new Map(held.state.families);
  for (const token of tokens) {
    const family = findFamily(held.state, token);
    if (family && (family.current === token || family.rotated.includes(token))) families.delete(family.id);
  }
  held.state = { families };
}
