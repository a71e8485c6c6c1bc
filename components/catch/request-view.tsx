"use client";

import { useState } from "react";
import { saveCompared } from "../compare/compare-storage.ts";
import { maskText } from "../editor/secrets.ts";
import { SecretValue } from "../exchange/secret-value.tsx";
import { WireBytes } from "../exchange/wire-bytes.tsx";
import { Icon } from "../ui/icon.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { ClearedList, Findings } from "../verdict/findings.tsx";
import { Verdict } from "../verdict/verdict.tsx";
import { type Handed, handOver } from "../workbench/storage.ts";
import { toRequestText, toRightText } from "./as-text.ts";
import { type Caught, secretsOf } from "./caught.ts";
import { lineForCaught, wordsForCaught } from "./words.ts";

const AS = [
  { value: "text", label: "text" },
  { value: "hex", label: "hex" },
] as const;

/** One caught request: the verdict, its findings, the bytes, what a token server understands, and what was answered. */
export function RequestView({ caught, others }: { caught: Caught; others: readonly Caught[] }) {
  const [as, setAs] = useState<"text" | "hex">("text");
  const { findings, cleared } = caught;
  const secrets = secretsOf(caught);
  const text = toRequestText(caught);
  const words = wordsForCaught(caught);
  return (
    <>
      <Verdict words={{ ...words, evidence: maskText(words.evidence, secrets) }}>
        {text !== undefined && (
          <div className="acts">
            <button type="button" className="btn" onClick={() => openInWorkbench({ text, tab: "readings" })}>
              Open in the workbench
            </button>
            <button type="button" className="btn" onClick={() => openInWorkbench({ text, tab: "snippets" })}>
              Make it a snippet
            </button>
            <CompareSelect caught={caught} text={text} others={others} />
          </div>
        )}
      </Verdict>
      {caught.malformed !== null && findings.length > 0 && (
        <p className="note">
          <Icon name="warning" />
          <span>{caught.malformed}</span>
        </p>
      )}
      {(findings.length > 0 || cleared.length > 0) && (
        <div className={findings.length > 0 && cleared.length > 0 ? "split" : undefined}>
          {findings.length > 0 && <Findings findings={findings} text="" secrets={secrets} />}
          <ClearedList cleared={cleared} isWide={findings.length === 0} />
        </div>
      )}
      <div className="panel">
        <div className="sh">
          <h2>{caught.fidelity === "bytes" ? "The bytes that arrived" : "What HTTP tells of the bytes"}</h2>
          <span className="r">
            <Segmented label="Show bytes as" choices={AS} value={as} onChoose={setAs} className="sm" />
          </span>
        </div>
        <WireBytes title="Caught" base64={caught.raw.base64} as={as} secrets={secrets} />
        {caught.fidelity === "http" && (
          <p className="note">
            <Icon name="info" />
            <span>
              Put together below the app’s own address: what is no clean HTTP never gets here, and a chunked body shows
              in one chunk.
            </span>
          </p>
        )}
      </div>
      <div className="g2">
        <Understood caught={caught} secrets={secrets} />
        <Answered caught={caught} secrets={secrets} />
      </div>
    </>
  );
}

/** Compares the request with another that was caught, or with what it should be, on the page for that. */
function CompareSelect({ caught, text, others }: { caught: Caught; text: string; others: readonly Caught[] }) {
  const readable = others.filter(({ id, request }) => id !== caught.id && request);
  function compare(id: string) {
    const other = readable.find((each) => each.id === id);
    const works = other ? toRequestText(other) : toRightText(caught);
    if (works === undefined) return;
    saveCompared({ works: { text: works, shell: "auto" }, fails: { text, shell: "auto" } });
    location.assign("/compare");
  }
  return (
    <div className="sel">
      <select
        aria-label="Compare this request with"
        value=""
        onChange={({ target }) => target.value !== "" && compare(target.value)}
      >
        <option value="">Compare with …</option>
        <option value="right">what it should be</option>
        {readable.map((other) => (
          <option key={other.id} value={other.id}>
            {`${new Date(other.receivedAt).toLocaleTimeString("en-GB")} ${other.request?.method}, ${lineForCaught(other).line}`}
          </option>
        ))}
      </select>
      <Icon name="down" />
    </div>
  );
}

/** Through this tab's memory, never through an address. */
function openInWorkbench(handed: Handed): void {
  handOver(handed);
  location.assign("/");
}

function Understood({ caught, secrets }: { caught: Caught; secrets: readonly string[] }) {
  return (
    <div>
      <div className="sh">
        <h2>What a token server understands</h2>
      </div>
      {caught.understood.length === 0 ? (
        <p className="note">Nothing: there is no parameter in it.</p>
      ) : (
        <table className="ptab">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Value</th>
              <th scope="col">From</th>
            </tr>
          </thead>
          <tbody>
            {caught.understood.map(({ name, value, from }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a parameter may stand there twice
              <tr key={`${name}-${i}`}>
                <td>{maskText(name, secrets)}</td>
                <td>
                  {value === "" ? "empty" : secrets.includes(value) ? <SecretValue value={value} name={name} /> : value}
                </td>
                <td>{from}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

function Answered({ caught: { answer }, secrets }: { caught: Caught; secrets: readonly string[] }) {
  return (
    <div>
      <div className="sh">
        <h2>Answered</h2>
      </div>
      <div className="raw">
        <span className="ln">
          <b>{answer.status === 0 ? "Nothing: the connection ended without an answer" : answer.status}</b>
        </span>
        {answer.body !== "" && <span className="ln">{maskText(answer.body, secrets)}</span>}
      </div>
    </div>
  );
}
