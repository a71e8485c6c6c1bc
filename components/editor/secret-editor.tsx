"use client";

import { useMemo, useState } from "react";
import { Editor, type EditorProps } from "./editor.tsx";
import { isLong } from "./long-text.ts";
import { findSecrets } from "./secrets.ts";

/** An editor that finds the secrets in its text and masks them, each kind with an eye. */
export function SecretEditor(props: Omit<EditorProps, "masks" | "eyes">) {
  const { value, foot } = props;
  const [shown, setShown] = useState<readonly string[]>([]);
  const secrets = useMemo(() => (isLong(value) ? [] : findSecrets(value)), [value]);
  const labels = [...new Set(secrets.map(({ label }) => label))];
  const masks = useMemo(() => secrets.filter(({ label }) => !shown.includes(label)), [secrets, shown]);
  return (
    <Editor
      {...props}
      foot={isLong(value) ? [foot, "long: without marks and masks"].filter(Boolean).join("; ") : foot}
      masks={masks}
      eyes={labels.map((label) => ({
        label,
        isShown: shown.includes(label),
        toggle: () => setShown(shown.includes(label) ? shown.filter((each) => each !== label) : [...shown, label]),
      }))}
    />
  );
}
