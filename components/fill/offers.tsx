"use client";

import type { HarEntry } from "../../lib/import/har-entries.ts";
import { readValues } from "../../lib/import/values/read-values.ts";
import { Icon } from "../ui/icon.tsx";
import { KIND_NAMES, listNames } from "./filled.ts";

/** For a text that is no request but names and values: what it has for the form. */
export function ValuesOffer({ text, onFill }: { text: string; onFill: (text: string) => void }) {
  const read = readValues(text);
  if (!read) return null;
  const { kind, filled } = read;
  return (
    <div className="note offer">
      <Icon name="info" />
      <span>
        This is {KIND_NAMES[kind]}
        {filled.length > 0 ? (
          <>
            {" "}
            with <code>{listNames(filled)}</code>.
          </>
        ) : (
          <>
            {" "}
            without a <code>refresh_token</code>: there is nothing to fill in.
          </>
        )}
      </span>
      {filled.length > 0 && (
        <button type="button" className="btn sm" onClick={() => onFill(text)}>
          Fill the form
        </button>
      )}
    </div>
  );
}

/** The requests of an archive, the likely ones first, to choose from. Queries and bodies are not shown. */
export function HarChoice({ entries, onPick }: { entries: readonly HarEntry[]; onPick: (index: number) => void }) {
  return (
    <section className="fld" aria-label="Requests of the archive">
      <p className="note offer">
        <Icon name="info" />
        <span>The archive holds several requests. The likeliest token request is read; choose another one:</span>
      </p>
      <ul className="entries">
        {entries.map(({ index, method, host, path, status, isLikely }) => (
          <li key={index}>
            <button type="button" onClick={() => onPick(index)}>
              <b>{method}</b>
              <span>
                {host}
                {path}
              </span>
              <em>
                {status === 0 ? "no answer" : status}
                {isLikely && ", token request"}
              </em>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
