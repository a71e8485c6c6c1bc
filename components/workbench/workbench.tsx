"use client";

import { useCallback, useEffect, useMemo, useState } from "react";
import type { NamedUnknown } from "../../lib/diagnose/unknowns.ts";
import type { RefreshRequest } from "../../lib/oauth/refresh-request.ts";
import type { Fix } from "../../lib/rules/finding.ts";
import type { Mark } from "../editor/paint.ts";
import { type Sent, tokensOf } from "../exchange/sent.ts";
import type { ProbeAsk } from "../probe/probe-client.ts";
import { findUnfilled, unknownFieldId } from "../readings/filled-values.ts";

import { useCaseLink } from "../report/use-case-link.ts";

import { Icon } from "../ui/icon.tsx";
import { say } from "../ui/say.ts";
import type { VerdictWords } from "../verdict/verdict.tsx";
import { wordsForExchange, wordsForForm, wordsForText } from "../verdict/words.ts";
import { ProbeButtons, SendButton, SendNote, Trust } from "./actions.tsx";
import { toSendOptions } from "./client-material.ts";
import type { Diagnosis } from "./engine.ts";
import { type ExampleId, findExample } from "./examples.ts";
import { checkFields, EMPTY_FIELDS, type Fields, findHost, isSendable, toFields, toRefreshRequest } from "./fields.ts";
import { usePasteAnywhere, useSendKeys } from "./page-events.ts";
import { fetchPracticeToken, type PracticeTarget, toPracticeFields } from "./practice.ts";
import { useProviders } from "./provider-select.tsx";
import { RequestSide } from "./request-side.tsx";
import { ResultSide } from "./result-side.tsx";
import type { Draft, ShellChoice, View } from "./state.ts";
import { Toast } from "./toast.tsx";
import { useDiagnosis, useEngine } from "./use-diagnosis.ts";
import { useFilling, useHostOfValues } from "./use-filling.ts";
import { useWorkbench } from "./use-workbench.ts";

export interface WorkbenchProps {
  readonly practice: PracticeTarget;
  readonly draft: Draft;
  /** The verdict on the draft's text, made by the server so that it stands in the HTML. */
  readonly diagnosis: Diagnosis;
  /** True where the address names an example or a view: what this tab kept then stays aside. */
  readonly isAsked: boolean;
}

