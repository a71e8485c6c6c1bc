import type { Reply } from "../http/exchange.ts";
import type { Cleared, Finding } from "../rules/finding.ts";
import type { Replaced } from "./book.ts";
import type { Redaction } from "./redact.ts";

/** What a report says, all of it made from the redacted case. */
export interface ReportParts {
  readonly redaction: Redaction;
  /** "curl, read as bash does": the heading of the request. */
  readonly requestTitle: string;
  readonly reply: Reply | null;
  readonly providerName: string | null;
  readonly host: string | null;
  readonly findings: readonly Finding[];
  readonly cleared: readonly Cleared[];
}

/** The report as Markdown for a forum or a ticket. */
export function formatReport({ redaction, requestTitle, reply, findings, cleared }: ReportParts): string {
  const first = findings.find(({ severity }) => severity !== "info");
  return joinParts([
    `### ${first ? plain(first.title) : "A token refresh that does not work"}`,
    redaction.text.trim() === "" ? "" : `**${requestTitle}**\n\n${fence(redaction.text)}`,
    redaction.reply.trim() === ""
      ? ""
      : `**Reply${reply && reply.status > 0 ? `, status ${reply.status}` : ""}**\n\n${fence(redaction.reply)}`,
    findings.length === 0 ? "" : `**Found**\n\n${findings.map(formatFinding).join("\n")}`,
    cleared.length === 0
      ? ""
      : `**Checked, and right**\n\n${cleared.map(({ title }) => `- ${plain(title)}`).join("\n")}`,
    redaction.replaced.length === 0 ? "" : SAID,
  ]);
}

const SAID =
  "Secrets are replaced by stand-ins: as long, of the same kinds of characters, odd characters in place, the same one wherever the same value stood. Their diagnosis is that of the real ones.";

/** Facts for the support of whoever runs the token endpoint, and one question. */
export function formatProviderQuestion({
  redaction,
  reply,
  host,
  providerName,
  findings,
  cleared,
}: ReportParts): string {
  const asked = findings.find(({ severity }) => severity !== "info");
  const facts = [
    host ? `- Token endpoint: ${host}` : "",
    reply && reply.status > 0 ? `- Status: ${reply.status}` : "",
    ...traceLines(redaction.reply),
    cleared.length > 0 ? `- Checked on our side: ${cleared.map(({ title }) => plain(title)).join("; ")}` : "",
    asked ? `- Suspected: ${plain(asked.title)} (${asked.rule})` : "",
  ].filter(Boolean);
  return joinParts([
    `A token refresh (RFC 6749 section 6)${providerName ? ` at ${providerName}` : ""} is refused. Please tell which part of the request your server refuses, and why.`,
    facts.join("\n"),
    redaction.text.trim() === ""
      ? ""
      : `The request, secrets replaced by stand-ins of the same shape:\n\n${fence(redaction.text)}`,
    redaction.reply.trim() === "" ? "" : `The answer:\n\n${fence(redaction.reply)}`,
  ]);
}

/** What a server's own people look a request up by. */
function traceLines(reply: string): string[] {
  const found = reply.matchAll(
    /\b((?:trace|correlation|request|x-request|x-ms-request|cf)[ _-]?(?:id|ray))["']?\s?[:=]\s?["']?([\w.:-]{6,80})|\b(timestamp|date)["']?\s?[:=]\s?["']?([\w ,:+.-]{10,40}Z?)/gi,
  );
  return [...found].map(([, name, value, time, at]) => `- ${name ?? time}: ${(value ?? at ?? "").trim()}`).slice(0, 6);
}

function formatFinding({ severity, rule, title, detail, spec }: Finding): string {
  const told = spec ? ` ([${spec.name}](${spec.url}))` : "";
  return `- ${severity}, \`${rule}\`: **${plain(title).replace(/(?<![.!?])$/, ".")}** ${plain(detail)}${told}`;
}

/** A code block whose fence no line of the text can close. */
function fence(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const marks = "`".repeat(longest + 1);
  return `${marks}\n${text.replace(/\r\n/g, "\n").replace(/\n+$/, "")}\n${marks}`;
}

/** One line, with nothing that Markdown or HTML would read as its own; inside of a word an underscore is one. */
function plain(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\*<>[\]|#]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, "\\$&");
}

function joinParts(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** One line of the list of what was replaced. */
export interface ReplacedLine {
  readonly name: string;
  readonly standIn: string;
  readonly length: number;
  readonly places: number;
}

/** What was replaced, once for each value that can be found again, the longest first; parts of longer ones left out. */
export function toReplacedLines(redaction: Redaction): ReplacedLine[] {
  const whole = `${redaction.text}\n${redaction.reply}`;
  const shown: Replaced[] = [];
  for (const one of [...redaction.replaced].sort((a, b) => b.value.length - a.value.length)) {
    if (one.standIn === one.value || shown.some(({ value }) => value.includes(one.value))) continue;
    shown.push(one);
  }
  return shown.map(({ name, value, standIn }) => ({
    name,
    standIn,
    length: value.length,
    places: whole.split(standIn).length - 1,
  }));
}
