"use client";

import { type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import type { RefreshRequest } from "../../lib/oauth/refresh-request.ts";
import { toSnippets } from "../../lib/snippets/catalog.ts";
import type { Snippet } from "../../lib/snippets/define-snippet.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { toCodeRuns } from "./colour.ts";
import { ReadBackLine } from "./read-back-line.tsx";
import { type SnippetGroup, toGroups } from "./snippet-groups.ts";

const MODES = [
  { value: "env", label: "$VARIABLES" },
  { value: "literal", label: "literal" },
] as const;

const WAYS = [
  { value: "arguments", label: "arguments" },
  { value: "stdin", label: "stdin" },
] as const;

/** The request in every target. Made in this tab: nothing leaves it. */
export function SnippetsPanel({ request }: { request: RefreshRequest }) {
  const [secrets, setSecrets] = useState<"env" | "literal">("env");
  const [secretsIn, setSecretsIn] = useState<"arguments" | "stdin">("arguments");
  const [chosen, setChosen] = useState("curl-posix");
  const select = useId();
  const snippets = useMemo(() => toSnippets(request, { secrets, secretsIn }), [request, secrets, secretsIn]);
  const groups = useMemo(() => toGroups(snippets), [snippets]);
  const snippet = snippets.find(({ id }) => id === chosen) ?? snippets[0];
  if (!snippet) return null;
  return (
    <div className="snip">
      <Targets groups={groups} chosen={snippet.id} onChoose={setChosen} />
      <div className="pick fld">
        <label htmlFor={select}>Target</label>
        <div className="sel">
          <select id={select} value={snippet.id} onChange={(event) => setChosen(event.target.value)}>
            {groups.map((group) => (
              <optgroup key={group.title} label={group.title}>
                {group.snippets.map(({ id, label, code }) => (
                  <option key={id} value={id}>
                    {label}
                    {code === null ? " (declined)" : ""}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
          <Icon name="down" />
        </div>
      </div>
      <section aria-label={`${snippet.label} snippet`}>
        <div className="bar-head">
          <h2>{snippet.label}</h2>
          <span className="r">
            {snippet.id === "curl-posix" && (
              <Segmented
                className="sm mono"
                label="curl takes secrets from"
                choices={WAYS}
                value={secretsIn}
                onChoose={setSecretsIn}
              />
            )}
            <Segmented className="sm mono" label="Secrets as" choices={MODES} value={secrets} onChoose={setSecrets} />
            {snippet.code !== null && <CopyButton text={() => snippet.code ?? ""} said={`${snippet.label} snippet`} />}
          </span>
        </div>
        <SnippetCode snippet={snippet} />
        {snippet.code !== null && <ReadBackLine snippet={snippet} request={request} />}
      </section>
    </div>
  );
}

const KINDS = { comment: "c", string: "s", plain: undefined } as const;

function SnippetCode({ snippet }: { snippet: Snippet }) {
  if (snippet.code === null) {
    return (
      <p className="note">
        <Icon name="info" />
        <span>Declined: {snippet.declined}</span>
      </p>
    );
  }
  const variables = Object.entries(snippet.env ?? {});
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, so the keyboard must reach it. */}
      <section className="code" tabIndex={0} aria-label="Code">
        {toCodeRuns(snippet.id, snippet.code).map(({ kind, text, start }) => (
          <span key={start} className={KINDS[kind]}>
            {text}
          </span>
        ))}
      </section>
      {variables.length > 0 && (
        <p className="note">
          <Icon name="info" />
          <span>
            Set before it runs:{" "}
            {variables.map(([name], i) => (
              <span key={name}>
                {i > 0 && ", "}
                <code>{name}</code>
              </span>
            ))}
            .
          </span>
        </p>
      )}
      {snippet.notes?.map((note) => (
        <p className="note" key={note}>
          <Icon name="info" />
          <span>{note}</span>
        </p>
      ))}
    </>
  );
}

/** One choice of many, as radios: one tab stop, arrows move and choose. */
function Targets({
  groups,
  chosen,
  onChoose,
}: {
  groups: readonly SnippetGroup[];
  chosen: string;
  onChoose: (id: string) => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  const ids = groups.flatMap(({ snippets }) => snippets.map(({ id }) => id));
  function move(event: KeyboardEvent) {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const next = ids[(ids.indexOf(chosen) + step + ids.length) % ids.length];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    onChoose(next);
    list.current?.querySelector<HTMLElement>(`[data-target="${next}"]`)?.focus();
  }
  return (
    <div className="targets" role="radiogroup" aria-label="Target" ref={list} onKeyDown={move}>
      {groups.map((group) => (
        <div key={group.title}>
          <h2>{group.title}</h2>
          {group.snippets.map(({ id, label, code }) => (
            // biome-ignore lint/a11y/useSemanticElements: a row with two columns; the radio role says what it is.
            <button
              type="button"
              role="radio"
              key={id}
              data-target={id}
              aria-checked={id === chosen}
              tabIndex={id === chosen ? 0 : -1}
              className={code === null ? "no" : undefined}
              onClick={() => onChoose(id)}
            >
              <span>{label}</span>
              {code === null && <span>declined</span>}
            </button>
          ))}
        </div>
      ))}
    </div>
  );
}
