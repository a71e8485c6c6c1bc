import { Fragment } from "react";

const TERM = /`([^`]+)`|\b[a-z0-9]+(?:_[a-z0-9]+)+(?:=[\w-]+)?|\bapplication\/[\w.+-]*\w/g;

/** Words with code in monospace: what stands in backticks, and the terms of the specifications (`refresh_token`). */
export function Prose({ text }: { text: string }) {
  const parts: { text: string; isCode: boolean }[] = [];
  let at = 0;
  for (const match of text.matchAll(TERM)) {
    parts.push({ text: text.slice(at, match.index), isCode: false }, { text: match[1] ?? match[0], isCode: true });
    at = match.index + match[0].length;
  }
  parts.push({ text: text.slice(at), isCode: false });
  return parts.map((part, i) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other name
    part.isCode ? <code key={i}>{part.text}</code> : <Fragment key={i}>{part.text}</Fragment>,
  );
}
