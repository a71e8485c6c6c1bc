import type { HeaderField, HttpRequest } from "../http/request.ts";
import { addedBy } from "../text/traced.ts";
import { asText, entriesOf, findEntry, toFormText, type Value } from "./code/value.ts";
import { readJsonValue } from "./json-value.ts";
import type { ImportReading } from "./reading.ts";
import { splitUrl } from "./url.ts";

/** The entry of a HAR 1.2 archive that is the likeliest token request, with its answer; `undefined` for other texts. */
export function readHar(source: string): ImportReading | undefined {
  const log = findEntry(readJsonValue(source), "log");
  const entries = findEntry(log, "entries");
  if (entries?.kind !== "list") return undefined;
  const best = [...entries.items].sort((a, b) => weight(b) - weight(a))[0];
  const request = best && toRequest(findEntry(best, "request"));
  if (!best || !request)
    return { client: "har", request: null, notes: [{ kind: "cannot-tell", span: { start: 0, end: source.length } }] };
  const response = findEntry(best, "response");
  const status = Number(asText(findEntry(response, "status")).text);
  if (!(status >= 100)) return { client: "har", request, notes: [] };
  const headers = pairsOf(findEntry(response, "headers")).map(
    ([name, value]) => [asText(name).text, asText(value).text] as const,
  );
  return {
    client: "har",
    request,
    notes: [],
    reply: { status, headers, body: asText(findEntry(findEntry(response, "content"), "text")).text },
  };
}

function weight(entry: Value): number {
  const request = findEntry(entry, "request");
  const post = asText(findEntry(request, "method")).text === "POST" ? 2 : 0;
  const url = asText(findEntry(request, "url")).text;
  const body = asText(findEntry(findEntry(request, "postData"), "text")).text;
  return post + (/grant_type|refresh_token/.test(body + url) ? 4 : 0) + (/token/i.test(url) ? 1 : 0);
}

function toRequest(request: Value | undefined): HttpRequest | null {
  const location = splitUrl(asText(findEntry(request, "url")));
  if (!location) return null;
  const data = findEntry(request, "postData");
  const params = pairsOf(findEntry(data, "params"));
  const text = findEntry(data, "text");
  const body = text
    ? asText(text)
    : params.length > 0
      ? toFormText(
          params.map(([name, value]) => [asText(name), value]),
          "har",
        )
      : null;
  // HTTP/2 pseudo headers (":method") are no header lines.
  const headers: HeaderField[] = pairsOf(findEntry(request, "headers"))
    .map(([name, value]) => ({ name: asText(name), value: asText(value) }))
    .filter(({ name }) => !name.text.startsWith(":"));
  if (!headers.some(({ name }) => name.text.toLowerCase() === "host"))
    headers.unshift({ name: addedBy("har", "Host"), value: location.host });
  return { ...location, method: asText(findEntry(request, "method")), headers, body };
}

/** A list of `{ name, value }`. */
function pairsOf(list: Value | undefined): [name: Value, value: Value][] {
  if (list?.kind !== "list") return [];
  return list.items.flatMap((item): [Value, Value][] => {
    const [name, value] = [findEntry(item, "name"), findEntry(item, "value")];
    return name && value && entriesOf(item).length > 0 ? [[name, value]] : [];
  });
}
