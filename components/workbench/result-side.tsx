"use client";

import { lazy, type ReactNode, Suspense, useMemo } from "react";
import type { RefreshRequest } from "../../lib/oauth/refresh-request.ts";
import type { Cleared, Finding, Fix } from "../../lib/rules/finding.ts";
import { maskText } from "../editor/secrets.ts";
import { LiveWaterfall } from "../exchange/live-waterfall.tsx";
import type { Again } from "../exchange/send-again.tsx";
import { type Sent, STAGE_NAMES, secretsOf, tokensOf } from "../exchange/sent.ts";
import { useNow } from "../exchange/use-now.ts";
import type { PendingSend, SendState } from "../exchange/use-send.ts";
import type { ProbePanelProps } from "../probe/probe-panel.tsx";
import { Icon } from "../ui/icon.tsx";
import { useIsLive } from "../ui/use-is-live.ts";
import { ClearedList, Findings } from "../verdict/findings.tsx";
import { useFindingLink } from "../verdict/use-finding-link.ts";
import { Verdict, type VerdictWords } from "../verdict/verdict.tsx";
import { formatSeconds } from "./actions.tsx";
import type { Diagnosis } from "./engine.ts";

import { type Filling, ReadingsView } from "./readings-view.tsx";

import type { Draft, Tab } from "./state.ts";

import { Tabs } from "./tabs.tsx";

// What the first paint does not need comes after it.
const ExchangePanel = lazy(() =>
  import("../exchange/exchange-panel.tsx").then(({ ExchangePanel }) => ({ default: ExchangePanel })),
);
const HistoryPanel = lazy(() =>
  import("../exchange/history-panel.tsx").then(({ HistoryPanel }) => ({ default: HistoryPanel })),
);
const ProbePanel = lazy(() => import("../probe/probe-panel.tsx").then(({ ProbePanel }) => ({ default: ProbePanel })));
const TokenCalls = lazy(() => import("../around/token-calls.tsx").then(({ TokenCalls }) => ({ default: TokenCalls })));
const TokensPanel = lazy(() =>
  import("../exchange/tokens-panel.tsx").then(({ TokensPanel }) => ({ default: TokensPanel })),
);
const SnippetsPanel = lazy(() =>
  import("../snippets/snippets-panel.tsx").then(({ SnippetsPanel }) => ({ default: SnippetsPanel })),
);
const ReportPanel = lazy(() =>
  import("../report/report-panel.tsx").then(({ ReportPanel }) => ({ default: ReportPanel })),
);

export interface ResultSideProps {
  readonly words: VerdictWords;
  readonly findings: readonly Finding[];
  readonly cleared: readonly Cleared[];
  readonly text: string;
  readonly onFix: ((fixes: readonly Fix[], what: string) => void) | undefined;
  readonly sending: SendState;
  readonly onCancel: () => void;
  readonly onRecover: (pending: PendingSend) => void;
  readonly onNonce: (nonce: string) => void;
  readonly onUseToken: (refreshToken: string) => void;
  readonly onAgain: (again: Again) => void;
  readonly onRevoked: (token: string) => void;
  readonly usesNewToken: boolean;
  readonly tab: Tab;
  readonly onTab: (tab: Tab, isWalk?: boolean) => void;
  readonly diagnosis: Diagnosis | null;
  readonly pointed: string | null;
  readonly onPoint: (piece: string | null) => void;
  /** What the snippets say; null where the draft gives no request. */
  readonly request: RefreshRequest | null;
  readonly filling: Filling;
  /** The question with a made-up token that was asked last; null for none. */
  readonly probe: ProbePanelProps | null;
  /** What the report is made of: the draft, or the exchange if that is what the verdict speaks of. */
  readonly reported: { readonly draft: Draft; readonly sent: Sent | null };
}

