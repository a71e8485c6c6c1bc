"use client";

import { Fragment, useState } from "react";
import type { Cleared, Finding, Fix } from "../../lib/rules/finding.ts";
import { maskText } from "../editor/secrets.ts";
import { Icon } from "../ui/icon.tsx";
import { Prose } from "../ui/prose.tsx";
import { findingId } from "./finding-id.ts";

const WORDS = { error: "Error", warning: "Warning", info: "Info" } as const;

export interface FindingsProps {
  readonly findings: readonly Finding[];
  /** The text that the findings' edits count in; "" where there is none. */
  readonly text: string;
  /** Values that are hidden wherever a finding repeats them. */
  readonly secrets: readonly string[];
  /** Applies the fixes of one finding, or of all. Undefined where nothing can be changed (an exchange). */
  /** True for the page's own findings, to which a link may lead. */
  readonly isPage?: boolean;
  readonly onFix?: ((fixes: readonly Fix[], what: string) => void) | undefined;
}

/** What is wrong, the root cause first and open; each with its place, its rule and its fix. */
export function Findings({ findings, text, secrets, isPage = false, onFix }: FindingsProps) {
  const fixes = findings.flatMap(({ fix }) => (fix && canApply(fix) ? [fix] : []));
  return (
    <div>
      <div className="sh">
        <h2>{findings.length === 1 ? "1 finding" : `${findings.length} findings`}</h2>
        {onFix && fixes.length > 1 && (
          <span className="r">
            <button
              type="button"
              className="btn ghost sm"
              onClick={() => onFix(fixes, `${fixes.length} fixes applied.`)}
            >
              Apply all
            </button>
          </span>
        )}
      </div>
      <ol className="finds">
        {findings.map((finding, i) => (
          <FindingRow
            key={`${finding.rule}-${finding.title}`}
            finding={finding}
            isFirst={i === 0}
            anchor={
              isPage && findings.findIndex(({ rule }) => rule === finding.rule) === i
                ? findingId(finding.rule)
                : undefined
            }
            text={text}
            secrets={secrets}
            onFix={onFix}
          />
        ))}
      </ol>
    </div>
  );
}

function canApply(fix: Fix): boolean {
  return fix.edits.length > 0 || fix.set !== undefined;
}

function FindingRow({
  finding,
  isFirst,
  anchor,
  text,
  secrets,
  onFix,
}: { finding: Finding; isFirst: boolean; anchor: string | undefined } & Omit<FindingsProps, "findings">) {
  const [isOpen, setOpen] = useState(isFirst);
  const { rule, severity, title, spec, fix } = finding;
  const id = `about-${rule}-${finding.spans[0]?.start ?? finding.part ?? ""}`.replace(/[^\w-]/g, "-");
  return (
    <li id={anchor}>
      <span className={`s-${severity}`}>
        <Icon name={severity} />
      </span>
      <div>
        <button
          type="button"
          className={`t s-${severity}`}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          {WORDS[severity]}
          <em>
            <Prose text={title} />
          </em>
        </button>
        <p className="m">
          <a href={`/rules/${rule}`}>
            <code>{rule}</code>
          </a>
          , told by {toldBy(finding)}
          {spec && (
            <>
              ,{" "}
              <a href={spec.url} rel="noreferrer" target="_blank">
                {spec.name}
              </a>
            </>
          )}
          {anchor && (
            <>
              ,{" "}
              <a href={`#${anchor}`} aria-label={`Permalink: ${title}`}>
                permalink
              </a>
            </>
          )}
        </p>
      </div>
      <div className="act">
        {onFix && fix && canApply(fix) && (
          <button
            type="button"
            className="btn sm"
            aria-label={`Apply fix: ${fix.title}`}
            onClick={() => onFix([fix], `${fix.title}.`)}
          >
            Apply fix
          </button>
        )}
      </div>
      <div className="d" id={id} hidden={!isOpen}>
        <p>
          <Prose text={maskText(finding.detail, secrets)} />
        </p>
        {fix && <Diff fix={fix} text={text} />}
      </div>
    </li>
  );
}

function toldBy({ part, spans }: Finding): string {
  if (part === null) return spans.length > 0 ? "the text" : "the request";
  if (/^(reply|response|answer)/.test(part)) return "the reply";
  return /^failure/.test(part) ? "the connection" : "the request";
}

const DIFF_MOST = 4;
const DIFF_LONGEST = 400;

function clip(text: string): string {
  return text.length > DIFF_LONGEST ? `${text.slice(0, DIFF_LONGEST)}…` : text;
}

const AROUND = 24;

/** What a fix takes away and puts in its place: the first few edits, with a little of what stands around. */
function Diff({ fix, text }: { fix: Fix; text: string }) {
  const edits = fix.edits.filter(({ end }) => end <= text.length).sort((a, b) => a.start - b.start);
  if (edits.length === 0) return <p className="m">{fix.title}</p>;
  const rows = edits.slice(0, DIFF_MOST).map((edit) => {
    const before =
      text
        .slice(Math.max(0, edit.start - AROUND), edit.start)
        .split("\n")
        .at(-1) ?? "";
    const after = text.slice(edit.end, edit.end + AROUND).split("\n")[0] ?? "";
    const isWide = edit.end - edit.start > AROUND;
    const around = (middle: string) => (isWide ? middle : `${before}${middle}${after}`);
    return { start: edit.start, del: around(clip(text.slice(edit.start, edit.end))), add: around(clip(edit.text)) };
  });
  return (
    <div className="diff">
      {rows.map(({ start, del, add }) => (
        <Fragment key={start}>
          {del.trim() !== "" && <div className="del">{maskText(del, [])}</div>}
          {add.trim() !== "" && <div className="add">{maskText(add, [])}</div>}
        </Fragment>
      ))}
      {edits.length > DIFF_MOST && <p className="m">and {edits.length - DIFF_MOST} more places</p>}
    </div>
  );
}

const CLEARED_SHOWN = 5;

/** What was checked and is right: the suspects that are free to go, those first that the reply itself acquits. */
export function ClearedList({ cleared, isWide = false }: { cleared: readonly Cleared[]; isWide?: boolean }) {
  const [isOpen, setOpen] = useState(false);
  if (cleared.length === 0) return null;
  const sorted = [...cleared].sort((a, b) => weigh(b) - weigh(a));
  const shown = isOpen ? sorted : sorted.slice(0, CLEARED_SHOWN);
  const rest = cleared.length - shown.length;
  return (
    <div>
      <div className="sh">
        <h2>Checked, and right</h2>
      </div>
      <ul className={isWide ? "clear wide" : "clear"}>
        {shown.map(({ rule, title }) => (
          <li key={`${rule}-${title}`}>
            <Icon name="ok" />
            <span>
              <Prose text={startSentence(title)} />
            </span>
          </li>
        ))}
      </ul>
      {(rest > 0 || isOpen) && (
        <button type="button" className="btn ghost sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? "Show fewer" : `${rest} more`}
        </button>
      )}
    </div>
  );
}

/** The reply says most, then what is known of the credentials, then the rest in the order of the rules. */
function weigh({ rule, title }: Cleared): number {
  if (/\breply\b/.test(title)) return 2;
  return /^(basic|missing-client|secret)/.test(rule) ? 1 : 0;
}

/** A capital in front, unless the sentence begins with a term that is spelled as it is (`grant_type`). */
function startSentence(text: string): string {
  const first = text.split(" ")[0] ?? "";
  return /[_/-]/.test(first) ? text : first.charAt(0).toUpperCase() + text.slice(1);
}
