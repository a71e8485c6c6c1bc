"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { FilledValues } from "../readings/filled-values.ts";
import { say } from "../ui/say.ts";
import type { Filling } from "./readings-view.tsx";
import type { Draft } from "./state.ts";

const NONE: FilledValues = {};

/** The values that are filled in beside the text: in memory alone, so that a reload forgets them; gone with an example. */
export function useFilling({ example }: Pick<Draft, "example">): Filling {
  const [values, setValues] = useState(NONE);
  const onFill = useCallback((name: string, value: string) => setValues((all) => ({ ...all, [name]: value })), []);
  const onClear = useCallback(() => setValues(NONE), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another example is another text
  useEffect(() => setValues(NONE), [example]);
  return useMemo(() => ({ values, onFill, onClear }), [values, onFill, onClear]);
}

/** Values were filled in for one host: a text that names another one does not get them. */
export function useHostOfValues(host: string | null | undefined, { values, onClear }: Filling): void {
  const bound = useRef(host);
  useEffect(() => {
    if (host === undefined || host === null || host === bound.current) return;
    const before = bound.current;
    bound.current = host;
    if (!before || Object.values(values).every((value) => value === "")) return;
    onClear();
    say(`The values were filled in for ${before}: cleared.`);
  }, [host, values, onClear]);
}
