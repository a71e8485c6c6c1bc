import type { ReactNode } from "react";
import { Icon } from "../ui/icon.tsx";
import { Prose } from "../ui/prose.tsx";

export type Tone = "error" | "warning" | "ok" | "info";

/** What the page says first: one sentence, one line of evidence. The skip link leads here. */
export interface VerdictWords {
  readonly tone: Tone;
  readonly title: string;
  readonly evidence: string;
}

export function Verdict({ words, children }: { words: VerdictWords; children?: ReactNode }) {
  return (
    <div className="verdict" id="verdict" tabIndex={-1}>
      <span className={`s-${words.tone}`}>
        <Icon name={words.tone} />
      </span>
      <h1>
        <span className="vh">{TONES[words.tone]}</span>
        <Prose text={words.title} />
      </h1>
      {words.evidence !== "" && (
        <p>
          <Prose text={words.evidence} />
        </p>
      )}
      {children}
    </div>
  );
}

const TONES: Record<Tone, string> = { error: "Error: ", warning: "Warning: ", ok: "", info: "" };
