"use client";

import { type ReactNode, useDeferredValue, useEffect, useMemo, useState } from "react";
import type { Comparison } from "../../lib/diagnose/compare.ts";
import { findInvisibleInText } from "../editor/invisible.ts";
import { SecretEditor } from "../editor/secret-editor.tsx";
import { Verdict } from "../verdict/verdict.tsx";
import { ShellSelect } from "../workbench/shell-select.tsx";
import { COMPARE_EXAMPLE } from "./compare-example.ts";
import { type ComparedText, type ComparedTexts, loadCompared, saveCompared } from "./compare-storage.ts";
import { wordsForComparison } from "./compare-words.ts";
import { Differences } from "./differences.tsx";

type Compare = typeof import("../../lib/diagnose/compare.ts").compareTexts;

const EMPTY: ComparedTexts = { works: { text: "", shell: "auto" }, fails: { text: "", shell: "auto" } };
const SAVE_AFTER_MS = 150;

/** Two texts and what differs between them, the verdict first. `first` is the example's comparison, made by the server. */
export function CompareView({ first, children }: { first: Comparison; children: ReactNode }) {
  const [texts, setTexts] = useState(COMPARE_EXAMPLE);
  const compare = useCompare();
  const read = useDeferredValue(texts);
  useEffect(() => {
    const kept = loadCompared();
    if (kept) setTexts(kept);
  }, []);
  useEffect(() => {
    if (texts === COMPARE_EXAMPLE) return;
    const timer = setTimeout(() => saveCompared(texts), SAVE_AFTER_MS);
    const saveNow = () => saveCompared(texts);
    window.addEventListener("pagehide", saveNow);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("pagehide", saveNow);
    };
  }, [texts]);
  const comparison = useMemo(() => {
    if (read === COMPARE_EXAMPLE) return first;
    if (read.works.text.trim() === "" || read.fails.text.trim() === "") return null;
    return compare ? compare(read.works, read.fails) : null;
  }, [compare, read, first]);
  const set = (side: keyof ComparedTexts, change: Partial<ComparedText>) =>
    setTexts((all) => ({ ...all, [side]: { ...all[side], ...change } }));
  return (
    <>
      <Verdict words={wordsForComparison(comparison)} />
      {children}
      <div className="pair">
        <Side side="works" label="This one works" texts={texts} comparison={comparison} onChange={set} />
        <Side side="fails" label="This one fails" texts={texts} comparison={comparison} onChange={set} />
      </div>
      <div className="acts needs-script">
        <button type="button" className="btn sm" onClick={() => setTexts(EMPTY)}>
          Clear both
        </button>
        <button
          type="button"
          className="btn ghost sm"
          onClick={() => setTexts({ works: texts.fails, fails: texts.works })}
        >
          Exchange them
        </button>
        <button type="button" className="btn ghost sm" onClick={() => setTexts(COMPARE_EXAMPLE)}>
          Show the example
        </button>
      </div>
      <section className="result" aria-label="The comparison">
        {comparison && <Differences differences={comparison.differences} />}
      </section>
    </>
  );
}

/** The comparison, fetched after the first paint. */
function useCompare(): Compare | null {
  const [compare, setCompare] = useState<Compare | null>(null);
  useEffect(() => {
    let isWanted = true;
    import("../../lib/diagnose/compare.ts").then(
      ({ compareTexts }) => isWanted && setCompare(() => compareTexts),
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, []);
  return compare;
}

function Side({
  side,
  label,
  texts,
  comparison,
  onChange,
}: {
  side: keyof ComparedTexts;
  label: string;
  texts: ComparedTexts;
  comparison: Comparison | null;
  onChange: (side: keyof ComparedTexts, change: Partial<ComparedText>) => void;
}) {
  const { text, shell } = texts[side];
  const read = comparison?.[side];
  const invisible = useMemo(() => findInvisibleInText(text), [text]);
  return (
    <div>
      <SecretEditor
        id={side}
        label={label}
        value={text}
        onChange={(value) => onChange(side, { text: value })}
        marks={[]}
        invisible={invisible}
        placeholder="Paste a curl command, a Postman export, raw HTTP, fetch …"
        foot={read && (read.hasRequest ? `read as ${read.format}` : "no request can be read")}
      />
      {(!read || read.shell !== null || !read.hasRequest) && (
        <div className="fld">
          <label htmlFor={`${side}-shell`}>Shell</label>
          <ShellSelect
            id={`${side}-shell`}
            value={shell}
            detected={read?.shell ?? null}
            onChoose={(chosen) => onChange(side, { shell: chosen })}
          />
        </div>
      )}
    </div>
  );
}
