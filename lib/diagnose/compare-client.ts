import { decodeFormText } from "../http/form.ts";
import type { UnderstoodParameter } from "../oauth/understood.ts";
import type { Evidence } from "../rules/evidence.ts";
import { isKnown } from "../text/traced.ts";
import { BY_OUTCOME, describeDifference, type PairNames, whyPresence, whyValue } from "./compare-words.ts";
import { type Difference, difference, relate, whyUntold } from "./difference.ts";

/** How the client authenticates, and how Basic was encoded. */
export function compareClients(a: Evidence, b: Evidence, names: PairNames): Difference[] {
  const [left, right] = [methodOf(a), methodOf(b)];
  if (left !== right) {
    const why = "A server takes the way that the client is registered for, and may refuse every other.";
    return [difference("client", "Client authentication", "request", left, right, why)];
  }
  const [x, y] = [a.authorization, b.authorization];
  if (!x?.credentials || !y?.credentials || x.token.text === y.token.text) return [];
  const plain = (text: string) => decodeFormText(text);
  const isSame =
    plain(x.credentials.id) === plain(y.credentials.id) && plain(x.credentials.secret) === plain(y.credentials.secret);
  if (!isSame || x.credentials.secret === y.credentials.secret) return [];
  const rule =
    "RFC 6749 section 2.3.1 has id and secret form-encoded before base64; many servers take them as they are.";
  const why = names === BY_OUTCOME ? `${rule} This server takes the first.` : rule;
  const show = (text: string) => (/%[0-9A-F]{2}/i.test(text) ? "form-encoded" : "raw");
  return [
    difference(
      "client encoding",
      "Encoding inside Basic",
      "request",
      show(x.credentials.secret),
      show(y.credentials.secret),
      why,
    ),
  ];
}

function methodOf({ authorization, meant }: Evidence): string {
  const has = (name: string) =>
    meant.some((one) => one.name.text === name && one.from !== "authorization" && one.value.text !== "");
  const ways = [
    ...(authorization && authorization.scheme !== "none"
      ? [
          authorization.scheme === "basic"
            ? "client_secret_basic"
            : `Authorization: ${authorization.scheme === "bearer" ? "Bearer" : authorization.field.value.text.split(/\s/)[0]}`,
        ]
      : []),
    ...(has("client_secret") ? ["client_secret_post"] : []),
    ...(has("client_assertion") ? ["client_assertion"] : []),
  ];
  return ways.length === 0 ? "none" : ways.join(" and ");
}

/** The parameters as they were meant, wherever they stand. */
export function compareParameters(a: Evidence, b: Evidence, pair: PairNames): Difference[] {
  const names = [...new Set([...a.meant, ...b.meant].map(({ name }) => name.text))];
  return names
    .slice(0, MOST_NAMES)
    .flatMap((name) => compareParameter(name, named(a, name), named(b, name), a, b, pair));
}

const MOST_NAMES = 200;

function named({ meant }: Evidence, name: string): UnderstoodParameter[] {
  return meant.filter((one) => one.name.text === name);
}

function compareParameter(
  name: string,
  left: UnderstoodParameter[],
  right: UnderstoodParameter[],
  a: Evidence,
  b: Evidence,
  pair: PairNames,
): Difference[] {
  const [x, y] = [left[0], right[0]];
  const key = `parameter ${name}`;
  if (!x || !y) {
    const value = (one: UnderstoodParameter | undefined) => (one ? one.value.text : null);
    // Without a secret the way of authentication differs, which is told once.
    if (name === "client_secret" && methodOf(a) !== methodOf(b)) return [];
    return [difference(key, name, "request", value(x), value(y), whyPresence(name, !y, pair))];
  }
  if (left.length !== right.length) {
    const why = "A parameter must not stand there twice (RFC 6749 section 3.1): servers refuse it, or take either one.";
    return [difference(key, name, "request", join(left), join(right), why)];
  }
  const isClient = name === "client_id" || name === "client_secret";
  const place =
    placeOf(x) === placeOf(y) || isClient
      ? []
      : [
          difference(
            `place ${name}`,
            name,
            "request",
            placeOf(x),
            placeOf(y),
            "Token servers read the body; in the URL a value is ignored or refused, and gets into logs.",
          ),
        ];
  const relation = relate(x.value, y.value);
  if (relation === "same" || (isClient && isSameClient(name, a, b, x, y))) return place;
  if (relation === "untold")
    return [...place, difference(key, name, "untold", x.value.text, y.value.text, whyUntold(x.value, y.value))];
  const how = describeDifference(x.value.text, y.value.text, decodeFormText, pair);
  return [
    ...place,
    difference(key, name, "request", x.value.text, y.value.text, how ? `${how} ${whyValue("")}` : whyValue(name)),
  ];
}

function join(some: readonly UnderstoodParameter[]): string {
  return some.map(({ value }) => value.text).join(" and ");
}

function placeOf({ from }: UnderstoodParameter): string {
  return from === "query" ? "in the URL" : from === "body" ? "in the body" : "in a header";
}

/** Raw and form-encoded, the same id or secret may stand in Basic; that is told as its encoding. */
function isSameClient(name: string, a: Evidence, b: Evidence, x: UnderstoodParameter, y: UnderstoodParameter): boolean {
  const spellings = ({ authorization }: Evidence, { value, from }: UnderstoodParameter) => {
    const credentials = from === "authorization" ? authorization?.credentials : null;
    return [value.text, ...(credentials ? [name === "client_id" ? credentials.id : credentials.secret] : [])];
  };
  return isKnown(x.value) && isKnown(y.value) && spellings(a, x).some((text) => spellings(b, y).includes(text));
}
