"use client";

import { type Dispatch, useEffect, useRef } from "react";
import type { RefreshRequest } from "../../lib/oauth/refresh-request.ts";
import type { Finding, Fix } from "../../lib/rules/finding.ts";
import { type Command, offerCommands } from "../palette/commands.ts";
import { say } from "../ui/say.ts";
import { findingId } from "../verdict/finding-id.ts";
import { EXAMPLE_NAMES, type ExampleId } from "./example-names.ts";
import type { Action, Tab, View, WorkbenchState } from "./state.ts";

export interface CommandsOf {
  readonly state: WorkbenchState;
  readonly dispatch: Dispatch<Action>;
  readonly isPending: boolean;
  readonly onCancel: () => void;
  readonly onAsk: (kind: "probe" | "variants") => void;
  readonly findings: readonly Finding[];
  readonly onFix: ((fixes: readonly Fix[], what: string) => void) | undefined;
  readonly request: RefreshRequest | null;
  readonly onTab: (tab: Tab) => void;
  readonly onView: (view: View) => void;
  readonly onExample: (id: ExampleId) => void;
  readonly onPractice: () => void;
  readonly onClear: () => void;
}

/** Offers what the workbench can do now to the palette. */
export function useCommands(of: CommandsOf): void {
  const now = useRef(of);
  useEffect(() => {
    now.current = of;
  });
  useEffect(() => offerCommands(() => toCommands(now.current)), []);
}

function toCommands(of: CommandsOf): readonly Command[] {
  const { state, dispatch, findings, onFix, request, isPending } = of;
  const fixes = findings.flatMap(({ fix }) => (fix && (fix.edits.length > 0 || fix.set) ? [fix] : []));
  const last = state.past.at(-1);
  const isPaste = state.draft.view === "paste";
  return [
    isPending
      ? action("cancel", "Cancel the send", of.onCancel, "Ctrl ↵")
      : action("send", "Send", () => document.querySelector<HTMLFormElement>("form.req")?.requestSubmit(), "Ctrl ↵"),
    ...(isPending
      ? []
      : [
          action("probe", "Probe without spending the token", () => of.onAsk("probe")),
          action("variants", "Try the variants", () => of.onAsk("variants")),
        ]),
    ...(onFix && fixes.length > 0
      ? [
          action("fix", "Apply all fixes", () =>
            onFix(fixes, `${fixes.length} ${fixes.length === 1 ? "fix" : "fixes"} applied.`),
          ),
        ]
      : []),
    ...(last ? [action("undo", `Undo: ${last.what}`, () => dispatch({ type: "undo" }))] : []),
    ...(request ? [action("copy-curl", "Copy curl, as it should be", () => copyCurl(request))] : []),
    ...(isPaste && state.draft.text !== ""
      ? [action("copy", "Copy the command as it stands", () => copy(state.draft.text, "Command"))]
      : []),
    action("clear", "Clear", of.onClear),
    isPaste
      ? action("form", "Show the request as a form", () => of.onView("form"))
      : action("paste", "Show the request as text", () => of.onView("paste")),
    ...TABS.map(([tab, name]) => action(`tab-${tab}`, `Show the ${name}`, () => of.onTab(tab))),
    ...findings.slice(0, 20).map(
      ({ rule, title }, i): Command => ({
        id: `finding-${rule}-${i}`,
        name: title,
        kind: "Finding",
        also: rule,
        run: () => {
          location.hash = findingId(rule);
        },
      }),
    ),
    ...EXAMPLE_NAMES.map(
      ({ id, name }, i): Command => ({
        id: `example-${id}`,
        name: `Example ${i + 1}: ${name}`,
        kind: "Example",
        also: id,
        run: () => of.onExample(id),
      }),
    ),
    { id: "practice", name: "Example: the practice server", kind: "Example", run: of.onPractice },
  ];
}

const TABS: readonly (readonly [Tab, string])[] = [
  ["readings", "readings"],
  ["exchange", "exchange"],
  ["snippets", "snippets"],
  ["report", "report"],
];

function action(id: string, name: string, run: () => void, keys?: string): Command {
  return { id, name, kind: "Action", run, ...(keys ? { keys } : {}) };
}

/** With its secrets as variables, as the snippets are. */
async function copyCurl(request: RefreshRequest): Promise<void> {
  try {
    const { toSnippets } = await import("../../lib/snippets/catalog.ts");
    const code = toSnippets(request, { secrets: "env" }).find(({ id }) => id === "curl-posix")?.code;
    if (code) await copy(code, "curl, with its secrets as variables,");
    else say("This request cannot be written for curl.");
  } catch {
    say("The snippet could not be made.");
  }
}

async function copy(text: string, what: string): Promise<void> {
  await navigator.clipboard.writeText(text).then(
    () => say(`${what} copied.`),
    () => say("The browser did not allow copying."),
  );
}
