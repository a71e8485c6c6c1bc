"use client";

import { useMemo } from "react";
import { encodeComponent } from "../../lib/http/form.ts";
import { decodeBytes, fromBase64 } from "../../lib/text/bytes.ts";
import { maskText } from "../editor/secrets.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { findHidden, toHexRows, toLines } from "./bytes-view.ts";

const SHOWN = 20_000;

/** One direction of an exchange, to the byte: as text with its line ends, or as hex. Long ones are cut, and say so. */
export function WireBytes({
  title,
  of,
  base64,
  as,
  secrets,
}: {
  title: string;
  /** What the exchange is, where a page may show more than one. */
  of?: string | undefined;
  base64: string;
  as: "text" | "hex";
  secrets: readonly string[];
}) {
  const bytes = useMemo(() => fromBase64(base64) ?? new Uint8Array(), [base64]);
  const shown = bytes.subarray(0, SHOWN);
  return (
    <div>
      <div className="sh">
        <span>
          {title}, {bytes.length.toLocaleString("en")} {bytes.length === 1 ? "byte" : "bytes"}
        </span>
        <span className="r">
          <CopyButton text={() => decodeBytes(bytes)} said={`${title} bytes`} />
        </span>
      </div>
      {as === "text" ? (
        <TextBytes bytes={shown} secrets={secrets} />
      ) : (
        <HexBytes label={`${title} bytes, hex${of ? `: ${of}` : ""}`} bytes={shown} secrets={secrets} />
      )}
      {bytes.length > SHOWN && (
        <p className="note">The first {SHOWN.toLocaleString("en")} bytes are shown; Copy takes all.</p>
      )}
    </div>
  );
}

function TextBytes({ bytes, secrets }: { bytes: Uint8Array; secrets: readonly string[] }) {
  let isHead = true;
  return (
    <div className="raw">
      {toLines(bytes).map(({ text, end }, i) => {
        const name = isHead && i > 0 ? /^[^\s:]+:/.exec(text)?.[0] : undefined;
        if (text === "") isHead = false;
        const masked = maskText(text, secrets);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place.
          <span className="ln" key={i}>
            {i === 0 ? (
              <b>{masked}</b>
            ) : name ? (
              <>
                <span className="hn">{name}</span>
                {masked.slice(name.length)}
              </>
            ) : (
              masked
            )}
            {end && <span className="eol">{end}</span>}
          </span>
        );
      })}
    </div>
  );
}

function HexBytes({ label, bytes, secrets }: { label: string; bytes: Uint8Array; secrets: readonly string[] }) {
  const spellings = [...new Set(secrets.flatMap((secret) => [secret, encodeComponent(secret)]))];
  const rows = toHexRows(bytes, findHidden(bytes, spellings));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, so the keyboard must reach it.
    <section className="hex" tabIndex={0} aria-label={label}>
      {rows.map(({ offset, hex, text }) => (
        <span key={offset}>
          <span className="o">{offset}</span>
          {`  ${hex}  ${text}\n`}
        </span>
      ))}
    </section>
  );
}