/** The right side: the verdict, what it rests on, the tokens, and the evidence in tabs. */
export function ResultSide(props: ResultSideProps) {
  const { sending, findings, cleared } = props;
  const { pending, sent, granted, trouble } = sending;
  const isLive = useIsLive();
  useFindingLink();
  const tokens = granted && tokensOf(granted);
  const secrets = useMemo(
    () => [...(props.diagnosis?.secrets ?? []), ...(sent ? secretsOf(sent) : [])],
    [props.diagnosis, sent],
  );
  return (
    <section className="res" aria-label="The diagnosis">
      <Verdict words={{ ...props.words, evidence: maskText(props.words.evidence, secrets) }}>
        {trouble?.lost && !pending && (
          <div className="acts">
            <button type="button" className="btn sm" onClick={() => props.onRecover(trouble.pending)}>
              Ask for the held answer
            </button>
          </div>
        )}
      </Verdict>
      {pending ? (
        <Waiting sending={sending} pending={pending} onCancel={props.onCancel} />
      ) : (
        (findings.length > 0 || cleared.length > 0) && (
          <div className={cleared.length > 0 && findings.length > 0 ? "split" : undefined}>
            {findings.length > 0 && (
              <Findings isPage findings={findings} text={props.text} secrets={secrets} onFix={props.onFix} />
            )}
            <ClearedList cleared={cleared} isWide={findings.length === 0} />
          </div>
        )
      )}
      {tokens && isLive && (
        <Later>
          <TokensPanel
            tokens={tokens}
            isDoubted={isReused(sending)}
            usesNew={props.usesNewToken}
            onUse={props.onUseToken}
          />
          <TokenCalls key={granted.exchange.id} granted={granted} onRevoked={props.onRevoked} />
        </Later>
      )}
      <Tabs tab={props.tab} onTab={props.onTab}>
        {props.probe && (
          // Hidden beside other tabs, not gone: it may still be running.
          <div hidden={props.tab !== "exchange"}>
            <Later>
              <ProbePanel key={props.probe.ask.id} {...props.probe} />
            </Later>
          </div>
        )}
        <Later>
          {props.tab === "readings" && isLive && (
            <ReadingsView
              diagnosis={props.diagnosis}
              text={props.text}
              filling={props.filling}
              pointed={props.pointed}
              onPoint={props.onPoint}
            />
          )}
          {props.tab === "exchange" && sent && isLive && (
            <HistoryPanel
              history={sending.history}
              revocations={sending.revocations}
              isBusy={pending !== null}
              onAgain={props.onAgain}
            />
          )}
          {props.tab === "exchange" && (
            <ExchangeTab
              sent={sent}
              isPending={pending !== null}
              isAsking={props.probe !== null}
              onNonce={props.onNonce}
            />
          )}
          {props.tab === "snippets" && <SnippetsTab request={props.request} />}
          {props.tab === "report" && isLive && <ReportPanel {...props.reported} />}
        </Later>
      </Tabs>
    </section>
  );
}

/** True if the token that was rotated away has been sent once more. */
function isReused({ sent, granted }: SendState): boolean {
  if (!sent || !granted || sent.exchange.id === granted.exchange.id) return false;
  return sent.exchange.response !== null && sent.request.refreshToken === granted.request.refreshToken;
}

function Later({ children }: { children: ReactNode }) {
  return <Suspense fallback={null}>{children}</Suspense>;
}

function ExchangeTab({
  sent,
  isPending,
  isAsking,
  onNonce,
}: {
  sent: Sent | null;
  isPending: boolean;
  isAsking: boolean;
  onNonce: (nonce: string) => void;
}) {
  if (sent)
    return (
      <ExchangePanel exchange={sent.exchange} secrets={secretsOf(sent)} onNonce={isPending ? undefined : onNonce} />
    );
  if (isAsking) return null;
  return (
    <div className="blank">
      <b>{isPending ? "On its way." : "Nothing sent yet."}</b>
      The bytes that go out, what comes back, the time it took and the certificate will stand here.
    </div>
  );
}

function SnippetsTab({ request }: { request: RefreshRequest | null }) {
  if (request) return <SnippetsPanel request={request} />;
  return (
    <div className="blank">
      <b>No request to write down yet.</b>
      Paste a command that can be read, or fill in the form.
    </div>
  );
}

/** What is waited for, with the time running. */
function Waiting({ sending, pending, onCancel }: { sending: SendState; pending: PendingSend; onCancel: () => void }) {
  const elapsed = useNow(true, 100) - pending.startedAt;
  const stage = sending.stages.at(-1)?.stage;
  return (
    <div aria-live="off">
      <LiveWaterfall
        stages={sending.stages}
        elapsedMs={elapsed}
        isHttps={pending.request.tokenEndpoint.startsWith("https:")}
      />
      <div className="kv pt-2">
        <button type="button" className="btn sm" onClick={onCancel}>
          <Icon name="stop" />
          Cancel
        </button>
        <span className="soft">
          {stage ? `Waiting for ${WAITS[stage] ?? STAGE_NAMES[stage]}` : "Handing over"},{" "}
          <code>{formatSeconds(elapsed)}</code>
        </span>
      </div>
    </div>
  );
}

const WAITS: Partial<Record<string, string>> = {
  dns: "the name to resolve",
  connect: "the connection",
  tls: "TLS",
  wait: "the first byte",
  read: "the body",
};
