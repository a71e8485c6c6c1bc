import type { ShellCommand, ShellReading, Word } from "../shell/reading.ts";
import type { Span } from "../text/span.ts";
import type { Traced } from "../text/traced.ts";

/** A reading of a straightened text, its places told in the given text. */
export function toOriginalReading(reading: ShellReading, to: (offset: number) => number): ShellReading {
  const span = ({ start, end }: Span): Span => ({ start: to(start), end: to(end) });
  const value = (text: Traced): Traced => ({
    text: text.text,
    pieces: text.pieces.map((piece) =>
      piece.origin.door === "text" ? { ...piece, origin: { ...piece.origin, ...span(piece.origin) } } : piece,
    ),
  });
  const word = (one: Word): Word => ({ value: value(one.value), span: span(one.span) });
  const command = (one: ShellCommand): ShellCommand => ({
    words: one.words.map(word),
    assignments: one.assignments.map((set) => ({ ...set, value: value(set.value), span: span(set.span) })),
    span: span(one.span),
    stdin: one.stdin && value(one.stdin),
    endedBy: one.endedBy && { ...one.endedBy, span: span(one.endedBy.span) },
  });
  return {
    shell: reading.shell,
    commands: reading.commands.map(command),
    problem: reading.problem && { ...reading.problem, span: span(reading.problem.span) },
    notes: reading.notes.map((note) => ({ ...note, span: span(note.span) })),
  };
}
