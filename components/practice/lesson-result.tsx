"use client";

import { useState } from "react";
import { decodeBytes, fromBase64 } from "../../lib/text/bytes.ts";
import { WireBytes } from "../exchange/wire-bytes.tsx";
import { Icon } from "../ui/icon.tsx";
import { Prose } from "../ui/prose.tsx";
import type { Tone } from "../verdict/verdict.tsx";
import type { LenientWords, LessonProps } from "./lesson-view.tsx";
import type { LessonServer, Tried } from "./use-try.ts";

/** What the server said to the request that was sent last. */
export function LessonResult({
  lesson,
  tried,
  server,
}: {
  lesson: LessonProps;
  tried: Tried | null;
  server: LessonServer;
}) {
  if (!tried) {
    return (
      <div className="blank" id="verdict" tabIndex={-1}>
        <b>Nothing sent yet.</b>
        Mend the request and send it. The practice server decides: what it says, and the bytes of both, will stand here.
      </div>
    );
  }
  const { outcome, isBroken } = tried;
  const words = wordsFor(tried);
  return (
    <>
      <div className="verdict" id="verdict" tabIndex={-1}>
        <span className={`s-${words.tone}`}>
          <Icon name={words.tone} />
        </span>
        <h2>
          <Prose text={words.title} />
        </h2>
        {words.evidence !== "" && (
          <p>
            <Prose text={words.evidence} />
          </p>
        )}
        {outcome.accepted && tried.server === "strict" && lesson.after && (
          <div className="acts">
            <a className="btn" href={`/practice/${lesson.after.id}`}>
              Next: {lesson.after.title}
            </a>
          </div>
        )}
      </div>
      {tried.server === "lenient" && isBroken && <Elsewhere lenient={lesson.lenient} isAccepted={outcome.accepted} />}
      {tried.server === "strict" && !outcome.accepted && isBroken && lesson.lenient && server === "strict" && (
        <p className="note">
          <Icon name="info" />
          <span>It works at other servers all the same. Switch to Lenient and send it once more to see.</span>
        </p>
      )}
      {!outcome.accepted && outcome.truth && (
        <Truth key={`${lesson.id}-${outcome.sent?.base64}`} truth={outcome.truth} />
      )}
      {outcome.sent && (
        <div className="g2">
          <WireBytes title="Sent" base64={outcome.sent.base64} as="text" secrets={[]} />
          {outcome.reply && <WireBytes title="Came back" base64={outcome.reply.raw.base64} as="text" secrets={[]} />}
        </div>
      )}
    </>
  );
}

/** What the server knows and, as servers do, did not say. */
function Truth({ truth }: { truth: NonNullable<Tried["outcome"]["truth"]> }) {
  const [isShown, setShown] = useState(false);
  return (
    <div className="reason">
      <button
        type="button"
        className="btn sm"
        aria-expanded={isShown}
        aria-controls="truth"
        onClick={() => setShown(!isShown)}
      >
        What the server did not say
      </button>
      <p id="truth" hidden={!isShown}>
        <Prose text={truth.sentence} />
        {truth.rule && (
          <>
            {" "}
            <a href={`/rules/${truth.rule}`}>
              <code>{truth.rule}</code>
            </a>
          </>
        )}
      </p>
    </div>
  );
}

/** Why the broken request works at other servers, and at which. */
function Elsewhere({ lenient, isAccepted }: { lenient: LenientWords | null; isAccepted: boolean }) {
  if (!lenient || !isAccepted) {
    return isAccepted ? null : (
      <p className="note">
        <Icon name="info" />
        <span>Here no server is lenient that Regrant knows of: this request fails everywhere.</span>
      </p>
    );
  }
  return (
    <div className="taken">
      <p>{lenient.why}</p>
      {lenient.known.length > 0 ? (
        <p>
          On record for{" "}
          {lenient.known.map(({ id, name }, i) => (
            <span key={id}>
              {i > 0 && ", "}
              <a href={`/providers/${id}`}>{name}</a>
            </span>
          ))}
          .
        </p>
      ) : (
        <p>Which providers do so is not on record here.</p>
      )}
      <p>Now mend it, so that a strict server takes it too.</p>
    </div>
  );
}

function wordsFor({ server, outcome, isBroken }: Tried): { tone: Tone; title: string; evidence: string } {
  if (outcome.problem !== null) {
    const evidence = outcome.sent ? "The bytes below went out, and no answer came." : "";
    return { tone: "warning", title: outcome.problem, evidence };
  }
  const status = outcome.reply?.status ?? 0;
  const stored = "The old refresh token is spent; the new one stands in the request now.";
  if (outcome.accepted) {
    if (server === "strict")
      return { tone: "ok", title: "Mended: the strict server gave new tokens.", evidence: stored };
    const title = isBroken
      ? "The lenient server takes even the broken request."
      : "The lenient server gave new tokens.";
    return { tone: "ok", title, evidence: stored };
  }
  if (status === 200) {
    return {
      tone: "error",
      title: "Status 200, and no token in it.",
      evidence: "What came back is a page for people.",
    };
  }
  const title = outcome.error ? `Refused: \`${outcome.error}\`.` : `Refused with status ${status}.`;
  return { tone: "error", title, evidence: wordsOfServer(outcome.reply?.raw.base64) };
}

/** The server's own words: the error_description of its reply. */
function wordsOfServer(raw: string | undefined): string {
  const text = decodeBytes(fromBase64(raw ?? "") ?? new Uint8Array());
  const description = /"error_description":"([^"\\]{1,200})"/.exec(text)?.[1];
  return description ? `The server says: ${description}` : "The server says no more than that.";
}
