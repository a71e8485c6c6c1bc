"use client";

import { Fragment, type KeyboardEvent, useRef } from "react";
import type { Snippet } from "../../lib/snippets/define-snippet.ts";

const SHELLS = ["curl-posix", "curl-cmd", "curl-batch", "curl-powershell", "invoke-restmethod", "httpie", "wget"];
const RAW = ["raw-http", "http-file", "postman-collection"];

function groupOf({ id }: Snippet): string {
  if (SHELLS.includes(id)) return "Shells";
  return RAW.includes(id) ? "Raw" : "Languages";
}

/** The targets in their groups; one tab stop, arrows choose. */
export function TargetList({
  snippets,
  chosen,
  onChoose,
}: {
  snippets: readonly Snippet[];
  chosen: string;
  onChoose: (id: string) => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  const groups = ["Shells", "Raw", "Languages"].map((name) => ({
    name,
    targets: snippets.filter((snippet) => groupOf(snippet) === name),
  }));
  const order = groups.flatMap(({ targets }) => targets);
  function move(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = order[(order.findIndex(({ id }) => id === chosen) + step + order.length) % order.length];
    if (!next) return;
    onChoose(next.id);
    list.current?.querySelector<HTMLElement>(`[data-target="${next.id}"]`)?.focus();
  }
  return (
    <div ref={list} className="targets" role="radiogroup" aria-label="Target" onKeyDown={move}>
      {groups.map(({ name, targets }) => (
        <Fragment key={name}>
          {targets.length > 0 && <h2>{name}</h2>}
          {targets.map(({ id, label, code }) => (
            // biome-ignore lint/a11y/useSemanticElements: a row of text, not a form's radio
            <button
              key={id}
              type="button"
              role="radio"
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
        </Fragment>
      ))}
    </div>
  );
}
