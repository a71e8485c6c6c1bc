"use client";

import type { ReactNode } from "react";
import { handOver } from "../compare/compare-storage.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { EXAMPLE_NAMES, type ExampleId } from "./example-names.ts";
import type { FieldProblem } from "./fields.ts";
import { PasteView, type PasteViewProps } from "./paste-view.tsx";
import { RequestForm } from "./request-form.tsx";
import type { View, WorkbenchState } from "./state.ts";

const VIEWS: readonly { value: View; label: string }[] = [
  { value: "paste", label: "Paste" },
  { value: "form", label: "Form" },
];

export interface RequestSideProps extends Omit<PasteViewProps, "draft" | "onFill"> {
  readonly state: WorkbenchState;
  readonly problems: readonly FieldProblem[];
  readonly tokenHint: string | undefined;
  readonly onFill: (text: string) => boolean;
  readonly onView: (view: View) => void;
  readonly onEndpointCommit: () => void;
  readonly onExample: (id: ExampleId) => void;
  readonly onPractice: () => void;
  readonly onClear: () => void;
  readonly onSubmit: () => void;
  /** Send and what belongs to it. */
  readonly sendButton: ReactNode;
  /** What a send does, and where data goes. */
  readonly about: ReactNode;
  /** Leads to the verdict where it stands below. */
  readonly jump: ReactNode;
}

/** The left side: one request in two views. `method="post"`, so that no value can ever get into a URL. */
export function RequestSide(props: RequestSideProps) {
  const { state, dispatch, diagnosis } = props;
  const { draft } = state;
  return (
    <form
      className="req"
      method="post"
      aria-label="The request"
      autoComplete="off"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        props.onSubmit();
      }}
    >
      <div className="head needs-script">
        <Segmented label="Request as" choices={VIEWS} value={draft.view} onChoose={props.onView} />
        <div className="kv">
          <button type="button" className="btn ghost sm" onClick={props.onClear}>
            Clear
          </button>
          <button
            type="button"
            className="btn ghost sm"
            disabled={state.past.length === 0}
            title={state.past.at(-1)?.what}
            onClick={() => dispatch({ type: "undo" })}
          >
            <Icon name="undo" />
            Undo
          </button>
        </div>
      </div>
      <div className="view" data-shown={draft.view === "paste"}>
        <PasteView
          draft={draft}
          dispatch={dispatch}
          diagnosis={draft.view === "paste" ? diagnosis : null}
          providers={props.providers}
          pointed={props.pointed}
          onFill={props.onFill}
          onPick={props.onPick}
        />
      </div>
      <div
        className="view"
        data-shown={draft.view === "form"}
        onPasteCapture={(event) => {
          if (!props.onFill(event.clipboardData.getData("text/plain"))) return;
          event.preventDefault();
          event.stopPropagation();
        }}
      >
        <RequestForm
          draft={draft}
          dispatch={dispatch}
          problems={props.problems}
          providers={props.providers}
          providerFound={draft.view === "form" ? (diagnosis?.providerName ?? null) : null}
          onEndpointCommit={props.onEndpointCommit}
          tokenHint={props.tokenHint}
        />
      </div>
      <div className="acts">
        {props.sendButton}
        {draft.view === "paste" && draft.text !== "" && (
          <>
            <CopyButton text={() => draft.text} said="Command" label="Copy command" />
            <a className="btn" href="/compare" onClick={() => handOver({ text: draft.text, shell: draft.shell })}>
              Compare with one that works
            </a>
          </>
        )}
      </div>
      {props.about}
      <Examples onExample={props.onExample} onPractice={props.onPractice} />
      {props.jump}
    </form>
  );
}

function Examples({ onExample, onPractice }: Pick<RequestSideProps, "onExample" | "onPractice">) {
  return (
    <p className="try">
      Examples:{" "}
      {EXAMPLE_NAMES.map(({ id, name }) => (
        <span key={id}>
          <a
            href={`/?example=${id}`}
            onClick={(event) => {
              event.preventDefault();
              onExample(id);
            }}
          >
            {name}
          </a>
          ,{" "}
        </span>
      ))}
      <a
        href="/?view=form"
        onClick={(event) => {
          event.preventDefault();
          onPractice();
        }}
      >
        the practice server
      </a>
    </p>
  );
}
