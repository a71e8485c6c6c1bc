"use client";

import { decodeBytes, encodeBytes } from "../../lib/text/bytes.ts";
import { findKnownSecrets, maskText } from "../editor/secrets.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { Scrollable } from "../ui/scrollable.tsx";

/** Past this many bytes the rest is counted, not drawn. */
const DRAWN = 16_384;
const WIDTH = 16;

/** One side of an exchange, byte for byte: as text with its line ends, or in hex. */
export function ByteView({
  title,
  bytes,
  secrets,
  as,
}: {
  title: string;
  bytes: Uint8Array;
  /** Values to hide; none where they are to be shown. */
  secrets: readonly string[] | null;
  as: "text" | "hex";
}) {
  const shown = bytes.subarray(0, DRAWN);
  const text = decodeBytes(shown);
  return (
    <div>
      <div className="sh">
        <span>
          {title}, {bytes.length} bytes
        </span>
        <span className="r">
          <CopyButton text={() => decodeBytes(bytes)} said={`${title} bytes`} />
        </span>
      </div>
      {as === "text" ? (
        <RawText text={secrets ? maskText(text, secrets) : text} />
      ) : (
        <Scrollable className="hex" label={`${title} bytes, hex`}>
          {toHexRows(text, secrets)}
        </Scrollable>
      )}
      {bytes.length > DRAWN && <p className="hint">{bytes.length - DRAWN} more bytes are not drawn; Copy takes all.</p>}
    </div>
  );
}

/** Lines with their ends drawn; in the head, header names stand back. */
function RawText({ text }: { text: string }) {
  const lines = text.split("\n");
  const headEnd = lines.findIndex((line) => line === "\r" || line === "");
  return (
    <div className="raw">
      {lines.map((line, i) => {
        const isLast = i === lines.length - 1;
        const body = line.endsWith("\r") ? line.slice(0, -1) : line;
        const end = isLast ? "" : line.endsWith("\r") ? "␍␊" : "␊";
        const colon = headEnd > 0 && i > 0 && i < headEnd ? body.indexOf(":") : -1;
        if (isLast && body === "") return null;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
          <span className="ln" key={i}>
            {i === 0 && headEnd > 0 ? (
              <b>{body}</b>
            ) : colon > 0 ? (
              <span className="hn">{body.slice(0, colon + 1)}</span>
            ) : (
              body
            )}
            {colon > 0 && body.slice(colon + 1)}
            {end && <span className="eol">{end}</span>}
          </span>
        );
      })}
    </div>
  );
}

/** Sixteen bytes a row; a secret's bytes but its first four are bullets in both columns, so that offsets stay right. */
export function toHexRows(text: string, secrets: readonly string[] | null): string {
  const hidden = (secrets ? findKnownSecrets(text, secrets) : []).map(({ start, end }) => ({ start: start + 4, end }));
  const cells: { hex: string; char: string }[] = [];
  let at = 0;
  let next = 0;
  for (const char of text) {
    while ((hidden[next]?.end ?? text.length) <= at) next++;
    const isHidden = (hidden[next]?.start ?? text.length) <= at;
    for (const byte of encodeBytes(char)) cells.push(isHidden ? HIDDEN : toCell(byte));
    at += char.length;
  }
  const rows: string[] = [];
  for (let start = 0; start < cells.length; start += WIDTH) {
    const row = cells.slice(start, start + WIDTH);
    const hex = row.map((cell) => cell.hex).join(" ");
    const offset = start.toString(16).padStart(4, "0");
    rows.push(`${offset}  ${hex.padEnd(WIDTH * 3 - 1)}  ${row.map((cell) => cell.char).join("")}`);
  }
  return rows.join("\n");
}

const HIDDEN = { hex: "••", char: "•" };

function toCell(byte: number): { hex: string; char: string } {
  const isPrintable = byte >= 0x20 && byte < 0x7f;
  return { hex: byte.toString(16).padStart(2, "0"), char: isPrintable ? String.fromCharCode(byte) : "·" };
}
