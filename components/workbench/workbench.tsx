"use client";

import { useCallback, useEffect, useMemo, useState } from "react";
import type { Mark } from "../editor/paint.ts";
import { type Sent, tokensOf } from "../exchange/sent.ts";
import { Icon } from "../ui/icon.tsx";
import { say } from "../ui/say.ts";
import { ProbeButtons, SendButton, SendNote, Trust } from "./actions.tsx";
import type { Diagnosis } from "./engine.ts";
import { checkFields, findHost, toRefreshRequest } from "./fields.ts";
import { useSendKeys } from "./page-events.ts";
import type { PracticeTarget } from "./practice.ts";
import { useProviders } from "./provider-select.tsx";
import { RequestSide } from "./request-side.tsx";
import { toResend, withNewToken, withNonce } from "./resend.ts";
import { ResultSide } from "./result-side.tsx";
import { speaksOfExchange, toWords } from "./speak.ts";
import type { Draft } from "./state.ts";
import { Toast } from "./toast.tsx";
import { useChanges } from "./use-changes.ts";
import { useCommands } from "./use-commands.ts";
import { useDiagnosis, useEngine } from "./use-diagnosis.ts";
import { useFilling, useHostOfValues } from "./use-filling.ts";
import { useOrders } from "./use-orders.ts";
import { usePlace } from "./use-place.ts";
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
  const { pending, sent, granted } = sender.state;
  const home = findHost(practice.origin) ?? "";
  const demoSecrets = useMemo(() => [practice.clientSecret, practice.refreshToken], [practice]);

  const problems = useMemo(() => checkFields(fields), [fields]);
  const isWholeForm = !problems.some(({ severity }) => severity === "error");
  const request = draft.view === "form" ? (isWholeForm ? toRefreshRequest(fields) : null) : diagnosed.request;
  const orders = useOrders({ draft, dispatch, sender, practice, home, demoSecrets, problems, diagnosed, filling });
  const place = usePlace(state, dispatch);
  const { leaveDraft } = place;
  const changes = useChanges({ draft, dispatch, practice, home, demoSecrets, providers, diagnosed, leaveDraft });
  const { ask, isTried, toUse } = orders;

  useSendKeys(pending !== null, sender.cancel);
  const isExchange = speaksOfExchange(state, sender.state);
  const words = toWords({ state, sending: sender.state, diagnosis, problems, providers, home });
  useEffect(() => {
    if (sent) say(`Answered: ${sent.exchange.response?.status ?? sent.exchange.failure?.kind}.`);
  }, [sent]);

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
  const onFix = isExchange || isReading ? undefined : changes.applyFixes;
  const findings = isExchange ? (sent?.exchange.findings ?? []) : (diagnosis?.findings ?? []);
  useCommands({
    state,
    dispatch,
    isPending: pending !== null,
    onCancel: sender.cancel,
    onAsk: orders.askWithout,
    findings,
    onFix,
    request,
    onTab: place.openTab,
    onView: changes.changeView,
    onExample: changes.loadExample,
    onPractice: changes.loadPractice,
    onClear: changes.clear,
  });
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
        onView={changes.changeView}
        onEndpointCommit={orders.bind}
        onExample={changes.loadExample}
        onPractice={changes.loadPractice}
        onFill={changes.fillFrom}
        onPick={changes.pickEntry}
        onClear={changes.clear}
        onSubmit={orders.submit}
        sendButton={
          <>
            <SendButton pending={pending} onCancel={sender.cancel} />
            <ProbeButtons isBusy={pending !== null} onAsk={orders.askWithout} />
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
        findings={findings}
        cleared={cleared}
        text={draft.view === "paste" ? draft.text : ""}
        onFix={onFix}
        sending={sender.state}
        onCancel={sender.cancel}
        onRecover={sender.recover}
        onNonce={(nonce) => sent && orders.resend(withNonce(sent, nonce), true)}
        onUseToken={(refreshToken) => granted && orders.resend(withNewToken(granted, refreshToken), false)}
        onAgain={(again) => orders.resend(toResend(again), again.isSent)}
        onRevoked={sender.noteRevoked}
        usesNewToken={draft.view === "form" && fields.refreshToken === tokens?.refreshToken}
        tab={state.tab}
        onTab={place.openTab}
        diagnosis={diagnosis}
        pointed={pointed}
        onPoint={setPointed}
        request={request}
        filling={filling}
        probe={ask && { ask, host: findHost(ask.request.tokenEndpoint) ?? "", toUse, onClose: orders.closeAsk }}
        reported={{ draft, sent: isExchange ? sent : null }}
      />
      <Toast
        message={state.toast}
        onUndo={
          state.toast !== null && state.toast === state.past.at(-1)?.what ? () => dispatch({ type: "undo" }) : undefined
        }
        onClose={useCallback(() => dispatch({ type: "toast", toast: null }), [dispatch])}
      />
    </main>
  );
}

/** What was right is worth knowing where the refresh did not work. */
function wasRefused(sent: Sent): boolean {
  return tokensOf(sent) === undefined;
}

/** The places in the text of the piece that is pointed at in the readings. */
function toPointedMarks(diagnosis: Diagnosis | null, piece: string | null): Mark[] {
  if (!diagnosis || piece === null) return [];
  const cells = diagnosis.readings.lanes.find(({ name }) => name === "typed")?.cells ?? [];
  return cells
    .filter((cell) => cell.piece === piece)
    .flatMap(({ spans }) => spans.map((span) => ({ ...span, className: "hot" })));
}
