"use client";

import { lazy, Suspense, useMemo, useState } from "react";
import { writeSentCurl } from "../../lib/snippets/sent-curl.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { Icon } from "../ui/icon.tsx";
import { ExchangePanel } from "./exchange-panel.tsx";
import type { History } from "./history.ts";
import { wordsForOutcome } from "./history-words.ts";
import { hostOf, isDead, type LedgerEntry, type Revocation, toLedger } from "./ledger.ts";
import { clock, LedgerView } from "./ledger-view.tsx";
import { type Again, SendAgain } from "./send-again.tsx";
import { type Sent, secretsOf } from "./sent.ts";

const SendDiff = lazy(() => import("./send-diff.tsx").then(({ SendDiff }) => ({ default: SendDiff })));

/** Every send of this tab, what became of each refresh token, and how two sends differ. */
export function HistoryPanel({
  history,
  revocations,
  isBusy,
  onAgain,
}: {
  history: History;
  revocations: readonly Revocation[];
  isBusy: boolean;
  onAgain: (again: Again) => void;
}) {
  const ledger = useMemo(() => toLedger(history, revocations), [history, revocations]);
  const [open, setOpen] = useState<{ readonly id: string; readonly as: "exchange" | "again" } | null>(null);
  const [isUnfolded, setUnfolded] = useState(false);
  const living = ledger.filter((entry) => !isDead(entry)).length;
  const shown = history.find(({ exchange }) => exchange.id === open?.id);
  return (
    <details className="more hist" onToggle={(event) => setUnfolded(event.currentTarget.open)}>
      <summary>
        History of this tab: {count(history.length, "send")}, {count(ledger.length, "refresh token")}, {living} not
        known to be dead
      </summary>
      {isUnfolded && (
        <>
          <p className="soft">Kept in this tab alone, over a reload; it ends with the tab.</p>
          <ol className="sends" aria-label="Sends">
            {history.map((sent, i) => (
              <SendRow
                key={sent.exchange.id}
                sent={sent}
                number={i + 1}
                ledger={ledger}
                open={open?.id === sent.exchange.id ? open.as : null}
                onOpen={(as) => setOpen(as && { id: sent.exchange.id, as })}
              >
                {open?.as === "again" && (
                  <SendAgain
                    sent={sent}
                    number={i + 1}
                    history={history}
                    ledger={ledger}
                    isBusy={isBusy}
                    onAgain={(again) => {
                      setOpen(null);
                      onAgain(again);
                    }}
                  />
                )}
                {open?.as === "exchange" && shown && (
                  <ExchangePanel of={`send ${i + 1}`} exchange={shown.exchange} secrets={secretsOf(shown)} />
                )}
              </SendRow>
            ))}
          </ol>
          <h3>Which refresh token came from which</h3>
          <LedgerView ledger={ledger} />
          {history.length > 1 && <Compared history={history} />}
        </>
      )}
    </details>
  );
}

function SendRow({
  sent,
  number,
  ledger,
  open,
  onOpen,
  children,
}: {
  sent: Sent;
  number: number;
  ledger: readonly LedgerEntry[];
  open: "exchange" | "again" | null;
  onOpen: (as: "exchange" | "again" | null) => void;
  children: React.ReactNode;
}) {
  const { icon, tone, words } = wordsForOutcome(sent);
  const { request, at, exchange } = sent;
  const curl = useMemo(() => writeSentCurl(exchange.request), [exchange]);
  const token = ledger.find((entry) => entry.token === request.refreshToken && entry.host === hostOf(sent));
  return (
    <li>
      <div className="line">
        <b>{number}</b>
        <span className={`s-${tone} fate`}>
          <Icon name={icon} />
          <span>{words}</span>
        </span>
        <span className="soft">
          {clock.format(at)}, <code>{withoutScheme(request.tokenEndpoint)}</code>, <code>{request.clientAuth}</code>
          {token && `, token ${token.number}`}
        </span>
      </div>
      <div className="acts">
        <Toggle
          name="Exchange"
          number={number}
          isOpen={open === "exchange"}
          onToggle={(is) => onOpen(is ? "exchange" : null)}
        />
        <Toggle
          name="Send again …"
          number={number}
          isOpen={open === "again"}
          onToggle={(is) => onOpen(is ? "again" : null)}
        />
        {"code" in curl ? (
          <CopyButton text={() => curl.code} said={`Send ${number} as curl`} label="Copy as curl" />
        ) : (
          <span className="soft">{curl.declined}</span>
        )}
      </div>
      {open && children}
    </li>
  );
}

function Toggle({
  name,
  number,
  isOpen,
  onToggle,
}: {
  name: string;
  number: number;
  isOpen: boolean;
  onToggle: (isOpen: boolean) => void;
}) {
  return (
    <button
      type="button"
      className="btn sm"
      aria-expanded={isOpen}
      aria-label={`${name}: send ${number}`}
      onClick={() => onToggle(!isOpen)}
    >
      {name}
    </button>
  );
}

/** Two sends side by side: the last two, unless others are chosen. */
function Compared({ history }: { history: History }) {
  const [chosen, setChosen] = useState<readonly [string, string] | null>(null);
  const ids = history.map(({ exchange }) => exchange.id);
  const last: readonly [string, string] = [ids.at(-2) ?? "", ids.at(-1) ?? ""];
  const pair = chosen?.every((id) => ids.includes(id)) ? chosen : last;
  const [a, b] = [...pair].sort((x, y) => ids.indexOf(x) - ids.indexOf(y)).map((id) => ids.indexOf(id));
  const [earlier, later] = [history[a ?? -1], history[b ?? -1]];
  return (
    <>
      <h3>Two sends compared</h3>
      <div className="acts">
        <Choice name="One" ids={ids} value={pair[0]} onChoose={(id) => setChosen([id, pair[1]])} />
        <Choice name="The other" ids={ids} value={pair[1]} onChoose={(id) => setChosen([pair[0], id])} />
      </div>
      {a === b || !earlier || !later ? (
        <p className="soft">Choose two.</p>
      ) : (
        <Suspense fallback={null}>
          <SendDiff earlier={earlier} later={later} numbers={[(a ?? 0) + 1, (b ?? 0) + 1]} />
        </Suspense>
      )}
    </>
  );
}

function Choice({
  name,
  ids,
  value,
  onChoose,
}: {
  name: string;
  ids: readonly string[];
  value: string;
  onChoose: (id: string) => void;
}) {
  return (
    <div className="sel">
      <select aria-label={`${name} to compare`} value={value} onChange={(event) => onChoose(event.target.value)}>
        {ids.map((id, i) => (
          <option key={id} value={id}>
            Send {i + 1}
          </option>
        ))}
      </select>
      <Icon name="down" />
    </div>
  );
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

function withoutScheme(endpoint: string): string {
  return endpoint.replace(/^https?:\/\//i, "");
}
