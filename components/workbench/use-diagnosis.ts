"use client";

import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import type { RefreshRequest } from "../../lib/oauth/refresh-request.ts";
import { isLong } from "../editor/long-text.ts";
import type { FilledValues } from "../readings/filled-values.ts";
import type { Diagnosis, TextInput } from "./engine.ts";
import { toRefreshRequest } from "./fields.ts";
import { createLongReader, type Hand, type LongReader } from "./long-reader.ts";
import type { Draft } from "./state.ts";

type Engine = typeof import("./engine.ts");

/**
 * The diagnosis, fetched after the first paint: the page is drawn and can be typed into without it. Not fetched before it
 * `isNeeded`.
 */
export function useEngine(isNeeded = true): Engine | null {
  const [engine, setEngine] = useState<Engine | null>(null);
  useEffect(() => {
    let isWanted = isNeeded;
    if (!isWanted) return;
    import("./engine.ts").then(
      (loaded) => isWanted && setEngine(loaded),
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [isNeeded]);
  return engine;
}

export interface Diagnosed {
  readonly diagnosis: Diagnosis | null;
  /** True while a long text is read again: the diagnosis is that of the text before. */
  readonly isReading: boolean;
  /** The request as it should be; the last one until that of this text is worked out. */
  readonly request: RefreshRequest | null;
  /** Works out the request as it should be, now. */
  readonly repair: () => Promise<RefreshRequest | null>;
}

/** After this pause in typing the request is worked out that the fixed text would make. */
const REPAIR_AFTER_MS = 150;

/**
 * The verdicts on text and form. They follow each keystroke, after it is drawn; a long text is read in a worker. `first`
 * stands until the engine is here.
 */
export function useDiagnosis(
  engine: Engine | null,
  draft: Draft,
  first: { readonly draft: Draft; readonly diagnosis: Diagnosis },
  values: FilledValues,
): Diagnosed {
  const deferred = useDeferredValue(draft);
  const filled = useDeferredValue(values);
  const { view, text, reply, shell, provider, fields } = deferred;
  const input = useMemo(
    () => (engine && view === "paste" && text.trim() !== "" ? { text, reply, shell, provider, values: filled } : null),
    [engine, view, text, reply, shell, provider, filled],
  );
  const isLongInput = input !== null && (isLong(input.text) || isLong(input.reply));
  const reader = useLongReader();
  const ofLong = useLongDiagnosis(reader, isLongInput ? input : null);
  const ofText = useMemo(
    () => (engine && input && !isLongInput ? engine.diagnoseText(input) : null),
    [engine, input, isLongInput],
  );
  const ofForm = useMemo(
    () => (engine && view === "form" ? engine.diagnoseFields(toRefreshRequest(fields), provider) : null),
    [engine, view, fields, provider],
  );
  const isFirst = !engine && draft.text === first.draft.text && draft.reply === first.draft.reply;
  const ofPaste = isFirst ? first.diagnosis : isLongInput ? ofLong.diagnosis : ofText;
  const diagnosis = draft.view === "form" ? ofForm : ofPaste;
  const repair = useCallback(async () => {
    if (!input || !engine) return diagnosis?.request ?? null;
    return isLongInput ? reader().ask("repair", input) : engine.repairText(input);
  }, [engine, input, isLongInput, diagnosis, reader]);
  const request = useRepaired(draft.view === "paste" ? diagnosis : null, repair);
  return { diagnosis, isReading: isLongInput && draft.view === "paste" && ofLong.isReading, request, repair };
}

/** One for the page, raised when a long text comes first. */
function useLongReader(): () => LongReader {
  const held = useRef<LongReader | null>(null);
  useEffect(
    () => () => {
      held.current?.close();
      held.current = null;
    },
    [],
  );
  return useCallback(() => {
    held.current ??= createLongReader(
      () => new Worker(new URL("./long-worker.ts", import.meta.url), { type: "module" }) as Hand,
      async ({ task, input }) => (await import("./long-tasks.ts")).LONG_TASKS[task](input),
    );
    return held.current;
  }, []);
}

function useLongDiagnosis(reader: () => LongReader, input: TextInput | null) {
  const [read, setRead] = useState<{ readonly input: TextInput; readonly diagnosis: Diagnosis } | null>(null);
  useEffect(() => {
    if (!input) return setRead(null);
    let isWanted = true;
    reader()
      .ask("diagnose", input)
      .then((diagnosis) => {
        if (isWanted && diagnosis) setRead({ input, diagnosis });
      });
    return () => {
      isWanted = false;
    };
  }, [reader, input]);
  const isReading = input !== null && read?.input !== input;
  const diagnosis = useMemo(
    () => read && (isReading ? { ...read.diagnosis, readBy: "reading …" } : read.diagnosis),
    [read, isReading],
  );
  return { diagnosis: input ? diagnosis : null, isReading };
}

function useRepaired(diagnosis: Diagnosis | null, repair: () => Promise<RefreshRequest | null>): RefreshRequest | null {
  const [repaired, setRepaired] = useState<RefreshRequest | null>(null);
  const isNeeded = diagnosis?.findings.some(({ fix }) => fix !== null && fix.edits.length > 0) ?? false;
  useEffect(() => {
    if (!isNeeded) return setRepaired(null);
    let isWanted = true;
    const timer = setTimeout(() => {
      repair().then((request) => {
        if (isWanted) setRepaired(request);
      });
    }, REPAIR_AFTER_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [isNeeded, repair]);
  return (isNeeded ? repaired : null) ?? diagnosis?.request ?? null;
}
