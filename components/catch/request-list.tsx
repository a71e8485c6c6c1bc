"use client";

import { Icon } from "../ui/icon.tsx";
import { type Box, bytesIn, type Caught, pathOf } from "./caught.ts";
import { lineForCaught } from "./words.ts";

/** The caught requests, newest first, each a button that shows it. */
export function RequestList({
  box,
  requests,
  chosen,
  onChoose,
}: {
  box: Box;
  requests: readonly Caught[];
  chosen: string | undefined;
  onChoose: (id: string) => void;
}) {
  return (
    <div className="live">
      {requests.map((caught) => {
        const { tone, word, line } = lineForCaught(caught);
        return (
          <button key={caught.id} type="button" aria-pressed={caught.id === chosen} onClick={() => onChoose(caught.id)}>
            <time dateTime={caught.receivedAt}>{new Date(caught.receivedAt).toLocaleTimeString("en-GB")}</time>
            <span className={`s-${tone}`}>
              <Icon name={tone} />
            </span>
            <b>{caught.request ? `${caught.request.method} ${pathOf(caught, box)}` : "No request"}</b>
            <span className="by">{bytesIn(caught.raw.base64).toLocaleString("en")} B</span>
            <span className="l2">
              <span className={`s-${tone}`}>{word}</span> {line}
            </span>
          </button>
        );
      })}
    </div>
  );
}
