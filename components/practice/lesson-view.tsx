"use client";

import { type KeyboardEvent, useState } from "react";
import type { ShellName } from "../../lib/shell/reading.ts";
import { Editor } from "../editor/editor.tsx";
import { findInvisibleInText } from "../editor/invisible.ts";
import { Icon } from "../ui/icon.tsx";
import { Prose } from "../ui/prose.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Findings } from "../verdict/findings.tsx";
import { toMarks } from "../workbench/finding-marks.ts";
import { useEngine } from "../workbench/use-diagnosis.ts";
import { DoneMark } from "./lesson-marks.tsx";
import { LessonResult } from "./lesson-result.tsx";
import { markDone } from "./progress.ts";
import { type LessonServer, useTry } from "./use-try.ts";

/** An exercise as a page shows it. */
export interface LessonProps {
  readonly id: string;
  /** Its place among all, from 1 on, and how many there are. */
  readonly number: number;
  readonly count: number;
  readonly title: string;
  readonly story: string;
  readonly hint: string;
  readonly rule: { readonly id: string; readonly title: string };
  readonly shell: ShellName;
  readonly clientId: string;
  /** The broken request, with the live token in it. */
  readonly text: string;
  readonly token: string;
  readonly lenient: LenientWords | null;
  readonly before: LessonLink | null;
  readonly after: LessonLink | null;
}

export interface LessonLink {
  readonly id: string;
  readonly title: string;
}

/** Why the broken request works elsewhere, and where; `known` is empty where no record tells. */
export interface LenientWords {
  readonly why: string;
  readonly known: readonly { readonly id: string; readonly name: string }[];
}

const SERVERS = [
  { value: "strict", label: "Strict" },
  { value: "lenient", label: "Lenient" },
] as const;

const ABOUT: Record<LessonServer, string> = {
  strict: "Takes what RFC 6749 allows, and nothing else.",
  lenient: "Forgives what many servers forgive: JSON, parameters in the address, the client twice, odd Basic values.",
};

/** A broken request to mend. Help is held back until it is asked for; whether it is mended the server decides. */
export function LessonView(lesson: LessonProps) {
  const { text, isBusy, tried, setText, send, startAgain } = useTry(lesson);
  const [server, setServer] = useState<LessonServer>("strict");
  const [isHelped, setHelped] = useState(false);

  async function submit() {
    const outcome = await send(server);
    if (outcome?.outcome.accepted && outcome.server === "strict") markDone(lesson.id);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void submit();
  }

  return (
    <main className="bench">
      <section className="req lesson" aria-label="The exercise" onKeyDown={onKeyDown}>
        <div>
          <p className="idl">
            <span>
              Exercise {lesson.number} of {lesson.count}
            </span>
            <a href="/practice">All exercises</a>
            <DoneMark id={lesson.id} />
          </p>
          <h1>{lesson.title}</h1>
          <p className="story">
            <Prose text={lesson.story} />
          </p>
        </div>
        <LessonEditor lesson={lesson} text={text} onChange={setText} isHelped={isHelped} />
        <div className="fld needs-script">
          <span className="lab">Which server is asked</span>
          <Segmented label="Server" choices={SERVERS} value={server} onChoose={setServer} as="radios" />
          <span className="hint">{ABOUT[server]}</span>
        </div>
        <div className="acts needs-script">
          <button type="button" className="btn pri tall" disabled={isBusy} onClick={() => void submit()}>
            {isBusy ? "Sending …" : "Send to the practice server"} <kbd>Ctrl ↵</kbd>
          </button>
          <button type="button" className="btn tall" disabled={isBusy} onClick={() => void startAgain()}>
            Start again
          </button>
        </div>
        <noscript>
          <p className="note">
            The button needs JavaScript. The command works in a terminal as well: it goes to the same server.
          </p>
        </noscript>
        <div>
          <details className="recipe">
            <summary>Hint</summary>
            <p>
              <Prose text={lesson.hint} />
            </p>
          </details>
          <details className="recipe">
            <summary>The answer</summary>
            <p>
              {lesson.rule.title}: <a href={`/rules/${lesson.rule.id}`}>{lesson.rule.id}</a>
            </p>
          </details>
          <button
            type="button"
            className="btn ghost sm needs-script"
            aria-pressed={isHelped}
            onClick={() => setHelped(!isHelped)}
          >
            {isHelped ? "Hide the diagnosis" : "Show the diagnosis while I type"}
          </button>
        </div>
        <dl className="trust">
          <dt>Send</dt>
          <dd>this server → its own practice server; the secrets are made up</dd>
          <dt>Progress</dt>
          <dd>which exercises are done, in this browser alone</dd>
        </dl>
        <nav className="steps" aria-label="Exercises">
          {lesson.before && <a href={`/practice/${lesson.before.id}`}>Before: {lesson.before.title}</a>}
          {lesson.after && <a href={`/practice/${lesson.after.id}`}>Next: {lesson.after.title}</a>}
        </nav>
      </section>
      <section className="res" aria-label="What the server says">
        <LessonResult lesson={lesson} tried={tried} server={server} />
      </section>
    </main>
  );
}

/** The request as text; with the diagnosis in it, once that is asked for. */
function LessonEditor({
  lesson,
  text,
  onChange,
  isHelped,
}: {
  lesson: LessonProps;
  text: string;
  onChange: (text: string) => void;
  isHelped: boolean;
}) {
  const engine = useEngine(isHelped);
  const findings =
    engine && isHelped
      ? engine
          .diagnoseText({ text, reply: "", shell: lesson.shell, provider: "" })
          .findings.filter(({ rule }) => rule !== "secret-on-command-line")
      : null;
  return (
    <>
      <Editor
        id="request"
        label="The broken request, for you to mend"
        value={text}
        onChange={onChange}
        marks={findings ? toMarks(findings, text) : []}
        masks={[]}
        eyes={[]}
        invisible={isHelped ? findInvisibleInText(text) : []}
        placeholder=""
        foot={lesson.shell === "cmd" ? "typed into cmd.exe" : "typed into bash or zsh"}
      />
      {findings && findings.length > 0 && <Findings findings={findings} text={text} secrets={[]} />}
      {findings && findings.length === 0 && (
        <p className="note">
          <Icon name="ok" />
          <span>The diagnosis finds nothing wrong any more.</span>
        </p>
      )}
    </>
  );
}
