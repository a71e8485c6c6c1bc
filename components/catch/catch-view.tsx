"use client";

import { useState } from "react";
import { useNow } from "../exchange/use-now.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { Icon } from "../ui/icon.tsx";
import { useIsLive } from "../ui/use-is-live.ts";
import { Verdict } from "../verdict/verdict.tsx";
import { BehaviourSelect } from "./behaviour-select.tsx";
import type { Box, Caught } from "./caught.ts";
import { toHar } from "./har.ts";
import { toRecipes } from "./recipes.ts";
import { RequestList } from "./request-list.tsx";
import { RequestView } from "./request-view.tsx";
import { useCatch } from "./use-catch.ts";
import { wordsForCaught } from "./words.ts";

export interface CatchViewProps {
  readonly box: Box;
  /** True on an instance that is not one's own machine. */
  readonly isPublic: boolean;
  /** What is not as it should be with the server, in words. */
  readonly problems: readonly string[];
}

const STREAMS = {
  opening: "connecting",
  live: "live",
  lost: "the connection dropped; trying again",
  gone: "the box is gone",
} as const;

/** A box: its address, how it answers, and what it has caught, live. */
export function CatchView({ box, isPublic, problems }: CatchViewProps) {
  const { requests, stream } = useCatch(box.id);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const chosen = requests.find(({ id }) => id === chosenId) ?? requests[0] ?? null;
  return (
    <main className="bench">
      <section className="req" aria-label="The box and its requests">
        <Address box={box} isGone={stream === "gone"} />
        {problems.map((problem) => (
          <p className="note" key={problem}>
            <Icon name="warning" />
            <span>{problem}</span>
          </p>
        ))}
        <BehaviourSelect box={box} />
        <div>
          <div className="sh">
            <h2>
              {requests.length === 1 ? "1 request" : `${requests.length} requests`}, {STREAMS[stream]}
            </h2>
          </div>
          <RequestList box={box} requests={requests} chosen={chosen?.id} onChoose={setChosenId} />
        </div>
        <div className="acts">
          <button
            type="button"
            className="btn sm"
            disabled={requests.length === 0}
            onClick={() => download(box, requests)}
          >
            Download as HAR, with secrets
          </button>
          <DeleteButton box={box} />
        </div>
        <Warning isPublic={isPublic} />
        <Recipes box={box} />
        <dl className="trust">
          <dt>Catch</dt>
          <dd>your program → this server, kept in its memory, the last hundred requests</dd>
          <dt>Forget</dt>
          <dd>an hour after the box was made, or with Delete</dd>
        </dl>
      </section>
      <section className="res" aria-label="The chosen request">
        {chosen ? (
          <RequestView key={chosen.id} caught={chosen} others={requests} />
        ) : (
          <Verdict words={wordsForCaught(null)} />
        )}
      </section>
    </main>
  );
}

function Address({ box, isGone }: { box: Box; isGone: boolean }) {
  return (
    <div className="fld">
      <span className="lab">Point your program’s token endpoint here; any path below works too</span>
      <div className="url">
        <span>{box.url}</span>
        <CopyButton text={() => box.url} said="Catch URL" />
      </div>
      <Expiry expiresAt={box.expiresAt} isGone={isGone} />
      {box.fidelity === "http" && (
        <span className="hint">Below the app’s own address: what is no clean HTTP is not seen here.</span>
      )}
    </div>
  );
}

function Expiry({ expiresAt, isGone }: { expiresAt: string; isGone: boolean }) {
  const isLive = useIsLive();
  const now = useNow(isLive && !isGone, 10_000);
  const minutes = Math.max(0, Math.ceil((Date.parse(expiresAt) - now) / 60_000));
  const left = isGone ? "Gone: nothing is caught any more." : `Gone in ${minutes} min. `;
  return (
    <span className="hint">
      {isLive ? left : ""}
      {!isGone && "What arrives is kept in memory only."}
    </span>
  );
}

function Warning({ isPublic }: { isPublic: boolean }) {
  return (
    <p className="note">
      <Icon name={isPublic ? "warning" : "info"} />
      <span>
        {isPublic
          ? "This Regrant runs on somebody else’s server. Do not point real secrets at it: use a test client, or run Regrant on your own machine."
          : "Whoever has this address sees what arrives. Use a test client’s secret where you can."}
      </span>
    </p>
  );
}

function Recipes({ box }: { box: Box }) {
  return (
    <div>
      <div className="sh">
        <h2>How to point a client here</h2>
      </div>
      {toRecipes(box).map(({ name, about, code }) => (
        <details key={name} className="recipe">
          <summary>{name}</summary>
          <p>{about}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <pre className="code" tabIndex={0}>
            <code>{code}</code>
          </pre>
          <CopyButton text={() => code} said={`Recipe for ${name}`} />
        </details>
      ))}
    </div>
  );
}

function DeleteButton({ box }: { box: Box }) {
  const [isFailed, setFailed] = useState(false);
  async function remove() {
    const done = await fetch(`/api/catch/${box.id}`, { method: "DELETE" }).then(
      ({ ok, status }) => ok || status === 404,
      () => false,
    );
    if (done) location.assign("/catch");
    else setFailed(true);
  }
  return (
    <>
      <button type="button" className="btn sm" onClick={remove}>
        Delete the box
      </button>
      {isFailed && <span role="alert">The server did not answer. The box is still there.</span>}
    </>
  );
}

function download(box: Box, requests: readonly Caught[]): void {
  const blob = new Blob([JSON.stringify(toHar(requests), null, 2)], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `regrant-${box.id.slice(0, 8)}.har`;
  link.click();
  URL.revokeObjectURL(link.href);
}
