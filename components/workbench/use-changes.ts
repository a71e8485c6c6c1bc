"use client";

import type { Dispatch } from "react";
import { pickHarEntry } from "../../lib/import/har-entries.ts";
import { readValues } from "../../lib/import/values/read-values.ts";
import type { ProviderEntry } from "../../lib/providers/provider.ts";
import type { Fix } from "../../lib/rules/finding.ts";
import { sayFilled, toFilled } from "../fill/filled.ts";
import { useCaseLink } from "../report/use-case-link.ts";
import type { ExampleId } from "./example-names.ts";
import { EXAMPLE_NAMES } from "./example-names.ts";
import { EMPTY_FIELDS, toFields, toRefreshRequest } from "./fields.ts";
import { usePasteAnywhere } from "./page-events.ts";
import { dialectFor, fetchPracticeToken, type PracticeTarget, toPracticeFields } from "./practice.ts";
import type { Action, Draft, ShellChoice, View } from "./state.ts";
import type { Diagnosed } from "./use-diagnosis.ts";

export interface ChangesOf {
  readonly draft: Draft;
  readonly dispatch: Dispatch<Action>;
  readonly practice: PracticeTarget;
  readonly home: string;
  readonly demoSecrets: readonly string[];
  readonly providers: readonly ProviderEntry[];
  readonly diagnosed: Diagnosed;
  /** Called before a link brings another draft. */
  readonly leaveDraft: () => void;
}

/** What buttons, pastes and links do to the draft: each change has its name and can be undone. */
export function useChanges(of: ChangesOf) {
  const { draft, dispatch, practice, home, demoSecrets, providers, diagnosed, leaveDraft } = of;
  const { fields } = draft;
  usePasteAnywhere(takePasted);
  useCaseLink((one) => {
    if (!one) return dispatch({ type: "toast", toast: "The link holds no case that can be read." });
    const opened = { ...toPasted(one.text), reply: one.reply, shell: toShell(one.shell), provider: one.provider };
    dispatch({ type: "replace", draft: opened, what: "Opened from a link. Nothing was sent." });
  });

  async function changeView(view: View): Promise<void> {
    if (view === "form") {
      const asked = draft.example ? null : await diagnosed.repair();
      const found = draft.example
        ? toPracticeFields(practice, dialectFor(draft.provider))
        : asked
          ? toFields(asked)
          : undefined;
      dispatch(found ? { type: "view", view, fields: found } : { type: "view", view });
      return;
    }
    import("./as-command.ts").then(
      ({ toCommand }) => {
        const text = toCommand(toRefreshRequest(fields));
        dispatch(text === undefined ? { type: "view", view } : { type: "view", view, text });
      },
      () => dispatch({ type: "view", view }),
    );
  }

  function applyFixes(fixes: readonly Fix[], what: string): void {
    if (draft.view === "paste") {
      dispatch({ type: "edits", edits: fixes.flatMap(({ edits }) => edits), what });
      return;
    }
    const asked = Object.assign({}, toRefreshRequest(fields), ...fixes.map(({ set }) => set ?? {}));
    dispatch({ type: "replace", draft: { fields: toFields(asked), newer: "fields" }, what });
  }

  async function loadExample(id: ExampleId): Promise<void> {
    const example = await import("./examples.ts").then(
      ({ findExample }) => findExample(id),
      () => undefined,
    );
    if (!example) return dispatch({ type: "toast", toast: "The example could not be fetched." });
    const name = EXAMPLE_NAMES.find((each) => each.id === id)?.name ?? id;
    leaveDraft();
    dispatch({
      type: "replace",
      draft: { ...example, view: "paste", example: id, newer: "text" },
      what: `Example: ${name}.`,
    });
  }

  /** Fills the form with the values that a text names; false for a text that is none of that kind. */
  function fillFrom(text: string): boolean {
    const read = readValues(text);
    if (!read) return false;
    if (read.filled.length === 0) {
      dispatch({ type: "toast", toast: sayFilled(read) });
      return true;
    }
    const change = toFilled(draft, read, home, demoSecrets, providers);
    dispatch({ type: "replace", draft: change, what: sayFilled(read) });
    return true;
  }

  /** A pasted text goes where it belongs: values of a form that is shown into its fields, all else into the editor. */
  function takePasted(text: string): void {
    if (draft.view === "form" && fillFrom(text)) return;
    dispatch({ type: "replace", draft: toPasted(text), what: "Pasted." });
  }

  function pickEntry(index: number): void {
    const picked = pickHarEntry(draft.text, index);
    if (picked === undefined) return;
    dispatch({
      type: "replace",
      draft: { ...toPasted(picked), provider: draft.provider },
      what: "One request of the archive.",
    });
  }

  async function loadPractice(): Promise<void> {
    const refreshToken = (await fetchPracticeToken(practice.clientId)) ?? practice.refreshToken;
    const filled = { fields: toPracticeFields({ ...practice, refreshToken }), boundHost: home, provider: "" };
    dispatch({
      type: "replace",
      draft: { view: "form", ...filled, newer: "fields" },
      what: "The practice server, with a live token.",
    });
  }

  function clear(): void {
    const empty: Partial<Draft> =
      draft.view === "paste"
        ? { text: "", reply: "", shell: "auto", provider: "", example: null, newer: "equal" }
        : { fields: EMPTY_FIELDS, provider: "", newer: "fields", boundHost: undefined };
    dispatch({ type: "replace", draft: empty, what: "Cleared." });
    document.getElementById(draft.view === "paste" ? "command" : "tokenEndpoint")?.focus();
  }

  return { changeView, applyFixes, loadExample, loadPractice, clear, fillFrom, pickEntry };
}

function toPasted(text: string): Partial<Draft> {
  return { view: "paste", text, reply: "", shell: "auto", provider: "", example: null, newer: "text" };
}

const SHELLS: readonly ShellChoice[] = ["auto", "posix", "cmd", "powershell", "pwsh"];

function toShell(name: string): ShellChoice {
  return SHELLS.find((shell) => shell === name) ?? "auto";
}
