import type { Evidence } from "../rules/evidence.ts";
import { slice, type Traced } from "../text/traced.ts";
import { isFillIn, kindOfName, type NameKind } from "./public-words.ts";

/** A value that the readers found in the text, with the places that it came from. */
export interface ReadValue {
  readonly name: string;
  readonly value: Traced;
  readonly kind: "secret" | "id" | "person";
}

/** Headers whose values are no secret. All others are taken for one. */
const PLAIN_HEADER =
  /^(?:host|accept(?:-.*)?|content-.*|user-agent|connection|cache-control|pragma|origin|expect|te|upgrade|transfer-encoding|date|via|dnt|sec-.*|x-requested-with|x-forwarded-proto|if-.*|range|keep-alive|traceparent|x-(?:ms-)?(?:client-)?(?:request|correlation)-id)$/i;

/** Every secret, id and name of a person among what the request says, wherever in it. */
export function readValues(evidence: Evidence): ReadValue[] {
  const found: ReadValue[] = [];
  const add = (name: string, value: Traced, kind: NameKind) => {
    const known = withoutUnknowns(value);
    if (kind === "public" || known.text === "" || isFillIn(known.text)) return;
    if (kind === "other" && (known.text.length < 6 || /^(?:[a-z]{1,20}|[A-Z]{1,20}|\d{1,6})$/.test(known.text))) return;
    found.push({ name, value: known, kind: kind === "other" ? "secret" : kind });
  };
  const parameters = [...evidence.meant, ...(evidence.understood?.parameters ?? [])];
  for (const { name, value } of parameters) {
    // A body in another format is one odd name with an empty value, or one value that holds all the rest.
    if (/^\s*['"]?\s*[{[]|["\n]/.test(name.text) || /^\s*[{[]\s*"/.test(value.text)) continue;
    // What follows an & that nobody encoded is the rest of the value before it.
    const kind = kindOfName(name.text);
    const isRest = name.text.length >= 4 && !/^[A-Za-z]+(?:[_.-][A-Za-z]+)*(?:\[\w*\])?$/.test(name.text);
    if (isRest && (value.text === "" || kind === "other")) add("rest of a value", name, "secret");
    if (isRest && value.text === "") continue;
    if (kind === "public" && name.text === "grant_type") continue;
    add(name.text, value, kind);
  }
  const { authorization, request } = evidence;
  if (authorization?.parts) {
    add("client_id", authorization.parts.id, "id");
    add("client_secret", authorization.parts.secret, "secret");
  }
  for (const meant of [authorization?.credentials, ...(authorization?.facts.map((fact) => fact.meant) ?? [])]) {
    if (!meant) continue;
    add("client_id", { text: meant.id, pieces: [] }, "id");
    add("client_secret", { text: meant.secret, pieces: [] }, "secret");
  }
  for (const { name, value } of request?.headers ?? []) {
    if (
      PLAIN_HEADER.test(name.text) ||
      kindOfName(name.text) === "public" ||
      /^(?:authorization|cookie)$/i.test(name.text)
    )
      continue;
    if (value.pieces.every(({ origin }) => origin.door === "added")) continue;
    const scheme = /^\s*[A-Za-z][\w-]{2,20}[ \t]+(?=\S+\s*$)/.exec(value.text)?.[0] ?? "";
    add(name.text, slice(value, scheme.length), kindOfName(name.text) === "id" ? "id" : "secret");
  }
  if (authorization && authorization.scheme !== "basic" && !authorization.field.credentials) {
    add("Authorization", authorization.token, "secret");
  }
  return found;
}

function withoutUnknowns(value: Traced): Traced {
  const pieces = value.pieces.filter((piece) => piece.unknown === undefined);
  if (pieces.length === value.pieces.length) return value;
  return { text: pieces.map(({ text }) => text).join(""), pieces };
}

/** Words of the request that anybody may know: its address, names, and what is set rather than kept. */
export function readPublicWords(evidence: Evidence): string[] {
  const { request, provider } = evidence;
  const words: string[] = provider ? [provider.id, provider.name] : [];
  const names = [...evidence.meant, ...(evidence.understood?.parameters ?? [])];
  for (const { name, value } of names) {
    if (/^[A-Za-z][\w.[\]-]{0,40}$/.test(name.text)) words.push(name.text);
    if (kindOfName(name.text) === "public") words.push(value.text);
  }
  for (const { name, value } of request?.headers ?? []) {
    words.push(name.text);
    if (PLAIN_HEADER.test(name.text)) words.push(value.text);
  }
  if (request)
    words.push(request.host.text, ...(request.target.text.split("?")[0] ?? "").split("/").filter(isPlainPart));
  return words;
}

function isPlainPart(part: string): boolean {
  return /^(?:[A-Za-z._-]+|v?\d[\d.]*)$/.test(part);
}
