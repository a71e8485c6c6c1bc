import { phaseOf, replyOf } from "../rules/conclusion.ts";
import type { Evidence } from "../rules/evidence.ts";
import type { Finding } from "../rules/finding.ts";
import { subjectOf } from "./rank.ts";

export const JUDGEMENTS = ["right", "wrong", "unknown"] as const;
export type Judgement = (typeof JUDGEMENTS)[number];

/** What the answer to a made-up refresh token shows of the rest of the request. */
export interface Verdict {
  /** The request as a form: its parameters were read. */
  readonly format: Judgement;
  /** The client's credentials and their place. */
  readonly client: Judgement;
  /** The address: a token endpoint answered. */
  readonly endpoint: Judgement;
}

const verdict = (format: Judgement, client: Judgement, endpoint: Judgement): Verdict => ({ format, client, endpoint });

/**
 * The verdict of a probe, in the dialect of the provider at hand. A server looks at the form, then at the client, then at the
 * token (RFC 6749 section 5.2): one that refuses the made-up token has taken all before it. Silent where it is not sure.
 */
export function toVerdict(evidence: Evidence): Verdict {
  const { reply, failure, proxy } = evidence;
  const read = replyOf(evidence);
  if (!reply || !read || reply.status === 0) {
    const isNowhere = !proxy && (failure?.kind === "dns" || failure?.kind === "refused");
    return verdict("unknown", "unknown", isNowhere ? "wrong" : "unknown");
  }
  const { status } = reply;
  if (status === 429 || status >= 500) return verdict("unknown", "unknown", read.error === null ? "unknown" : "right");
  const phase = phaseOf(evidence);
  if (phase === "grant") return verdict("right", "right", "right");
  if (phase === "client") return verdict("right", "wrong", "right");
  if (phase === "form") return verdict("wrong", "unknown", "right");
  if (read.error !== null && read.kind === "oauth-error") return verdict("unknown", "unknown", "right");
  const isElsewhere = [404, 405, 410].includes(status) || (status >= 300 && status < 400) || read.kind === "html";
  return verdict("unknown", "unknown", isElsewhere && status !== 403 ? "wrong" : "unknown");
}

/** Findings on a probe: what they say of the token is left out, since that one was made up. */
export function withoutToken(findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => subjectOf(finding) !== "token");
}

/** Why a row of variations is the last that may be sent; null where more may follow. */
export type Stop = "rate-limited" | "locked-out" | "unreachable";

const LIMITED = /\btoo many (?:requests|calls)\b|\brate.?limit/i;
const LOCKED =
  /\block(?:ed)?[ -]?out\b|\b(?:is|been|temporarily|account|client) (?:locked|blocked|suspended)\b|\btoo many (?:failed |invalid )?attempts\b/i;

/** Whether the server's answer says that another request would do harm, or could not arrive. */
export function findStop(evidence: Evidence, findings: readonly Finding[]): Stop | null {
  const { reply, failure } = evidence;
  const words = replyOf(evidence)?.words.slice(0, 4_000) ?? "";
  if (reply?.status === 429 || LIMITED.test(words) || findings.some(({ rule }) => rule === "rate-limited")) {
    return "rate-limited";
  }
  if (reply?.status === 423 || LOCKED.test(words)) return "locked-out";
  const isUnreachable = ["dns", "refused", "blocked", "tls", "timeout"].includes(failure?.kind ?? "");
  return isUnreachable && !reply ? "unreachable" : null;
}

/** One row of a variations matrix, as far as the choice needs it. */
export interface Row {
  readonly id: string;
  readonly label: string;
  readonly verdict: Verdict;
}

export interface Choice {
  /** The row to use; null where none came as far as the token. */
  readonly use: string | null;
  readonly why: string;
}

/** The row to use: the first that came as far as the token, the request as given before all others. */
export function chooseRow(rows: readonly Row[]): Choice {
  const working = rows.filter(({ verdict: { format, client, endpoint } }) =>
    [format, client, endpoint].every((each) => each === "right"),
  );
  const [best] = working;
  if (best) {
    const others = working.length - 1;
    const also = others === 0 ? "" : ` ${others === 1 ? "One other does" : `${others} others do`} as well.`;
    const what = best.id === rows[0]?.id ? "The request as given" : `“${best.label}”`;
    return { use: best.id, why: `${what} came as far as the token: format, client and endpoint are right.${also}` };
  }
  if (rows.length > 0 && rows.every(({ verdict: { client } }) => client === "wrong")) {
    return { use: null, why: "The server refuses this client in every form: the values themselves are wrong." };
  }
  return { use: null, why: "No variation came as far as the token." };
}
