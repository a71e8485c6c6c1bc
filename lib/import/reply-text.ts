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
  if (!/[{<&=]/.test(start[0] ?? "") && isPrinted(start.slice(0, 20_000)))
    return { status: 0, headers: [], body: text.trim() };
  const [open, close] = [start.indexOf("{"), start.lastIndexOf("}")];
  const inner = open >= 0 && close > open ? start.slice(open, close + 1) : undefined;
  const body = start.startsWith("<") ? start : (inner ?? start.trim());
  return { status: body.includes('access_token"') ? 200 : USUAL_STATUS, headers: [], body };
}

/** A client's or a shell's own words: a line that names who says it. */
function isPrinted(text: string): boolean {
  return /^[ \t]*(?:curl: |[-\w.]*(?:ba|z|fi)?sh: |Invoke-\w+ ?:|[\w.]*(?:Error|Exception)\b|'[^']+' is not recognized)/m.test(
    text,
  );
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
