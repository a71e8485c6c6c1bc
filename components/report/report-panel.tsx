"use client";

import { useDeferredValue, useEffect, useMemo, useState } from "react";
import type { Leak } from "../../lib/report/leaks.ts";
import { formatCaseFragment } from "../../lib/report/permalink.ts";
import { createStandIns } from "../../lib/report/stand-in.ts";
import type { Sent } from "../exchange/sent.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Scrollable } from "../ui/scrollable.tsx";
import { Segmented } from "../ui/segmented.tsx";
import type { Draft } from "../workbench/state.ts";
import { makeReport, type Report, randomFraction } from "./make-report.ts";
import { toCase } from "./to-case.ts";

const TEXTS = [
  { value: "markdown", label: "Forum post" },
  { value: "question", label: "Ask the provider" },
] as const;
const IDS = [
  { value: "hidden", label: "stand-in" },
  { value: "kept", label: "as it is" },
] as const;

/** The case as a text that is safe to post: preview, what was replaced, copy. Made in this tab. */
export function ReportPanel({ draft, sent }: { draft: Draft; sent: Sent | null }) {
  const [shown, setShown] = useState<"markdown" | "question">("markdown");
  const [ids, setIds] = useState<"hidden" | "kept">("hidden");
  const [standIns] = useState(() => createStandIns(randomFraction));
  const source = useDeferredValue(draft);
  const given = useMemo(() => toCase(source, sent), [source, sent]);
  const report = useMemo(() => makeReport(given, standIns, ids === "kept"), [given, standIns, ids]);
  const link = useLink(report);
  if (given.text.trim() === "" && given.reply.trim() === "") {
    return (
      <div className="blank">
        <b>Nothing to report yet.</b>
        Paste a command or a reply, or send the form.
      </div>
    );
  }
  const isClean = report.leaks.length === 0;
  return (
    <>
      <div className="bar-head">
        <Segmented className="sm" label="Report for" choices={TEXTS} value={shown} onChoose={setShown} />
        {isClean && (
          <span className="r">
            <CopyButton
              text={() => report[shown]}
              said={shown === "markdown" ? "Report as Markdown" : "Text for the provider"}
            />
            {link !== undefined && (
              <CopyButton
                text={() => new URL(`/#${link}`, window.location.href).href}
                said="Link to the redacted case"
                label="Copy link"
              />
            )}
          </span>
        )}
      </div>
      {isClean ? <Advice isCut={report.isCut} /> : <Refusal leaks={report.leaks} />}
      <Scrollable className="code fold mt-2" label="Preview of the report">
        {report[shown]}
      </Scrollable>
      <div className="sh mt-4">
        <h2>Replaced</h2>
        <span className="r">
          <span>Client id and names</span>
          <Segmented className="sm" label="Client id and names" choices={IDS} value={ids} onChoose={setIds} />
        </span>
      </div>
      <ReplacedList report={report} />
    </>
  );
}

/** The fragment with the redacted case. */
function useLink(report: Report): string | undefined {
  const [link, setLink] = useState<string>();
  useEffect(() => {
    let isWanted = true;
    formatCaseFragment(report.shared).then(
      (fragment) => isWanted && setLink(fragment),
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [report]);
  return link;
}

function Advice({ isCut }: { isCut: boolean }) {
  return (
    <p className="note">
      <Icon name="info" />
      <span>
        No piece of a value listed below is left, in any encoding. What no name and no shape tells is not known to be
        secret: read it once before you post it. The link holds the redacted case behind its #, which no browser sends.
        {isCut && " Only the first 20,000 characters of each text are in it."}
      </span>
    </p>
  );
}

function Refusal({ leaks }: { leaks: readonly Leak[] }) {
  const places = leaks.slice(0, 5).map(({ name, line, inside }) => {
    const how = inside.length === 0 ? "" : ` (${inside.join(", in ")})`;
    return `${name} in line ${line}${how}`;
  });
  return (
    <p className="note" role="alert">
      <span className="s-error">
        <Icon name="error" />
      </span>
      <span>
        Not to be copied: a piece is left of {[...new Set(places)].join("; ")}. Take it out of the text on the left.
      </span>
    </p>
  );
}

function ReplacedList({ report: { replaced } }: { report: Report }) {
  if (replaced.length === 0) return <p className="note">Nothing in it looks like a secret.</p>;
  return (
    <ul className="replaced">
      {replaced.map(({ name, standIn, length, places }) => (
        <li key={standIn}>
          <b>{name}</b>
          <code>{standIn.length > 48 ? `${standIn.slice(0, 47)}…` : standIn}</code>
          <span>
            {length} characters{places > 1 ? `, ${places} places` : ""}
          </span>
        </li>
      ))}
    </ul>
  );
}
