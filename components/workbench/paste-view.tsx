"use client";

import { type Dispatch, useMemo, useState } from "react";
import type { ProviderEntry } from "../../lib/providers/provider.ts";
import { Editor } from "../editor/editor.tsx";
import { findInvisibleInText } from "../editor/invisible.ts";
import type { Mark } from "../editor/paint.ts";
import { findSecrets } from "../editor/secrets.ts";
import { Icon } from "../ui/icon.tsx";
import type { Diagnosis } from "./engine.ts";
import { toMarks } from "./finding-marks.ts";
import { ProviderSelect } from "./provider-select.tsx";
import { describeReply, findEvidence } from "./reply-text.ts";
import type { Action, Draft, ShellChoice } from "./state.ts";

const SHELLS: readonly { value: ShellChoice; label: string }[] = [
  { value: "auto", label: "Detect" },
  { value: "posix", label: "bash, zsh, dash" },
  { value: "cmd", label: "cmd.exe" },
  { value: "powershell", label: "Windows PowerShell 5.1" },
  { value: "pwsh", label: "PowerShell 7" },
];

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
  const marks = useMemo(() => [...toMarks(diagnosis?.findings ?? [], text), ...pointed], [diagnosis, text, pointed]);
  const replyMarks = useMemo(() => findEvidence(reply).map((span) => ({ ...span, className: "u u-ev" })), [reply]);
  const invisible = useMemo(() => findInvisibleInText(text), [text]);
  const read = describeReply(reply);
  const detected = SHELLS.find(({ value }) => value === diagnosis?.shell)?.label.replace(", dash", "");
  return (
    <div className="paste">
      <div className="two">
        <div className="fld">
          <label htmlFor="shell">Shell</label>
          <div className="sel">
            <select
              id="shell"
              value={draft.shell}
              onChange={(event) => dispatch({ type: "shell", shell: event.target.value as ShellChoice })}
            >
              {SHELLS.map(({ value, label }) => (
                <option key={value} value={value}>
                  {value === "auto" && detected ? `${detected} (detected)` : label}
                </option>
              ))}
            </select>
            <Icon name="down" />
          </div>
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

function SecretEditor(props: Omit<Parameters<typeof Editor>[0], "masks" | "eyes">) {
  const { value } = props;
  const [shown, setShown] = useState<readonly string[]>([]);
  const secrets = useMemo(() => findSecrets(value), [value]);
  const labels = [...new Set(secrets.map(({ label }) => label))];
  const masks = useMemo(() => secrets.filter(({ label }) => !shown.includes(label)), [secrets, shown]);
  return (
    <Editor
      {...props}
      masks={masks}
      eyes={labels.map((label) => ({
        label,
        isShown: shown.includes(label),
        toggle: () => setShown(shown.includes(label) ? shown.filter((each) => each !== label) : [...shown, label]),
      }))}
    />
  );
}