/** The workbench: one request on the left, what is wrong with it and what it does on the right. */
export function Workbench({ practice, draft: first, diagnosis: firstDiagnosis, isAsked }: WorkbenchProps) {
  const [state, dispatch, sender] = useWorkbench(first, isAsked);
  const { draft } = state;
  const { fields } = draft;
  const engine = useEngine();
  const providers = useProviders();
  const given = useMemo(() => ({ draft: first, diagnosis: firstDiagnosis }), [first, firstDiagnosis]);
  const filling = useFilling(draft);
  const diagnosed = useDiagnosis(engine, draft, given, filling.values);
  const { diagnosis, isReading } = diagnosed;
  useHostOfValues(diagnosis?.writtenHost, filling);
  const [pointed, setPointed] = useState<string | null>(null);
  const [isTried, setTried] = useState(false);
  const [ask, setAsk] = useState<ProbeAsk | null>(null);
  const { pending, sent, granted, trouble } = sender.state;
  const home = findHost(practice.origin) ?? "";
  const demoSecrets = useMemo(() => [practice.clientSecret, practice.refreshToken], [practice]);

  const problems = useMemo(() => checkFields(fields), [fields]);
  const isWholeForm = !problems.some(({ severity }) => severity === "error");
  const request = draft.view === "form" ? (isWholeForm ? toRefreshRequest(fields) : null) : diagnosed.request;
  const bind = useCallback(() => dispatch({ type: "bind", home, demoSecrets }), [dispatch, home, demoSecrets]);

  const start = useCallback(
    (fieldsToSend: typeof fields, provider: string) => {
      dispatch({ type: "shows", shows: "exchange" });
      dispatch({ type: "tab", tab: "exchange" });
      sender.send(toRefreshRequest(fieldsToSend), provider, toSendOptions(fieldsToSend));
    },
    [dispatch, sender],
  );

  async function submit(): Promise<void> {
    if (pending) return;
    setTried(true);
    const order = draft.view === "paste" ? await takeText(true) : takeForm(true);
    if (order) start(order.fields, order.provider);
  }

  async function askWithout(kind: ProbeAsk["kind"]): Promise<void> {
    if (pending) return;
    const order = draft.view === "paste" ? await takeText(false) : takeForm(false);
    if (!order) return setTried(true);
    dispatch({ type: "tab", tab: "exchange" });
    const request = toRefreshRequest(order.fields);
    const options = toSendOptions(order.fields);
    setAsk((before) => ({ kind, request, options, provider: order.provider, id: (before?.id ?? 0) + 1 }));
  }

  /** What the form would send; undefined after it was said what is missing. A probe needs no token. */
  function takeForm(needsToken: boolean): Order | undefined {
    const host = findHost(fields.tokenEndpoint);
    bind();
    // A host that is new takes the old one's secrets away: then there is nothing to send yet.
    if (host !== draft.boundHost && draft.boundHost !== undefined && holdsDemo()) return undefined;
    if (isSendable(fields, needsToken)) return { fields, provider: draft.provider };
    focusProblem(problems[0]?.field);
    return undefined;
  }

  function holdsDemo(): boolean {
    return (
      draft.boundHost !== home || demoSecrets.includes(fields.clientSecret) || demoSecrets.includes(fields.refreshToken)
    );
  }

  /** As of the form, for the text. */
  async function takeText(needsToken: boolean): Promise<Order | undefined> {
    if (draft.example) {
      // Each send of the example has a token of its own: the one before is spent.
      const refreshToken = needsToken ? await fetchPracticeToken(practice.clientId) : undefined;
      const own = { ...practice, refreshToken: refreshToken ?? practice.refreshToken };
      return { fields: toPracticeFields(own, "keap"), provider: "keap" };
    }
    if ((!diagnosis || isReading) && draft.text.trim() !== "") {
      dispatch({ type: "toast", toast: "The text is still being read: send it again in a moment." });
      return undefined;
    }
    const asked = await diagnosed.repair();
    const unfilled = asked && findUnfilled(diagnosis?.unknowns ?? [], filling.values, asked);
    if (unfilled) {
      askFor(unfilled);
      return undefined;
    }
    const filled = asked ? toFields(asked) : undefined;
    if (filled && isSendable(filled, needsToken)) return { fields: filled, provider: draft.provider };
    dispatch({
      type: "replace",
      draft: { view: "form", ...(filled ? { fields: filled, newer: "equal" } : {}) },
      what: TELL_REST,
    });
    return undefined;
  }

  /** Sent as it is written a variable's name would be taken for its value. */
  function askFor({ name, written }: NamedUnknown): void {
    dispatch({ type: "tab", tab: "readings" });
    dispatch({ type: "toast", toast: `Fill in ${written} first: the text does not tell its value.` });
    requestAnimationFrame(() => document.getElementById(unknownFieldId(name))?.focus());
  }

  async function changeView(view: View): Promise<void> {
    if (view === "form") {
      const asked = draft.example ? null : await diagnosed.repair();
      const found = draft.example ? toPracticeFields(practice, "keap") : asked ? toFields(asked) : undefined;
      dispatch(found ? { type: "view", view, fields: found } : { type: "view", view });
      return;
    }
    import("./as-command.ts").then(
      ({ toCommand }) => {
        const text = toCommand(toRefreshRequest(fields));
        dispatch(text === undefined ? { type: "view", view } : { type: "view", view, text });
      },
      () => dispatch({ type: "view", view }),
    );
  }

  function applyFixes(fixes: readonly Fix[], what: string): void {
    if (draft.view === "paste") {
      dispatch({ type: "edits", edits: fixes.flatMap(({ edits }) => edits), what });
      return;
    }
    const asked = Object.assign({}, toRefreshRequest(fields), ...fixes.map(({ set }) => set ?? {}));
    dispatch({ type: "replace", draft: { fields: toFields(asked), newer: "fields" }, what });
  }

  function loadExample(id: ExampleId): void {
    const example = findExample(id);
    if (!example) return;
    const { text, reply, shell, provider, name } = example;
    const loaded = { view: "paste", text, reply, shell, provider, example: id, newer: "text" } as const;
    dispatch({ type: "replace", draft: loaded, what: `Example: ${name}.` });
  }

  async function loadPractice(): Promise<void> {
    const refreshToken = (await fetchPracticeToken(practice.clientId)) ?? practice.refreshToken;
    const filled = { fields: toPracticeFields({ ...practice, refreshToken }), boundHost: home, provider: "" };
    dispatch({
      type: "replace",
      draft: { view: "form", ...filled, newer: "fields" },
      what: "The practice server, with a live token.",
    });
  }

  function clear(): void {
    const empty: Partial<Draft> =
      draft.view === "paste"
        ? { text: "", reply: "", shell: "auto", provider: "", example: null, newer: "equal" }
        : { fields: EMPTY_FIELDS, provider: "", newer: "fields", boundHost: undefined };
    dispatch({ type: "replace", draft: empty, what: "Cleared." });
    document.getElementById(draft.view === "paste" ? "command" : "tokenEndpoint")?.focus();
  }

  /** Takes a variant over; undefined where the form cannot hold it. */
  function toUse(refresh: RefreshRequest, label: string): (() => void) | undefined {
    const filled = toFields(refresh);
    if (!isSendable(filled, false)) return undefined;
    const change = {
      view: "form",
      fields: filled,
      newer: "fields",
      boundHost: findHost(filled.tokenEndpoint),
    } as const;
    const provider = ask?.provider ?? draft.provider;
    return () => dispatch({ type: "replace", draft: { ...change, provider }, what: `In the form: ${label}.` });
  }

  /** The send of before, with the nonce that the server gave and the key that was made for it. */
  function answerNonce({ request, provider, exchange }: Sent, dpopNonce: string): void {
    const { timeout, caCertificate } = fields;
    const made = exchange.dpop?.key;
    const asked = { ...toFields(request), timeout, caCertificate, dpopNonce };
    const filled = made ? { ...asked, dpopKey: JSON.stringify(made) } : asked;
    const boundHost = findHost(filled.tokenEndpoint);
    const change = { view: "form", fields: filled, provider, newer: "fields", boundHost } as const;
    dispatch({ type: "replace", draft: change, what: "The server’s nonce and the DPoP key are in the form." });
    start(filled, provider);
  }

  function reuseToken(from: Sent, refreshToken: string): void {
    const made = from.exchange.dpop?.key;
    const asked = { ...toFields(from.request), refreshToken };
    // A token that is bound to a key is of use with that key alone.
    const filled = made ? { ...asked, dpopKey: JSON.stringify(made) } : asked;
    const boundHost = findHost(filled.tokenEndpoint);
    const change = { view: "form", fields: filled, provider: from.provider, newer: "fields", boundHost } as const;
    dispatch({ type: "replace", draft: change, what: "The new refresh token is in the form." });
  }

  useSendKeys(pending !== null, sender.cancel);
  usePasteAnywhere(
    useCallback((text: string) => dispatch({ type: "replace", draft: toPasted(text), what: "Pasted." }), [dispatch]),
  );

  useCaseLink((one) => {
    if (!one) return dispatch({ type: "toast", toast: "The link holds no case that can be read." });
    const opened = { ...toPasted(one.text), reply: one.reply, shell: toShell(one.shell), provider: one.provider };
    dispatch({ type: "replace", draft: opened, what: "Opened from a link. Nothing was sent." });
  });

  const isExchange = state.shows === "exchange" && (sent !== null || trouble !== null || pending !== null);
  const words = toWords();
  useEffect(() => {
    if (sent) say(`Answered: ${sent.exchange.response?.status ?? sent.exchange.failure?.kind}.`);
  }, [sent]);

  function toWords(): VerdictWords {
    if (isExchange && pending) {
      const host = findHost(pending.request.tokenEndpoint) ?? "the endpoint";
      return {
        tone: "info",
        title: `Sending to ${host} …`,
        evidence: "One request, once. Nothing is tried again by itself.",
      };
    }
    if (isExchange && trouble)
      return { tone: "error", title: "The send came to no answer.", evidence: trouble.message };
    if (isExchange && sent) return wordsForExchange(sent, nameOf(sent));
    if (draft.view === "paste") return wordsForText(draft.text, diagnosis);
    return wordsForForm(fields.tokenEndpoint, problems, diagnosis);
  }

  function nameOf({ request: { tokenEndpoint }, provider }: Sent): string | null {
    if (findHost(tokenEndpoint) === home) return "The practice server";
    return providers.find(({ id }) => id === provider)?.name ?? null;
  }

  const cleared = useMemo(
    () =>
      isExchange && sent
        ? wasRefused(sent)
          ? (engine?.clearedBy(sent.exchange, sent.request, sent.provider) ?? [])
          : []
        : (diagnosis?.cleared ?? []),
    [isExchange, sent, engine, diagnosis],
  );
  const tokens = granted && tokensOf(granted);
  const isSpent = tokens?.rotated === true && fields.refreshToken === tokens.spent;
  const pointedMarks = useMemo(() => toPointedMarks(diagnosis, pointed), [diagnosis, pointed]);
  const shownProblems = isTried ? problems : problems.filter(({ field }) => fields[field as "clientId"] !== "");
  const target =
    draft.view === "paste" && draft.example ? home : (findHost(request?.tokenEndpoint ?? fields.tokenEndpoint) ?? "…");

  return (
    <main className="bench">
      <RequestSide
        state={state}
        dispatch={dispatch}
        diagnosis={diagnosis}
        problems={shownProblems}
        providers={providers}
        pointed={pointedMarks}
        tokenHint={
          isSpent
            ? `Dead since ${new Date(tokens.receivedAt).toLocaleTimeString()}: it was sent, and rotated.`
            : undefined
        }
        onView={changeView}
        onEndpointCommit={bind}
        onExample={loadExample}
        onPractice={loadPractice}
        onClear={clear}
        onSubmit={submit}
        sendButton={
          <>
            <SendButton pending={pending} onCancel={sender.cancel} />
            <ProbeButtons isBusy={pending !== null} onAsk={askWithout} />
          </>
        }
        about={
          <>
            <SendNote
              draft={draft}
              home={home}
              target={target}
              rotates={diagnosis?.rotates ?? null}
              providerName={diagnosis?.providerName ?? null}
            />
            <Trust target={target} />
          </>
        }
        jump={
          <a className="jump" href="#verdict">
            <span className={`s-${words.tone}`}>
              <Icon name={words.tone} />
            </span>
            <span>{words.title}</span>
            <Icon name="down" />
          </a>
        }
      />
      <ResultSide
        words={words}
        findings={isExchange ? (sent?.exchange.findings ?? []) : (diagnosis?.findings ?? [])}
        cleared={cleared}
        text={draft.view === "paste" ? draft.text : ""}
        onFix={isExchange || isReading ? undefined : applyFixes}
        sending={sender.state}
        onCancel={sender.cancel}
        onRecover={sender.recover}
        onNonce={(nonce) => sent && answerNonce(sent, nonce)}
        onUseToken={(refreshToken) => granted && reuseToken(granted, refreshToken)}
        usesNewToken={draft.view === "form" && fields.refreshToken === tokens?.refreshToken}
        tab={state.tab}
        onTab={(tab) => dispatch({ type: "tab", tab })}
        diagnosis={diagnosis}
        pointed={pointed}
        onPoint={setPointed}
        request={request}
        filling={filling}
        probe={ask && { ask, host: findHost(ask.request.tokenEndpoint) ?? "", toUse, onClose: () => setAsk(null) }}
        reported={{ draft, sent: isExchange ? sent : null }}
      />
      <Toast
        message={state.toast}
        onUndo={state.past.length > 0 ? () => dispatch({ type: "undo" }) : undefined}
        onClose={useCallback(() => dispatch({ type: "toast", toast: null }), [dispatch])}
      />
    </main>
  );
}

