import type { Reply } from "../http/exchange.ts";

/** A status that an error comes with where the pasted text does not tell one. */
const USUAL_STATUS = 400;

/**
 * A pasted answer without its request. A status line and headers are read where they stand (RFC 9112 section 4); what a
 * client printed instead of an answer has status 0; any other text is a body. Never fails.
 */
export function parseReplyText(text: string): Reply {
  const start = text.trimStart();
  const line = /^HTTP\/\d(?:\.\d)?[ \t]+(\d{3})[^\n]*(?:\n|$)/.exec(start);
  if (line?.[1]) return parseMessage(Number(line[1]), start.slice(line[0].length));
  const saysError = OAUTH_ERROR.test(start.slice(0, 20_000));
  if (!saysError && !/[{<&=]/.test(start[0] ?? "") && isPrinted(start.slice(0, 20_000)))
    return { status: 0, headers: [], body: text.trim() };
  const [open, close] = [start.indexOf("{"), start.lastIndexOf("}")];
  const held = open >= 0 && close > open ? start.slice(open, close + 1) : undefined;
  // What a library prints around an error may hold braces of its own.
  const inner = held !== undefined && (start.startsWith("{") || isJson(held)) ? held : undefined;
  const body = start.startsWith("<") ? start : (inner ?? start.trim());
  return { status: body.includes('access_token"') ? 200 : USUAL_STATUS, headers: [], body };
}

/** An error of the server, which a library puts into a message of its own. */
const OAUTH_ERROR =
  /\b(?:invalid_(?:request|client|grant|scope)|unauthorized_client|unsupported_grant_type|AADSTS\d{4,}|AADB2C\d+)\b/;

const PRINTED = String.raw`[ \t]*(?:curl: |[-\w.]*(?:ba|z|da|k|fi)?sh: |Invoke-\w+ ?:|'[^'\n]+' is not recognized|(?:\w+[.:])*\w*(?:Error|Exception|Timeout)\b|(?:Get|Post) "https?:[^"\n]*": |-{1,2}[A-Za-z][\w-]* ?: |Access to (?:fetch|XMLHttpRequest) at|XMLHttpRequest cannot load|Cross-Origin Request Blocked|Origin \S+ is not allowed by|Uncaught |Traceback |Exception in thread |net::ERR_|tls: |x509: )`;
const PRINTED_LINE = new RegExp(`^${PRINTED}`, "m");
const PRINTED_START = new RegExp(`^${PRINTED}`);

/** A client's or a shell's own words: a line that names who says it. */
function isPrinted(text: string): boolean {
  return PRINTED_LINE.test(text);
}

/** True for a text that begins with what a client, a shell or a run time printed. */
export function isPrintedText(text: string): boolean {
  return PRINTED_START.test(text.slice(0, 500));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function parseMessage(status: number, rest: string): Reply {
  const end = /\r?\n\r?\n/.exec(rest);
  const head = end ? rest.slice(0, end.index) : rest;
  const headers = head.split(/\r?\n/).flatMap((line): [string, string][] => {
    const colon = line.indexOf(":");
    return colon > 0 ? [[line.slice(0, colon).trim(), line.slice(colon + 1).trim()]] : [];
  });
  return { status, headers, body: end ? rest.slice(end.index + end[0].length).trim() : "" };
}
