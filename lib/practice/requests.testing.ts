import { formatBasic } from "../http/basic.ts";
import { formatForm } from "../http/form.ts";
import { encodeBytes } from "../text/bytes.ts";
import { answer, type PracticeAnswer } from "./answer.ts";
import { findClient, type PracticeClient } from "./client.ts";
import type { PracticeRequest } from "./parameters.ts";
import { EMPTY_STATE, issueFamily, keepFamily, type PracticeState } from "./state.ts";

export const NOW = 1_700_000_000_000;
export const FORM = "application/x-www-form-urlencoded";

export function client(id: string): PracticeClient {
  const found = findClient(id);
  if (!found) throw new Error(`no client ${id}`);
  return found;
}

export const plain = client("practice");
export const nasty = client("nasty:app 100%+é");
export const plainFamily = issueFamily(plain, ids("plain"), NOW);
export const nastyFamily = issueFamily(nasty, ids("nasty"), NOW);
export const publicFamily = issueFamily(client("practice-public"), ids("public"), NOW);
export const START = [plainFamily, nastyFamily, publicFamily].reduce(
  (state, family) => keepFamily(state, family, NOW),
  EMPTY_STATE,
);

export function ids(name: string) {
  return { family: name, accessToken: `${name}-access`, refreshToken: `${name}-refresh` };
}

export const basicOf = ({ id, secret }: PracticeClient) => formatBasic(id, secret ?? "", "form");
export const grant = (token: string, more: [string, string][] = []): [string, string][] => [
  ["grant_type", "refresh_token"],
  ["refresh_token", token],
  ...more,
];

let serial = 0;

export interface Sent {
  body?: string | [string, string][];
  auth?: string | null;
  type?: string | null;
  headers?: [string, string][];
  query?: string;
  state?: PracticeState;
  now?: number;
}

/** A request that is right for the plain client but for what is given. */
export function toRequest({
  body = grant(plainFamily.current),
  auth = basicOf(plain),
  type = FORM,
  ...rest
}: Sent): PracticeRequest {
  const headers: [string, string][] = [...(rest.headers ?? [])];
  if (type !== null) headers.push(["Content-Type", type]);
  if (auth !== null) headers.push(["Authorization", auth]);
  return {
    query: rest.query ?? "",
    headers,
    body: encodeBytes(typeof body === "string" ? body : formatForm(body)),
  };
}

export function send(sent: Sent = {}): PracticeAnswer {
  return answer(toRequest(sent), sent.state ?? START, sent.now ?? NOW, ids(`fresh${serial++}`));
}
