import { FORM_TYPE } from "../http/request.ts";
import { addedBy, fromText, type Traced } from "../text/traced.ts";
import { multipartBody } from "./code/draft.ts";
import { textValue, toFormText, type Value } from "./code/value.ts";
import { parseHttp } from "./http.ts";
import type { ImportReading } from "./reading.ts";

const BODY_LINE = /^[ \t]*Body[ \t]*\((form-data|x-www-form-urlencoded|raw)\)[ \t]*:?[ \t]*$/im;
const PAIR = /^[ \t]*([\w.[\]-]+)[ \t]*[:=][ \t]*(.*?)[ \t]*$/;

/**
 * A request as people copy it out of Postman's tabs into words: request line and headers, a line `Body (form-data)` and
 * `name: value` lines below it. Quotes around a value belong to the way it is told.
 */
export function readPostmanText(source: string): ImportReading {
  const mark = BODY_LINE.exec(source);
  const head = parseHttp(mark ? source.slice(0, mark.index) : source);
  if (!mark || !head.request) return { ...head, client: "postman" };
  const start = mark.index + mark[0].length;
  const kind = (mark[1] ?? "").toLowerCase();
  const { text, contentType } = kind === "raw" ? rawBody(source, start) : pairsBody(kind, pairsBelow(source, start));
  const headers = [...head.request.headers];
  const typed = headers.some(({ name }) => name.text.toLowerCase() === "content-type");
  if (!typed && contentType)
    headers.push({ name: addedBy("postman", "Content-Type"), value: addedBy("postman", contentType) });
  return { client: "postman", request: { ...head.request, headers, body: text }, notes: head.notes };
}

function rawBody(source: string, start: number): { text: Traced; contentType: string | null } {
  const from = start + (/^\s*/.exec(source.slice(start))?.[0].length ?? 0);
  return { text: fromText(source, from, from + source.slice(from).trimEnd().length), contentType: null };
}

function pairsBody(kind: string, entries: [Traced, Value][]): { text: Traced; contentType: string | null } {
  if (kind === "form-data") return multipartBody({ kind: "object", type: "", entries }, "postman");
  return { text: toFormText(entries, "postman"), contentType: FORM_TYPE };
}

function pairsBelow(source: string, start: number): [Traced, Value][] {
  const entries: [Traced, Value][] = [];
  let at = start;
  for (const line of source.slice(start).split("\n")) {
    const match = PAIR.exec(line.replace(/\r$/, ""));
    if (match) {
      const [, name = "", written = ""] = match;
      const nameAt = at + line.indexOf(name);
      const valueAt = at + line.lastIndexOf(written);
      const quoted = /^(["']).*\1$/.test(written) && written.length > 1 ? 1 : 0;
      const value =
        written === ""
          ? textValue({ text: "", pieces: [] })
          : textValue(fromText(source, valueAt + quoted, valueAt + written.length - quoted));
      entries.push([fromText(source, nameAt, nameAt + name.length), value]);
    }
    at += line.length + 1;
  }
  return entries;
}
