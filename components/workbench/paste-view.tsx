"use client";

import { type Dispatch, useMemo } from "react";
import type { ProviderEntry } from "../../lib/providers/provider.ts";
import { findInvisibleInText } from "../editor/invisible.ts";
import { isLong } from "../editor/long-text.ts";
import type { Mark } from "../editor/paint.ts";
import { SecretEditor } from "../editor/secret-editor.tsx";
import type { Diagnosis } from "./engine.ts";
import { toMarks } from "./finding-marks.ts";
import { ProviderSelect } from "./provider-select.tsx";
import { describeReply, findEvidence } from "./reply-text.ts";
import { ShellSelect } from "./shell-select.tsx";
import type { Action, Draft } from "./state.ts";

export interface PasteViewProps {
  readonly draft: Draft;
  readonly dispatch: Dispatch<Action>;
  readonly diagnosis: Diagnosis | null;
  readonly providers: readonly ProviderEntry[];
  /** Spans of the piece that is pointed at in the readings. */
  readonly pointed: readonly Mark[];
}

/** The request as text, with the reply that came of it. */
export function PasteView({ draft, dispatch, diagnosis, providers, pointed }: PasteViewProps) {
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
        marks={marks}
        invisible={invisible}
        placeholder="Paste a curl command, an HTTP request, fetch, PowerShell …"
        foot={diagnosis?.readBy}
      />
      <SecretEditor
        id="reply"
        label="Its reply, if you have it"
        value={reply}
        onChange={(value) => dispatch({ type: "reply", reply: value })}
        marks={replyMarks}
        invisible={[]}
        placeholder='{"error": …}, or what curl printed'
        foot={read && `read as status ${read.status}, ${read.kind}`}
      />
    </div>
  );
}
