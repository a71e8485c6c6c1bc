"use client";

import { type ChangeEvent, type KeyboardEvent, type ReactNode, type Ref, useMemo } from "react";
import type { Span } from "../../lib/text/span.ts";
import { useIsLive } from "../ui/use-is-live.ts";
import type { Invisible } from "./invisible.ts";
import { isLong } from "./long-text.ts";
import { type Mark, maskSpans, toRuns } from "./paint.ts";

export interface InkAreaProps {
  readonly id: string;
  readonly name?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly marks?: readonly Mark[];
  readonly masks?: readonly Span[];
  readonly invisible?: readonly Invisible[];
  readonly placeholder?: string;
  /** Enter ends nothing and adds nothing; a line end that is pasted stays, to be seen. */
  readonly isSingleLine?: boolean;
  readonly isSecret?: boolean;
  readonly isInvalid?: boolean;
  readonly describedBy?: string | undefined;
  readonly ref?: Ref<HTMLDivElement>;
  readonly label?: string;
}

/**
 * A textarea under whose transparent text the same text is drawn with marks, masks and glyphs. Without a script it is a
 * plain textarea, as for a text so long that drawing it twice would hold the page up. It never changes what was typed or pasted: an `<input>` would drop line ends in silence.
 */
export function InkArea(props: InkAreaProps) {
  const { value, marks = NONE, masks = NONE, invisible = NONE, isSingleLine = false } = props;
  const isLive = useIsLive();
  const isPlain = isLong(value);
  const drawn = useMemo(
    () => (isPlain ? null : toInk(maskSpans(value, masks), marks, invisible)),
    [isPlain, value, masks, marks, invisible],
  );
  return (
    <div
      className={`area${isPlain ? " plain" : isLive ? " live" : ""}${props.isSecret ? " secret" : ""}`}
      ref={props.ref}
    >
      <div className="ink" aria-hidden="true">
        {drawn}
        {value === "" || value.endsWith("\n") ? "\u200b" : null}
      </div>
      <textarea
        id={props.id}
        name={props.name}
        value={value}
        rows={1}
        onChange={(event: ChangeEvent<HTMLTextAreaElement>) => props.onChange(event.target.value)}
        onBlur={props.onBlur}
        onKeyDown={(event: KeyboardEvent) => {
          if (isSingleLine && event.key === "Enter") event.preventDefault();
        }}
        placeholder={props.placeholder}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        aria-label={props.label}
        aria-invalid={props.isInvalid || undefined}
        aria-describedby={props.describedBy}
      />
    </div>
  );
}

const NONE: readonly never[] = [];

function toInk(text: string, marks: readonly Mark[], invisible: readonly Invisible[]): ReactNode[] {
  return toRuns(text, marks, invisible).map(({ start, text: part, className, anchor, glyph }) =>
    className === "" ? (
      part
    ) : (
      <span key={start} className={className} data-anchor={anchor} data-glyph={glyph}>
        {part}
      </span>
    ),
  );
}
