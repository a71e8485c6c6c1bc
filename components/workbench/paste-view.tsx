"use client";

import { type Dispatch, lazy, Suspense, useMemo } from "react";
import { readValues } from "../../lib/import/values/read-values.ts";
import type { ProviderEntry } from "../../lib/providers/provider.ts";
import { findInvisibleInText } from "../editor/invisible.ts";
import { isLong } from "../editor/long-text.ts";
import type { Mark } from "../editor/paint.ts";
import { SecretEditor } from "../editor/secret-editor.tsx";
import { useIsLive } from "../ui/use-is-live.ts";
import type { Diagnosis } from "./engine.ts";
import { toMarks } from "./finding-marks.ts";
import { ProviderSelect } from "./provider-select.tsx";
import { describeReply, findEvidence } from "./reply-text.ts";
import { ShellSelect } from "./shell-select.tsx";
import type { Action, Draft } from "./state.ts";

const ValuesOffer = lazy(() => import("../fill/offers.tsx").then(({ ValuesOffer }) => ({ default: ValuesOffer })));
const HarChoice = lazy(() => import("../fill/offers.tsx").then(({ HarChoice }) => ({ default: HarChoice })));

export interface PasteViewProps {
  readonly draft: Draft;
  readonly dispatch: Dispatch<Action>;
  readonly diagnosis: Diagnosis | null;
  readonly providers: readonly ProviderEntry[];
  /** Spans of the piece that is pointed at in the readings. */
  readonly pointed: readonly Mark[];
  /** Fills the form with the values of a text. */
  readonly onFill: (text: string) => void;
  /** Takes one entry of a HAR archive, by its place. */
  readonly onPick: (index: number) => void;
}

/** The request as text, with the reply that came of it. */
export function PasteView({ draft, dispatch, diagnosis, providers, pointed, onFill, onPick }: PasteViewProps) {
  const { text, reply } = draft;
  const marks = useMemo(
    () => (isLong(text) ? [] : [...toMarks(diagnosis?.findings ?? [], text), ...pointed]),
    [diagnosis, text, pointed],
  );
  const replyMarks = useMemo(
    () => (isLong(reply) ? [] : findEvidence(reply).map((span) => ({ ...span, className: "u u-ev" }))),
    [reply],
  );
  const invisible = useMemo(() => (isLong(text) ? [] : findInvisibleInText(text)), [text]);
  const isLive = useIsLive();
  const isValues = useMemo(() => readValues(text) !== undefined, [text]);
  const read = useMemo(() => (isLong(reply) ? undefined : describeReply(reply)), [reply]);
  return (
    <div className="paste">
      <div className="two">
        <div className="fld">
          <label htmlFor="shell">Shell</label>
          <ShellSelect
            id="shell"
            value={draft.shell}
            detected={diagnosis?.shell ?? null}
            onChoose={(shell) => dispatch({ type: "shell", shell })}
          />
        </div>
        <ProviderSelect
          id="paste-provider"
          value={draft.provider}
          found={diagnosis?.providerName ?? null}
          providers={providers}
          onChoose={(entry) => dispatch({ type: "provider", provider: entry?.id ?? "" })}
        />
      </div>
      <SecretEditor
        id="command"
        label="Command that fails"
        value={text}
        onChange={(value) => dispatch({ type: "text", text: value })}
        onReplace={(value) =>
          dispatch({ type: "replace", draft: { text: value, example: null, newer: "text" }, what: "Pasted." })
        }
        marks={marks}
        invisible={invisible}
        placeholder="Paste a curl command, an HTTP request, fetch, PowerShell …"
        foot={diagnosis?.readBy}
      />
      {isLive && (
        <Suspense fallback={null}>
          {isValues && <ValuesOffer text={text} onFill={onFill} />}
          {diagnosis?.entries && <HarChoice entries={diagnosis.entries} onPick={onPick} />}
        </Suspense>
      )}
      <SecretEditor
        id="reply"
        label="Its reply, if you have it"
        value={reply}
        onChange={(value) => dispatch({ type: "reply", reply: value })}
        onReplace={(value) => dispatch({ type: "replace", draft: { reply: value, example: null }, what: "Pasted." })}
        marks={replyMarks}
        invisible={[]}
        placeholder='{"error": …}, or what curl printed'
        foot={read && `read as status ${read.status}, ${read.kind}`}
      />
    </div>
  );
}
