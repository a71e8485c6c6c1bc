import { useState } from "react";
import { encodeComponent } from "../../lib/http/form.ts";
import type { ShellName } from "../../lib/shell/reading.ts";
import { say } from "../ui/say.ts";
import { fetchPracticeToken } from "../workbench/practice.ts";

/** What came of sending an exercise, as `/api/practice/try` has it. */
export interface Outcome {
  readonly problem: string | null;
  readonly sent: { readonly base64: string } | null;
  readonly reply: { readonly status: number; readonly raw: { readonly base64: string } } | null;
  readonly accepted: boolean;
  readonly error: string | null;
  readonly refreshToken: string | null;
  readonly truth: { readonly rule: string | null; readonly sentence: string } | null;
}

export type LessonServer = "strict" | "lenient";

export interface Tried {
  readonly server: LessonServer;
  readonly outcome: Outcome;
  /** True if the request was still the broken one. */
  readonly isBroken: boolean;
}

export interface TryState {
  readonly text: string;
  readonly isBusy: boolean;
  readonly tried: Tried | null;
  readonly setText: (text: string) => void;
  readonly send: (server: LessonServer) => Promise<Tried | null>;
  readonly startAgain: () => Promise<void>;
}

interface Exercise {
  readonly text: string;
  readonly token: string;
  readonly shell: ShellName;
  readonly clientId: string;
}

const NO_ANSWER: Outcome = {
  problem: "The server did not answer. Nothing is known of the request.",
  sent: null,
  reply: null,
  accepted: false,
  error: null,
  refreshToken: null,
  truth: null,
};

/** The text of an exercise with its live token, and what came of sending it. */
export function useTry(exercise: Exercise): TryState {
  const [broken, setBroken] = useState({ text: exercise.text, token: exercise.token });
  const [text, setText] = useState(exercise.text);
  const [isBusy, setBusy] = useState(false);
  const [tried, setTried] = useState<Tried | null>(null);

  async function send(server: LessonServer): Promise<Tried | null> {
    if (isBusy) return null;
    setBusy(true);
    const outcome = await post({ text, shell: exercise.shell, server });
    const next = { server, outcome, isBroken: text === broken.text };
    setTried(next);
    setBusy(false);
    say(outcome.accepted ? "Accepted." : "Not accepted.");
    // A client that is given a new refresh token stores it in the place of the old one; so does the exercise.
    if (outcome.accepted && outcome.refreshToken !== null) replaceToken(outcome.refreshToken);
    return next;
  }

  function replaceToken(token: string) {
    setText((now) => withToken(now, broken.token, token));
    setBroken({ text: withToken(broken.text, broken.token, token), token });
  }

  async function startAgain() {
    const token = (await fetchPracticeToken(exercise.clientId)) ?? broken.token;
    const fresh = { text: withToken(broken.text, broken.token, token), token };
    setBroken(fresh);
    setText(fresh.text);
    setTried(null);
    say("The broken request stands there again, with a new token.");
  }

  return { text, isBusy, tried, setText, send, startAgain };
}

/** The text with one token in the place of another, plain or form-encoded. */
export function withToken(text: string, from: string, to: string): string {
  return text.replaceAll(from, to).replaceAll(encodeComponent(from), encodeComponent(to));
}

async function post(body: { text: string; shell: ShellName; server: LessonServer }): Promise<Outcome> {
  try {
    const headers = { "Content-Type": "application/json" };
    const reply = await fetch("/api/practice/try", { method: "POST", headers, body: JSON.stringify(body) });
    if (reply.ok) return (await reply.json()) as Outcome;
    const { detail } = (await reply.json()) as { detail?: string };
    return { ...NO_ANSWER, problem: detail ?? NO_ANSWER.problem };
  } catch {
    return NO_ANSWER;
  }
}
