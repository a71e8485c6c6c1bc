import { applyEdits, type Edit } from "../../lib/text/edit.ts";
import type { ExampleId } from "./example-names.ts";
import { type Fields, findHost, type Row, type TextField } from "./fields.ts";

export type View = "paste" | "form";
export type ShellChoice = "auto" | "posix" | "cmd" | "powershell" | "pwsh";
export type Tab = "readings" | "exchange" | "snippets" | "report";

/** The request as the person gave it: a text with its reply, and a form. `newer` is the one that was edited last. */
export interface Draft {
  readonly view: View;
  readonly text: string;
  readonly reply: string;
  readonly shell: ShellChoice;
  /** A preset's id, or "" for none. */
  readonly provider: string;
  readonly fields: Fields;
  /** Set while the text is an example, as it was loaded. */
  readonly example: ExampleId | null;
  readonly newer: "text" | "fields" | "equal";
  /** The host for which the secrets in the form were entered; undefined before one was named. */
  readonly boundHost: string | undefined;
}

/** `past` are earlier drafts that Undo goes back to, the latest last, each with what was done to it. */
export interface WorkbenchState {
  readonly draft: Draft;
  readonly past: readonly { readonly draft: Draft; readonly what: string }[];
  readonly toast: string | null;
  readonly tab: Tab;
  /** What the verdict speaks of: the draft, or the exchange that was sent last. */
  readonly shows: "draft" | "exchange";
}

export type Action =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "reply"; readonly reply: string }
  | { readonly type: "shell"; readonly shell: ShellChoice }
  | { readonly type: "provider"; readonly provider: string; readonly fields?: Partial<Fields> }
  | { readonly type: "field"; readonly field: TextField; readonly value: string }
  | { readonly type: "fields"; readonly fields: Partial<Fields> }
  | { readonly type: "rows"; readonly rows: readonly Row[] }
  | { readonly type: "edits"; readonly edits: readonly Edit[]; readonly what: string }
  | { readonly type: "replace"; readonly draft: Partial<Draft>; readonly what: string }
  | { readonly type: "view"; readonly view: View; readonly text?: string; readonly fields?: Fields }
  | { readonly type: "bind"; readonly home: string; readonly demoSecrets: readonly string[] }
  | { readonly type: "undo" }
  | { readonly type: "toast"; readonly toast: string | null }
  | { readonly type: "tab"; readonly tab: Tab }
  | { readonly type: "shows"; readonly shows: WorkbenchState["shows"] }
  | { readonly type: "restore"; readonly state: WorkbenchState };

const PAST_KEPT = 20;
const SECRET_HEADER = /auth|cookie|key|token|secret/i;

export function reduce(state: WorkbenchState, action: Action): WorkbenchState {
  const { draft } = state;
  switch (action.type) {
    case "text":
      return edited(state, { text: action.text, example: null, newer: "text" });
    case "reply":
      return edited(state, { reply: action.reply, example: null });
    case "shell":
      return edited(state, { shell: action.shell });
    case "provider":
      return edited(state, {
        provider: action.provider,
        ...(action.fields ? { fields: { ...draft.fields, ...action.fields }, newer: "fields" } : {}),
      });
    case "field":
      return edited(state, { fields: { ...draft.fields, [action.field]: action.value }, newer: "fields" });
    case "fields":
      return edited(state, { fields: { ...draft.fields, ...action.fields }, newer: "fields" });
    case "rows":
      return edited(state, { fields: { ...draft.fields, rows: action.rows }, newer: "fields" });
    case "edits": {
      const text = applyEdits(draft.text, action.edits);
      return changed(state, { text, example: null, newer: "text" }, action.what);
    }
    case "replace":
      return changed(state, action.draft, action.what);
    case "view":
      return { ...state, draft: switchView(draft, action) };
    case "bind":
      return bindSecrets(state, action);
    case "undo": {
      const last = state.past.at(-1);
      return last ? { ...state, draft: last.draft, past: state.past.slice(0, -1), toast: null, shows: "draft" } : state;
    }
    case "toast":
      return { ...state, toast: action.toast };
    case "tab":
      return { ...state, tab: action.tab };
    case "shows":
      return { ...state, shows: action.shows };
    case "restore":
      return action.state;
  }
}

/** A keystroke: the browser's own undo knows it. */
function edited(state: WorkbenchState, change: Partial<Draft>): WorkbenchState {
  return { ...state, draft: { ...state.draft, ...change }, shows: "draft", toast: null };
}

/** A change that a button made: it can be undone, and is said. */
function changed(state: WorkbenchState, change: Partial<Draft>, what: string): WorkbenchState {
  const past = [...state.past, { draft: state.draft, what }].slice(-PAST_KEPT);
  return { ...state, draft: { ...state.draft, ...change }, past, toast: what, shows: "draft" };
}

/** The other view follows the one that was edited last; what was not edited stays as it was typed. */
function switchView(draft: Draft, action: Extract<Action, { type: "view" }>): Draft {
  if (action.view === draft.view) return draft;
  if (action.view === "form" && draft.newer === "text" && action.fields) {
    const boundHost = findHost(action.fields.tokenEndpoint);
    return { ...draft, view: "form", fields: action.fields, newer: "equal", boundHost };
  }
  if (action.view === "paste" && draft.newer === "fields" && action.text !== undefined) {
    return { ...draft, view: "paste", text: action.text, reply: "", shell: "auto", example: null, newer: "equal" };
  }
  return { ...draft, view: action.view };
}

const OF_THE_HOST = ["clientKey", "certificate", "audience", "dpopKey", "dpopNonce", "caCertificate"] as const;

/** A certificate says who the client is, an aud whom it speaks to, a nonce is the server's, an authority its owner's. */
function clearMaterial(fields: Fields, clear: (value: string) => string): Partial<Fields> {
  return Object.fromEntries(OF_THE_HOST.map((name) => [name, clear(fields[name])]));
}

/**
 * Binds the secrets to the endpoint's host. A new host takes those of the old one away, with Undo: they are not its
 * business. Secrets that were typed while the form still showed the practice server (`home`) were never meant for it.
 */
function bindSecrets(state: WorkbenchState, { home, demoSecrets }: Extract<Action, { type: "bind" }>): WorkbenchState {
  const { fields, boundHost } = state.draft;
  const host = findHost(fields.tokenEndpoint);
  if (host === undefined || host === boundHost) return state;
  const own = (value: string) => boundHost === undefined || (boundHost === home && !demoSecrets.includes(value));
  const clear = (value: string) => (value === "" || own(value) ? value : "");
  const kept: Fields = {
    ...fields,
    clientSecret: clear(fields.clientSecret),
    refreshToken: clear(fields.refreshToken),
    ...clearMaterial(fields, clear),
    rows: fields.rows.map((row) => (SECRET_HEADER.test(row.name) ? { ...row, value: clear(row.value) } : row)),
  };
  if (JSON.stringify(kept) === JSON.stringify(fields)) return { ...state, draft: { ...state.draft, boundHost: host } };
  const past = { ...state, draft: { ...state.draft, boundHost: host } };
  return changed(
    past,
    { fields: kept, newer: "fields" },
    `What was meant for ${boundHost} is not for ${host}: secrets, keys and certificates are cleared.`,
  );
}
