"use client";

import { type Dispatch, useCallback } from "react";
import type { Fix } from "../../lib/rules/finding.ts";
import { useCaseLink } from "../report/use-case-link.ts";
import { type ExampleId, findExample } from "./examples.ts";
import { EMPTY_FIELDS, toFields, toRefreshRequest } from "./fields.ts";
import { usePasteAnywhere } from "./page-events.ts";
import { fetchPracticeToken, type PracticeTarget, toPracticeFields } from "./practice.ts";
import type { Action, Draft, ShellChoice, View } from "./state.ts";
import type { Diagnosed } from "./use-diagnosis.ts";

export interface ChangesOf {
  readonly draft: Draft;
  readonly dispatch: Dispatch<Action>;
  readonly practice: PracticeTarget;
  readonly home: string;
  readonly diagnosed: Diagnosed;
}

/** What buttons, pastes and links do to the draft: each change has its name and can be undone. */
export function useChanges({ draft, dispatch, practice, home, diagnosed }: ChangesOf) {
  const { fields } = draft;
  usePasteAnywhere(
    useCallback((text: string) => dispatch({ type: "replace", draft: toPasted(text), what: "Pasted." }), [dispatch]),
  );
  useCaseLink((one) => {
    if (!one) return dispatch({ type: "toast", toast: "The link holds no case that can be read." });
    const opened = { ...toPasted(one.text), reply: one.reply, shell: toShell(one.shell), provider: one.provider };
    dispatch({ type: "replace", draft: opened, what: "Opened from a link. Nothing was sent." });
  });

  async function changeView(view: View): Promise<void> {
    if (view === "form") {
      const asked = draft.example ? null : await diagnosed.repair();
      const found = draft.example ? toPracticeFields(practice, "keap") : asked ? toFields(asked) : undefined;
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

  function loadExample(id: ExampleId): void {
    const example = findExample(id);
    if (!example) return;
    const { text, reply, shell, provider, name } = example;
    const loaded = { view: "paste", text, reply, shell, provider, example: id, newer: "text" } as const;
    dispatch({ type: "replace", draft: loaded, what: `Example: ${name}.` });
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

  return { changeView, applyFixes, loadExample, loadPractice, clear };
}

function toPasted(text: string): Partial<Draft> {
  return { view: "paste", text, reply: "", shell: "auto", provider: "", example: null, newer: "text" };
}

const SHELLS: readonly ShellChoice[] = ["auto", "posix", "cmd", "powershell", "pwsh"];

function toShell(name: string): ShellChoice {
  return SHELLS.find((shell) => shell === name) ?? "auto";
}
