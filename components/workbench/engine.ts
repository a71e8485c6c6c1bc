import { readExchange } from "../../lib/diagnose/from-exchange.ts";
import { readForm } from "../../lib/diagnose/from-form.ts";
import { type Inspection, inspect } from "../../lib/diagnose/from-text.ts";
import { judge } from "../../lib/diagnose/judge.ts";
import { type Readings, toReadings } from "../../lib/diagnose/readings.ts";
import type { NamedUnknown } from "../../lib/diagnose/unknowns.ts";
import type { Exchange } from "../../lib/http/exchange.ts";
import { type HarEntry, listHarEntries } from "../../lib/import/har-entries.ts";
import { type BasicMicroscope, magnifyBasic } from "../../lib/oauth/basic-microscope.ts";
import type { RefreshRequest } from "../../lib/oauth/refresh-request.ts";
import { toRefreshRequest } from "../../lib/oauth/to-refresh-request.ts";
import { findProvider } from "../../lib/providers/find-provider.ts";
import type { Evidence } from "../../lib/rules/evidence.ts";
import type { Cleared, Finding } from "../../lib/rules/finding.ts";
import type { ShellName } from "../../lib/shell/reading.ts";
import { parseReply } from "./reply-text.ts";
import type { Draft } from "./state.ts";

/** The verdict on a draft, as plain data: it goes from the server into the page, or is made in the tab. */
export interface Diagnosis {
  readonly findings: readonly Finding[];
  readonly cleared: readonly Cleared[];
  readonly readings: Readings;
  /** The readings of the paste itself, where it was run otherwise. */
  readonly pastedReadings: Readings | null;
  /** "curl 8.21.0, 12 words": what read the text. */
  readonly readBy: string;
  readonly shell: ShellName | null;
  readonly providerName: string | null;
  /** Whether a refresh ends the old token there; null: not known. */
  readonly rotates: boolean | null;
  /** True where the text gives a request at all, right or wrong. */
  readonly hasRequest: boolean;
  /** The request as the text gives it; `repairText` tells how it should be. */
  readonly request: RefreshRequest | null;
  /** Values that must not be shown unasked. */
  readonly secrets: readonly string[];
  /** What the text does not tell and a person may. */
  readonly unknowns: readonly NamedUnknown[];
  /** The host as it is written; null for none. */
  readonly writtenHost: string | null;
  /** The entries of a HAR archive that holds several; null for every other text. */
  readonly entries: readonly HarEntry[] | null;
  /** The inside of an Authorization: Basic header; null where there is none that can be looked into. */
  readonly basic: BasicMicroscope | null;
}

/** A text, what is known beside it, and the values that were filled in for what it does not tell. */
export type TextInput = Pick<Draft, "text" | "reply" | "shell" | "provider"> & {
  readonly values?: Readonly<Record<string, string>>;
};

const SECRET_PARAMETERS = ["refresh_token", "client_secret", "client_assertion", "access_token", "id_token", "code"];

/** What the pasted text and its reply come to. Never throws. */
export function diagnoseText(input: TextInput): Diagnosis {
  const { values } = input;
  const result = inspectInput(input);
  const { evidence, findings, cleared } = result;
  const known = summarise(evidence);
  return {
    ...known,
    secrets: [...known.secrets, ...secretValues(result.unknowns, values)],
    findings,
    cleared,
    unknowns: result.unknowns,
    entries: listEntries(input.text),
    writtenHost: result.writtenHost,
    request: toRequest(evidence),
    readings: toReadings(evidence, findings),
    pastedReadings: result.pasted && toReadings(result.pasted, findings),
    shell: result.shell,
  };
}

/** The request of a text as it should be, every safe fix applied: what Send sends and what the snippets say. */
export function repairText(input: TextInput): RefreshRequest | null {
  const { fixed, evidence } = inspectInput(input);
  return fixed?.request ?? toRequest(evidence);
}

/** The likely ones first; a page that was recorded for an hour has thousands. */
function listEntries(text: string): readonly HarEntry[] | null {
  const entries = listHarEntries(text);
  if (!entries || entries.length < 2) return null;
  return [...entries].sort((a, b) => Number(b.isLikely) - Number(a.isLikely)).slice(0, MOST_ENTRIES);
}

const MOST_ENTRIES = 100;

function inspectInput({ text, reply, shell, provider, values }: TextInput): Inspection {
  const response = reply.trim() === "" ? undefined : parseReply(reply);
  return inspect({ text, shell, provider: provider || undefined, response, values });
}

function secretValues(unknowns: readonly NamedUnknown[], values: TextInput["values"] = {}): string[] {
  return unknowns.flatMap(({ name, isSecret }) => (isSecret && values[name] ? [values[name]] : []));
}

function toRequest({ request, meant, authorization }: Evidence): RefreshRequest | null {
  return request && toRefreshRequest(request, meant, authorization);
}

/** What the filled form comes to, before anything is sent. */
export function diagnoseFields(request: RefreshRequest, provider: string): Diagnosis {
  const evidence = readForm(request, findProvider(provider) ?? null);
  const { findings, cleared } = judge(evidence);
  return {
    ...summarise(evidence),
    findings,
    cleared,
    request,
    readings: toReadings(evidence, findings),
    pastedReadings: null,
    shell: null,
    unknowns: [],
    entries: null,
    writtenHost: null,
  };
}

/** What was checked and is right about an exchange; its findings came with it. */
export function clearedBy(exchange: Exchange, request: RefreshRequest, provider: string): readonly Cleared[] {
  return judge(readExchange(exchange, request, findProvider(provider) ?? null)).cleared;
}

function summarise({ curl, command, format, provider, request, meant, authorization }: Evidence) {
  const words = command ? `, ${command.words.length} words` : "";
  const rotates = provider ? findProvider(provider.id)?.refreshTokenRotates : null;
  return {
    readBy: curl ? `curl ${curl.version}${words}` : format && format !== "unknown" ? `read as ${format}` : "",
    providerName: provider?.name ?? null,
    rotates: typeof rotates === "boolean" ? rotates : null,
    hasRequest: request !== null,
    basic: magnifyBasic(authorization),
    secrets: [
      ...meant.filter(({ name }) => SECRET_PARAMETERS.includes(name.text)).map(({ value }) => value.text),
      ...(request?.headers ?? []).flatMap(({ name, value }) =>
        name.text.toLowerCase() === "authorization" ? [value.text.replace(/^\S+\s+/, "")] : [],
      ),
    ].filter((value) => value !== ""),
  };
}
