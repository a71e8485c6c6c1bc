import type { Span } from "../../../text/span.ts";
import type { Draft } from "../draft.ts";
import type { Event } from "../evaluate.ts";
import type { Language } from "../language.ts";
import { asText, type Value } from "../value.ts";

export type CallEvent = Extract<Event, { kind: "call" }>;

/** How one call of one client changes the request that is being put together. */
export interface ClientCall {
  readonly client: string;
  readonly languages: readonly Language[];
  /** Of the dotted name of what is called. */
  readonly path: RegExp;
  readonly apply: (draft: Draft, call: CallEvent) => void;
}

/** The argument at that place, arguments with names not counted. */
export function arg(call: CallEvent, index: number): Value | undefined {
  return call.args.filter(({ name }) => name === null)[index]?.value;
}

/** The argument of one of those names. */
export function namedArg(call: CallEvent, ...names: string[]): Value | undefined {
  return call.args.find(({ name }) => name !== null && names.includes(name))?.value;
}

/** A method that the name of the call says. */
export function setMethod(draft: Draft, method: string, at: { readonly span: Span }): void {
  draft.method = { text: method, pieces: [{ text: method, origin: { door: "text", ...at.span } }] };
}

export function setUrl(draft: Draft, value: Value | undefined): void {
  if (value && asText(value).text) draft.url = asText(value);
}

export const verbOf = (call: CallEvent): string => call.method.toUpperCase();

/** The first two arguments as id and secret. */
export function setBasicArgs(draft: Draft, call: CallEvent): void {
  draft.basic = { id: asText(arg(call, 0)), secret: asText(arg(call, 1)) };
}

export const emptyText: Value = { kind: "text", text: { text: "", pieces: [] } };
