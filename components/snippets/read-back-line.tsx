"use client";

import { useEffect, useState } from "react";
import type { ReadBack } from "../../lib/diagnose/read-back.ts";
import type { RefreshRequest } from "../../lib/oauth/refresh-request.ts";
import type { Snippet } from "../../lib/snippets/define-snippet.ts";
import { Icon } from "../ui/icon.tsx";

/** What Regrant's own readers make of the snippet that is shown; the readers come when the first one is. */
export function ReadBackLine({ snippet, request }: { snippet: Snippet; request: RefreshRequest }) {
  const [result, setResult] = useState<{ readonly of: Snippet; readonly read: ReadBack } | null>(null);
  useEffect(() => {
    let isWanted = true;
    import("../../lib/diagnose/read-back.ts").then(
      ({ readBack }) => isWanted && setResult({ of: snippet, read: readBack(snippet, request) }),
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [snippet, request]);
  // The line keeps its height while the next one is read.
  return <p className="proof">{result?.of === snippet ? <Words read={result.read} /> : "\u00a0"}</p>;
}

function Words({ read }: { read: ReadBack }) {
  if (read.kind === "identical") {
    return (
      <>
        <span className="s-ok">
          <Icon name="ok" />
        </span>
        <span>
          <b>Read back: identical.</b> Pasted into Regrant, this is the same request.
        </span>
      </>
    );
  }
  if (read.kind === "different") {
    return (
      <>
        <span className="s-warning">
          <Icon name="warning" />
        </span>
        <span>
          <b>Read back: not the same.</b> Regrant’s reader finds another {read.parts.join(", ")} in it.
        </span>
      </>
    );
  }
  return (
    <>
      <Icon name="info" />
      <span>Not read back: from its text alone no reader of Regrant can tell all that it sends.</span>
    </>
  );
}
