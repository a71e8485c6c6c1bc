"use client";

import { useMemo, useState } from "react";
import type { RefreshRequest } from "../../lib/oauth/refresh-request.ts";
import { toSnippets } from "../../lib/snippets/catalog.ts";
import type { Snippet } from "../../lib/snippets/define-snippet.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Scrollable } from "../ui/scrollable.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { TargetList } from "./target-list.tsx";

/** The request that works, in the shell or language of the reader. Made in the tab; nothing is sent. */
export default function SnippetPanel({ request }: { request: RefreshRequest }) {
  const [secrets, setSecrets] = useState<"env" | "literal">("env");
  const [chosen, setChosen] = useState("curl-posix");
  const snippets = useMemo(() => toSnippets(request, { secrets }), [request, secrets]);
  const snippet = snippets.find(({ id }) => id === chosen) ?? snippets[0];
  if (!snippet) return null;
  return (
    <div className="snip">
      <TargetList snippets={snippets} chosen={snippet.id} onChoose={setChosen} />
      <div>
        <div className="fld pick">
          <label htmlFor="target">Target</label>
          <div className="sel">
            <select id="target" value={snippet.id} onChange={(event) => setChosen(event.target.value)}>
              {snippets.map(({ id, label, code }) => (
                <option key={id} value={id}>
                  {code === null ? `${label}: declined` : label}
                </option>
              ))}
            </select>
            <Icon name="down" />
          </div>
        </div>
        <div className="bar-head">
          <h2>{snippet.label}</h2>
          <div className="r">
            <Segmented
              label="Secrets in the snippet"
              className="sm"
              choices={[
                { value: "env", label: "env" },
                { value: "literal", label: "literal" },
              ]}
              value={secrets}
              onChoose={setSecrets}
            />
            {snippet.code !== null && <CopyButton text={() => snippet.code ?? ""} said={snippet.label} />}
          </div>
        </div>
        <Code snippet={snippet} />
      </div>
    </div>
  );
}

function Code({ snippet }: { snippet: Snippet }) {
  if (snippet.code === null) {
    return (
      <div className="banner">
        <span className="s-warning">
          <Icon name="warning" />
        </span>
        <span>
          <b className="s-warning">Declined.</b> {snippet.declined}
        </span>
      </div>
    );
  }
  const names = Object.keys(snippet.env ?? {});
  return (
    <>
      <Scrollable className="code" label={`${snippet.label}, code`}>
        {snippet.code}
      </Scrollable>
      {names.length > 0 && (
        <p className="note py-3">
          <Icon name="info" />
          <span>
            Set {names.map((name, i) => [i > 0 ? ", " : "", <code key={name}>{name}</code>])} first: they are read when
            it runs, and no secret stands in the text. “literal” writes the values out.
          </span>
        </p>
      )}
      {snippet.notes?.map((note) => (
        <p className="note py-1" key={note}>
          <Icon name="info" />
          <span>{note}</span>
        </p>
      ))}
    </>
  );
}
