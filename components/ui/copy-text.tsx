"use client";

import { CopyButton } from "./copy-button.tsx";

/** A copy button for a text that the server knows. */
export function CopyText({ text, said }: { text: string; said: string }) {
  return <CopyButton text={() => text} said={said} />;
}
