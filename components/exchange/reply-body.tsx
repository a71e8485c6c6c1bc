"use client";

import { useState } from "react";
import type { HttpResponse } from "../../lib/http/exchange.ts";
import { decodeBytes, fromBase64 } from "../../lib/text/bytes.ts";
import { maskText } from "../editor/secrets.ts";
import { Scrollable } from "../ui/scrollable.tsx";
import { Segmented } from "../ui/segmented.tsx";

const LONGEST_SHOWN = 100_000;
const VIEWS = [
  { value: "pretty", label: "JSON" },
  { value: "raw", label: "raw" },
  { value: "headers", label: "headers" },
] as const;

/** What came back: JSON in lines, the body as it came, or the headers. A body that is no JSON is shown as it came. */
export function ReplyBody({
  response,
  secrets,
  label = "The reply",
}: {
  response: HttpResponse;
  secrets: readonly string[];
  label?: string | undefined;
}) {
  const [chosen, setChosen] = useState<(typeof VIEWS)[number]["value"]>("pretty");
  const text = decodeBytes(fromBase64(response.body.base64) ?? new Uint8Array());
  const pretty = formatJson(text);
  const views = pretty === undefined ? VIEWS.filter(({ value }) => value !== "pretty") : VIEWS;
  const view = chosen === "pretty" && pretty === undefined ? "raw" : chosen;
  const shown =
    view === "headers"
      ? response.headers.map(([name, value]) => `${name}: ${value}`).join("\n")
      : view === "raw"
        ? text
        : (pretty ?? text);
  return (
    <>
      <div className="sh">
        <h2>
          The reply: {response.status} {response.reason}
        </h2>
        <span className="r">
          <Segmented className="sm" label="Show the reply as" choices={views} value={view} onChoose={setChosen} />
        </span>
      </div>
      <Scrollable className="code fold mt-2" label={label}>
        {shown === "" ? "(empty)" : maskText(shown.slice(0, LONGEST_SHOWN), secrets)}
      </Scrollable>
      {(shown.length > LONGEST_SHOWN || response.body.truncated) && (
        <p className="note">
          {response.body.truncated
            ? "The server sent more than Regrant reads."
            : `The first ${LONGEST_SHOWN.toLocaleString("en")} characters are shown.`}
        </p>
      )}
    </>
  );
}

function formatJson(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? JSON.stringify(value, null, 2) : undefined;
  } catch {
    return undefined;
  }
}
