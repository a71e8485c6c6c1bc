import type { HttpRequest } from "../http/request.ts";
import { findGiven, type Given } from "../text/given.ts";
import { concat, fromText, type Traced, unknownValue } from "../text/traced.ts";
import { parseHttp } from "./http.ts";
import type { ImportReading } from "./reading.ts";
import { splitUrl } from "./url.ts";
import { type FindVariable, fillVariables } from "./variables.ts";

const VARIABLE = /^[ \t]*@([\w.-]+)[ \t]*=[ \t]*(.*?)[ \t]*\r?$/gm;
/** Requests are parted by a line of three number signs, which may bear a name. */
const SEPARATOR = /^###.*$/gm;
/** What an editor runs or keeps once the answer is there. */
const HANDLER = /^(?:> \{%|>> ?|<> |> [./\w]).*$/m;
const FILE_BODY = /^[ \t]*<(?:@\w*)?[ \t]+(\S.*?)[ \t]*\r?$/m;

/**
 * The likeliest token request of a text with raw requests: of an .http file as the REST client of VS Code and JetBrains'
 * HTTP client read it, with `###` between requests, `@name = value`, `{{name}}`, comments and `< file`; or of one plain
 * request. In such a file a variable that the text does not set is an unknown value; elsewhere it stays as it is written.
 */
export function readHttpFile(source: string, given: Given): ImportReading {
  const [section] = sectionsOf(source).sort((a, b) => weight(b.text) - weight(a.text));
  if (!section) return parseHttp(source);
  const handler = HANDLER.exec(section.text);
  const text = handler ? section.text.slice(0, handler.index) : section.text;
  // Places count in the whole text.
  const reading = parseHttp("\n".repeat(section.start) + text);
  const { request } = reading;
  if (!request) return reading;
  const find = variablesOf(source, given);
  return {
    ...reading,
    request: locate(
      withFile(
        mapRequest(request, (value) => fillVariables(value, find)),
        source,
      ),
    ),
  };
}

function sectionsOf(source: string): { start: number; text: string }[] {
  const sections: { start: number; text: string }[] = [];
  let start = 0;
  for (const match of source.matchAll(SEPARATOR)) {
    sections.push({ start, text: source.slice(start, match.index) });
    start = match.index + match[0].length;
  }
  sections.push({ start, text: source.slice(start) });
  return sections.filter(({ text }) =>
    /^[ \t]*[A-Z]{3,10}[ \t]+\S/im.test(text.replace(/^[ \t]*(?:#|\/\/|@).*$/gm, "")),
  );
}

function weight(text: string): number {
  return (
    (/grant_type|refresh_token/.test(text) ? 4 : 0) +
    (/token/i.test(text) ? 1 : 0) +
    (/^[ \t]*POST\b/im.test(text) ? 2 : 0)
  );
}

/** Later lines win, and a value may hold other variables. */
function variablesOf(source: string, given: Given): FindVariable {
  const values = new Map<string, Traced>();
  for (const match of source.matchAll(VARIABLE)) {
    const [line, name = "", value = ""] = match;
    const at = match.index + line.replace(/\s+$/, "").length - value.length;
    values.set(name, fromText(source, at, at + value.length));
  }
  const isFile = values.size > 0 || /^###|^(?:#|\/\/) @\w/m.test(source);
  const lookUp = (name: string, origin: Parameters<FindVariable>[1], depth: number): ReturnType<FindVariable> => {
    const value = values.get(name);
    if (value && depth < 8) return fillVariables(value, (inner, at) => lookUp(inner, at, depth + 1));
    return findGiven(given, name, origin) ?? (isFile ? null : undefined);
  };
  return (name, origin) => lookUp(name, origin, 0);
}

function mapRequest(request: HttpRequest, change: (value: Traced) => Traced): HttpRequest {
  return {
    ...request,
    host: change(request.host),
    target: change(request.target),
    headers: request.headers.map(({ name, value }) => ({ name, value: change(value) })),
    body: request.body && change(request.body),
  };
}

/** A variable may have held the address, scheme and all. */
function locate(request: HttpRequest): HttpRequest {
  const whole = concat(request.host, request.target);
  const location = /^https?:\/\//i.test(request.host.text) ? splitUrl(whole) : null;
  return location ? { ...request, ...location } : request;
}

/** `< ./body.json`: the body is a file that only the editor sees. */
function withFile(request: HttpRequest, source: string): HttpRequest {
  const origin = request.body?.pieces[0]?.origin;
  const file = request.body && FILE_BODY.exec(request.body.text);
  if (!file || file.index > 0 || file[0].trim() !== request.body?.text.trim() || origin?.door !== "text")
    return request;
  const span = { start: origin.start, end: Math.min(source.length, origin.start + request.body.text.length) };
  return { ...request, body: unknownValue(`contents of ${file[1]}`, request.body.text, { door: "text", ...span }) };
}
