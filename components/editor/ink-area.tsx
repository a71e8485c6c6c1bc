"use client";

import {
  type ChangeEvent,
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useMemo,
  useRef,
  useState,
} from "react";
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
  /** Takes a paste that replaced all there was, or that is too long to be typed: it can be undone. */
  readonly onReplace?: ((value: string) => void) | undefined;
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
 * plain textarea; of a text so long that laying it out would hold the page up only the head is shown until all of it is asked for. It never changes what was typed or pasted: an `<input>` would drop line ends in silence.
 */
export function InkArea(props: InkAreaProps) {
  const { value, marks = NONE, masks = NONE, invisible = NONE, isSingleLine = false } = props;
  const isLive = useIsLive();
  const isPlain = isLong(value);
  const [isWhole, setWhole] = useState(false);
  const isHead = isPlain && !isWhole;
  const isReplacing = useRef(false);
  const { onChange, onReplace = onChange } = props;

  /** Laying out a megabyte holds the page up, so a long text never gets into the textarea by itself. */
  function takePaste(event: ClipboardEvent<HTMLTextAreaElement>) {
    const pasted = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n");
    const { selectionStart, selectionEnd } = event.currentTarget;
    if (isHead) {
      event.preventDefault();
      if (pasted !== "") onReplace(pasted);
      return;
    }
    const next = value.slice(0, selectionStart) + pasted + value.slice(selectionEnd);
    isReplacing.current = value !== "" && selectionStart === 0 && selectionEnd === value.length;
    if (!isLong(next)) return;
    event.preventDefault();
    isReplacing.current = false;
    setWhole(false);
    onReplace(next);
  }

  function takeChange(event: ChangeEvent<HTMLTextAreaElement>) {
    // The browser has changed the text already, so that its own undo knows the paste too.
    const take = isReplacing.current ? onReplace : onChange;
    isReplacing.current = false;
    take(event.target.value);
  }
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
        value={isHead ? value.slice(0, HEAD) : value}
        readOnly={isHead}
        rows={1}
        onChange={takeChange}
        onPaste={takePaste}
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
      {isHead && (
        <p className="note cut">
          <span>
            The first {HEAD.toLocaleString("en")} of {value.length.toLocaleString("en")} characters are shown; all of
            them are read. A paste replaces them.
          </span>
          <button type="button" className="btn ghost sm" onClick={() => setWhole(true)}>
            Show and edit all
          </button>
        </p>
      )}
    </div>
  );
}

const NONE: readonly never[] = [];

/** So much of a long text is shown: enough to know it by. */
const HEAD = 4_000;

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
