import "server-only";
import { randomBytes } from "node:crypto";
import { decodeFormText } from "../http/form.ts";
import { answer } from "../practice/answer.ts";
import { PRACTICE_CLIENTS, type PracticeClient } from "../practice/client.ts";
import type { PracticeRequest } from "../practice/parameters.ts";
import type { PracticeReply, Truth } from "../practice/reply.ts";
import {
  EMPTY_STATE,
  type FreshIds,
  findFamily,
  findFamilyIds,
  issueFamily,
  keepFamily,
  type TokenFamily,
} from "../practice/state.ts";
import { decodeBytes } from "../text/bytes.ts";
import { PracticeFamilies } from "./practice-families.ts";
import { sharedMemory } from "./redis.ts";

/** One place for all bundles of the process: routes and pages are built apart, and the development server rebuilds them. */
const place = globalThis as typeof globalThis & { regrantPractice?: PracticeFamilies };

function store(): PracticeFamilies {
  place.regrantPractice ??= new PracticeFamilies(sharedMemory(), EMPTY_STATE);
  return place.regrantPractice;
}

function word(bytes: number): string {
  return randomBytes(bytes).toString("base64url");
}

function freshIds(): FreshIds {
  return { family: word(9), accessToken: word(18), refreshToken: word(18) };
}

/** Made when they are asked for: nearly every answer to a caught request is a refusal and needs none. */
const IDS_ON_DEMAND: FreshIds = {
  get family() {
    return word(9);
  },
  get accessToken() {
    return word(18);
  },
  get refreshToken() {
    return word(18);
  },
};

/** A request names one family; more is somebody's game, and each costs a look-up. */
const MOST_NAMED = 3;

function familyIdsIn({ query, body }: PracticeRequest): string[] {
  const text = `${query}&${decodeBytes(body)}`;
  return findFamilyIds(`${text}&${decodeFormText(text)}`).slice(0, MOST_NAMED);
}

/** Another instance may be faster with the same token; whoever comes second is answered by what the first one made of it. */
const MOST_TRIES = 3;

/** Answers a POST to the practice token endpoint and keeps the state. The truth stays behind. */
export async function answerPractice(request: PracticeRequest): Promise<PracticeReply> {
  const families = store();
  const ids = families.isShared ? familyIdsIn(request) : [];
  for (let tries = 1; ; tries++) {
    await families.pull(ids, Date.now());
    const before = families.state;
    const { reply, state } = answer(request, before, Date.now(), IDS_ON_DEMAND);
    if (state === before) return reply;
    families.state = state;
    if (!families.isShared) return reply;
    const changed = ids.flatMap((id) => {
      const family = state.families.get(id);
      return family && family !== before.families.get(id) ? [family] : [];
    });
    if ((await families.save(...changed)) !== "late" || tries === MOST_TRIES) return reply;
  }
}

/** The private reason of the answer that this request would get now; it uses nothing up. */
export async function explainPractice(request: PracticeRequest): Promise<Truth> {
  const families = store();
  await families.pull(familyIdsIn(request), Date.now());
  return answer(request, families.state, Date.now(), IDS_ON_DEMAND).truth;
}

export interface IssuedFamily {
  readonly client: PracticeClient;
  readonly family: TokenFamily;
}

/** A new token family for each client that may refresh, so that nobody's refresh uses up another's token. */
export function issuePracticeTokens(): Promise<IssuedFamily[]> {
  return issue(PRACTICE_CLIENTS.filter(({ mayRefresh }) => mayRefresh));
}

/** A refresh token of a new family for this client. */
export async function issuePracticeToken(client: PracticeClient): Promise<string> {
  const [issued] = await issue([client]);
  return issued?.family.current ?? "";
}

async function issue(clients: readonly PracticeClient[]): Promise<IssuedFamily[]> {
  const families = store();
  const now = Date.now();
  const issued = clients.map((client) => ({ client, family: issueFamily(client, freshIds(), now) }));
  for (const { family } of issued) families.state = keepFamily(families.state, family, now);
  await families.save(...issued.map(({ family }) => family));
  return issued;
}

/** Forgets the families of these refresh tokens; of all there are if none are given. */
export async function forgetPracticeTokens(tokens: readonly string[] | undefined): Promise<void> {
  const families = store();
  if (!tokens) return families.forgetAll();
  await families.pull(tokens.flatMap(findFamilyIds), Date.now());
  const named = tokens.flatMap((token) => {
    const family = findFamily(families.state, token);
    return family && (family.current === token || family.rotated.includes(token)) ? [family] : [];
  });
  await families.forget([...new Set(named)]);
}
