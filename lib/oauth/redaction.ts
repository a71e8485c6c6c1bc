import { type Piece, type Traced, unknownsOf } from "../text/traced.ts";

/** Values that people black out before they show a request. */
const SECRET = /token|secret|client_?id|assertion|password|username|^code$|api_?key|credential/i;

/** A run that stands where letters were blacked out: `####`, `••••`, `xxxxxx`, also in the middle of a value. */
const BLACKED_OUT = /[#*•●█]{3,}|^[xX]{3,}=*$|[xX]{6,}/;

export function isSecretName(name: string): boolean {
  return SECRET.test(name);
}

/** The word for it instead of the value. */
const SAID_SO = /^[<[({*]*(?:redacted|removed|hidden|masked|censored|obfuscated|snip(?:ped)?)[>\])}*]*$/i;

export function isRedacted(text: string): boolean {
  return BLACKED_OUT.test(text) || SAID_SO.test(text.trim());
}

/** A blacked-out value as an unknown one of that name; any other value as it is. */
export function markRedaction(value: Traced, name: string): Traced {
  if (!isRedacted(value.text) || unknownsOf(value).length > 0) return value;
  const pieces: Piece[] = value.pieces.map((piece) => ({ ...piece, unknown: name }));
  return { text: value.text, pieces };
}
