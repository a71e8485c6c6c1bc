"use client";

import { useDeferredValue, useEffect, useMemo, useState } from "react";
import type { FilledValues } from "../readings/filled-values.ts";
import type { Diagnosis } from "./engine.ts";
import { toRefreshRequest } from "./fields.ts";
import type { Draft } from "./state.ts";

type Engine = typeof import("./engine.ts");

/** The diagnosis, fetched after the first paint: the page is drawn and can be typed into without it. */
export function useEngine(): Engine | null {
  const [engine, setEngine] = useState<Engine | null>(null);
  useEffect(() => {
    let isWanted = true;
    import("./engine.ts").then(
      (loaded) => isWanted && setEngine(loaded),
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, []);
  return engine;
}

/** The verdicts on text and form. They follow each keystroke, after it is drawn; `first` stands until the engine is here. */
export function useDiagnosis(
  engine: Engine | null,
  draft: Draft,
  first: { readonly draft: Draft; readonly diagnosis: Diagnosis },
  values: FilledValues,
): Diagnosis | null {
  const deferred = useDeferredValue(draft);
  const filled = useDeferredValue(values);
  const { view, text, reply, shell, provider, fields } = deferred;
  const ofText = useMemo(
    () =>
      engine && view === "paste" && text.trim() !== ""
        ? engine.diagnoseText({ text, reply, shell, provider, values: filled })
        : null,
    [engine, view, text, reply, shell, provider, filled],
  );
  const ofForm = useMemo(
    () => (engine && view === "form" ? engine.diagnoseFields(toRefreshRequest(fields), provider) : null),
    [engine, view, fields, provider],
  );
  if (draft.view === "form") return ofForm;
  if (!engine && draft.text === first.draft.text && draft.reply === first.draft.reply) return first.diagnosis;
  return ofText;
}
