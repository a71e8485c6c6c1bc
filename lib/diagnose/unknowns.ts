import { isSecretName } from "../oauth/redaction.ts";
import type { Evidence } from "../rules/evidence.ts";
import type { Span } from "../text/span.ts";
import { isKnown, type Traced } from "../text/traced.ts";

/** A value that a text does not tell and a person may: `CLIENT_SECRET` of `$CLIENT_SECRET`. */
export interface NamedUnknown {
  readonly name: string;
  /** As it stands in the text: `$CLIENT_SECRET`, `%CLIENT_SECRET%`, `{{client_secret}}`. */
  readonly written: string;
  /** True unless the name tells that the value is none: an address, a host, a scope. */
  readonly isSecret: boolean;
}

/** What readers say of values that are made from others, or that stand in files: nothing that a name could be given for. */
const DERIVED = /^(?:output of |contents of |standard input$|AWS signature$|date$|body$|value$)/;
const PUBLIC =
  /^(?!.*(?:secret|token|pass|key|auth|assertion|cred))(?:.*(?:url|uri|host|domain|tenant|endpoint|base|scope|realm|region))/i;
const ENCODED = "base64 of ";
const MOST = 24;

/** The named unknowns of a reading that somebody could fill in, in the order of the text, each once. */
export function findUnknowns({ command, request, shell, text: source }: Evidence): NamedUnknown[] {
  const values: Traced[] = command ? command.words.map(({ value }) => value) : [];
  if (command?.stdin) values.push(command.stdin);
  if (request) {
    values.push(request.host, request.target);
    for (const { value, credentials } of request.headers) values.push(credentials ?? value);
    if (request.body) values.push(request.body);
  }
  if (values.every(isKnown)) return [];
  const expansions = (shell?.notes ?? []).filter(({ kind, data }) => kind === "expansion" && data?.known === "false");
  const found = new Map<string, { written: string; at: number }>();
  const add = (name: string, written: string, at: number) => {
    if (name !== "" && !DERIVED.test(name) && !found.has(name)) found.set(name, { written: written || name, at });
  };
  for (const { unknown, text, origin } of values.flatMap((value) => value.pieces)) {
    if (unknown === undefined) continue;
    const at = origin.door === "text" ? origin.start : Number.MAX_SAFE_INTEGER;
    const inside = origin.door === "text" ? expansions.filter(({ span }) => isWithin(span, origin)) : [];
    if (inside.length > 0) {
      // Whoever knows the variables in it need not work out what the whole comes to.
      for (const { span, data } of inside)
        add((data?.name ?? "").replace(/^env:/i, ""), source.slice(span.start, span.end), span.start);
    } else if (unknown.startsWith(ENCODED)) {
      for (const name of unknown.slice(ENCODED.length).split(", ")) add(name, name, at);
    } else add(unknown, text, at);
  }
  return [...found]
    .sort(([, a], [, b]) => a.at - b.at)
    .slice(0, MOST)
    .map(([name, { written }]) => ({ name, written, isSecret: isSecretName(name) || !PUBLIC.test(name) }));
}

function isWithin(inner: Span, outer: Span): boolean {
  const isSame = inner.start === outer.start && inner.end === outer.end;
  return outer.start <= inner.start && inner.end <= outer.end && !isSame;
}
