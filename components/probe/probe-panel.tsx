"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { RefreshRequest } from "../../lib/oauth/refresh-request.ts";
import { toVariations } from "../../lib/oauth/variations.ts";
import { findProvider, findProviderByUrl } from "../../lib/providers/find-provider.ts";
import { ExchangePanel } from "../exchange/exchange-panel.tsx";
import { Icon } from "../ui/icon.tsx";
import { say } from "../ui/say.ts";
import { Findings } from "../verdict/findings.tsx";
import { askProbe, type ProbeAsk, type ProbeEnd, type ProbeRow } from "./probe-client.ts";
import { wordsForStop, wordsForVerdict } from "./probe-words.ts";
import { TruthTable } from "./truth-table.tsx";

export interface ProbePanelProps {
  readonly ask: ProbeAsk;
  readonly host: string;
  /** Takes a row over; undefined where the form cannot hold it. */
  readonly toUse: (request: RefreshRequest, label: string) => (() => void) | undefined;
  readonly onClose: () => void;
}

type Stage = "asking-leave" | "running" | "done";

/** One question with a made-up token, from the warning to the truth table. It belongs to one `ask`: key it by its id. */
export function ProbePanel({ ask, host, toUse, onClose }: ProbePanelProps) {
  const price = useMemo(() => priceOf(ask), [ask]);
  const [stage, setStage] = useState<Stage>(price === undefined ? "running" : "asking-leave");
  const [rows, setRows] = useState<readonly ProbeRow[]>([]);
  const [end, setEnd] = useState<ProbeEnd | null>(null);
  const [trouble, setTrouble] = useState("");
  const [shown, setShown] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);
  const variations = useMemo(() => (ask.kind === "variants" ? toVariations(ask.request) : []), [ask]);

  const start = useCallback(() => {
    const control = new AbortController();
    running.current = control;
    setStage("running");
    setRows([]);
    askProbe(ask, price !== undefined, (row) => setRows((before) => [...before, row]), control.signal).then(
      (ended) => {
        if (control.signal.aborted) return;
        setEnd(ended);
        setStage("done");
        say(ended?.why ?? "The probe is answered.");
      },
      (error: Error) => {
        if (control.signal.aborted) return;
        setTrouble(error.message);
        setStage("done");
      },
    );
    return () => control.abort();
  }, [ask, price]);
  useEffect(() => (price === undefined ? start() : () => running.current?.abort()), [price, start]);

  function cancel(): void {
    running.current?.abort();
    setEnd({ use: null, why: "", stopped: "cancelled" });
    setStage("done");
  }

  const secrets = [ask.request.clientSecret ?? "", ask.request.refreshToken].filter((value) => value !== "");
  const open = rows.find(({ id }) => id === shown);
  const [first] = rows;
  return (
    <section className="probe" aria-label={TITLES[ask.kind]}>
      <div className="sh">
        <h2>{TITLES[ask.kind]}</h2>
        <span className="r">
          <span>
            this server → <code>{host}</code>
          </span>
          <button type="button" className="ico" aria-label={`Close: ${TITLES[ask.kind]}`} onClick={onClose}>
            <Icon name="close" />
          </button>
        </span>
      </div>
      {stage === "asking-leave" && (
        <div className="leave">
          <p className="said s-warning">
            <Icon name="warning" />
            <span>{price}</span>
          </p>
          <div className="acts">
            <button type="button" className="btn sm" onClick={start}>
              Send it all the same
            </button>
            <button type="button" className="btn ghost sm" onClick={onClose}>
              Leave it
            </button>
          </div>
        </div>
      )}
      {stage === "running" && (
        <div className="leave kv">
          <button type="button" className="btn sm" onClick={cancel}>
            <Icon name="stop" />
            Cancel
          </button>
          <span className="soft">
            {variations.length > 0
              ? `${rows.length} of ${variations.length}, one after another`
              : "Waiting for the answer"}
          </span>
        </div>
      )}
      {rows.length > 0 && (
        <TruthTable
          rows={rows}
          best={end?.use ?? null}
          shown={shown}
          onShow={(id) => setShown(id === shown ? null : id)}
          toUse={(row) => {
            const found = variations.find(({ id }) => id === row.id);
            return found && row.id !== "as-given" ? toUse(found.refresh, row.label) : undefined;
          }}
        />
      )}
      {trouble !== "" && (
        <p className="said s-error">
          <Icon name="error" />
          <span>{trouble}</span>
        </p>
      )}
      {stage === "done" && ask.kind === "probe" && first && (
        <>
          <p className="leave">{wordsForVerdict(first.verdict)}</p>
          {first.exchange.findings.length > 0 && (
            <Findings findings={first.exchange.findings} text="" secrets={secrets} />
          )}
        </>
      )}
      {end && <p className="leave">{[end.why, wordsForStop(end.stopped)].filter(Boolean).join(" ")}</p>}
      {open && (
        <div className="leave">
          <ExchangePanel of={open.label} exchange={open.exchange} secrets={secrets} />
        </div>
      )}
    </section>
  );
}

const TITLES = { probe: "Probe without spending", variants: "Variants" } as const;

/** What a made-up token costs at this provider; undefined where it costs nothing. */
function priceOf({ provider, request }: ProbeAsk): string | undefined {
  return (findProvider(provider) ?? findProviderByUrl(request.tokenEndpoint)?.provider)?.punishesProbes;
}
