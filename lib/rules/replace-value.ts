import { decodeFormText, encodeComponent } from "../http/form.ts";
import type { UnderstoodParameter } from "../oauth/understood.ts";
import type { Edit } from "../text/edit.ts";
import { hullOf } from "../text/span.ts";
import { textSpans } from "../text/traced.ts";
import { toBasic } from "./basic-fact.ts";
import type { Evidence } from "./evidence.ts";
import { replacePart } from "./rewrite.ts";

/** A parameter, and the value that its server should read. */
export interface ValueChange {
  readonly parameter: UnderstoodParameter;
  readonly text: string;
}

/**
 * Edits that give parameters other values, encoded as they were written before; undefined where one of them cannot be
 * made safely, or two meet in one place.
 */
export function replaceValues(evidence: Evidence, changes: readonly ValueChange[]): Edit[] | undefined {
  const client = changes.filter(({ parameter }) => parameter.from === "authorization");
  const others = changes.filter(({ parameter }) => parameter.from !== "authorization");
  const edits = others.map((change) => replaceValue(evidence, change));
  if (client.length > 0) edits.push(replaceCredentials(evidence, client));
  const made = edits.flatMap((each) => each ?? []).sort((a, b) => a.start - b.start);
  const isApart = made.every(({ start }, index) => index === 0 || (made[index - 1]?.end ?? 0) <= start);
  return isApart && !edits.includes(undefined) ? made : undefined;
}

function replaceValue(evidence: Evidence, { parameter: { value }, text }: ValueChange): Edit[] | undefined {
  const span = hullOf(textSpans(value));
  const written = span ? evidence.text.slice(span.start, span.end) : value.text;
  const isEncoded = written !== value.text && decodeFormText(written) === value.text;
  return replacePart(evidence, value, isEncoded ? encodeComponent(text) : text);
}

/** Id and secret come from one place, of which the parameters know no more than the whole. */
function replaceCredentials(evidence: Evidence, changes: readonly ValueChange[]): Edit[] | undefined {
  const { authorization } = evidence;
  const before = authorization?.credentials;
  if (!authorization || !before || authorization.facts.length > 0) return undefined;
  const to = (name: string, was: string) => {
    const change = changes.find(({ parameter }) => parameter.name.text === name);
    if (!change) return was;
    return change.parameter.value.text === was ? change.text : encodeComponent(change.text);
  };
  const after = { id: to("client_id", before.id), secret: to("client_secret", before.secret) };
  const { field } = authorization;
  return field.credentials
    ? replacePart(evidence, field.credentials, `${after.id}:${after.secret}`)
    : replacePart(evidence, field.value, toBasic(after));
}