/** What was right is worth knowing where the refresh did not work. */
function wasRefused(sent: Sent): boolean {
  return tokensOf(sent) === undefined;
}

interface Order {
  readonly fields: Fields;
  readonly provider: string;
}

const TELL_REST = "The text does not tell all of it: fill in the rest.";

function focusProblem(field: string | undefined): void {
  const element = field && (document.getElementById(field) ?? document.getElementById(`${field}-name`));
  if (element) element.focus();
}

function toPasted(text: string): Partial<Draft> {
  return { view: "paste", text, reply: "", shell: "auto", provider: "", example: null, newer: "text" };
}

const SHELLS: readonly ShellChoice[] = ["auto", "posix", "cmd", "powershell", "pwsh"];

function toShell(name: string): ShellChoice {
  return SHELLS.find((shell) => shell === name) ?? "auto";
}

/** The places in the text of the piece that is pointed at in the readings. */
function toPointedMarks(diagnosis: Diagnosis | null, piece: string | null): Mark[] {
  if (!diagnosis || piece === null) return [];
  const cells = diagnosis.readings.lanes.find(({ name }) => name === "typed")?.cells ?? [];
  return cells
    .filter((cell) => cell.piece === piece)
    .flatMap(({ spans }) => spans.map((span) => ({ ...span, className: "hot" })));
}
