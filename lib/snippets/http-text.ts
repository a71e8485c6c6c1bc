import { formatBasic } from "../http/basic.ts";
import type { TokenCall } from "./token-call.ts";
import { type CallValue, encodeStrictly, variableOf } from "./token-call.ts";

/** The placeholder of a value (`{{client_secret}}`), or the value form-encoded. */
export function placeholderOr({ text, role }: CallValue): string {
  return role ? `{{${variableOf(role).toLowerCase()}}}` : encodeStrictly(text);
}

/** The body as one form-encoded text. */
export function formatBody(call: TokenCall): string {
  return call.form.map(([name, value]) => `${encodeStrictly(name)}=${placeholderOr(value)}`).join("&");
}

/** The header lines but for Host and Content-Length; `basic` writes credentials that stand in placeholders. */
export function formatHeaders(call: TokenCall, basic: string): string[] {
  const lines = [...call.headers, ["Content-Type", call.contentType] as const].map(([name, value]) =>
    value === "" ? `${name}:` : `${name}: ${value}`,
  );
  if (!call.basic) return lines;
  const { id, secret, encoding } = call.basic;
  return [`Authorization: ${id.role ? basic : formatBasic(id.text, secret.text, encoding)}`, ...lines];
}

/** True if the address or a header holds what a client would take for a placeholder. */
export function hasForeignPlaceholder(call: TokenCall): boolean {
  return call.address.includes("{{") || call.headers.some(([, value]) => value.includes("{{"));
}

/** True if a placeholder stands anywhere in the call. */
export function hasPlaceholder(call: TokenCall): boolean {
  return call.basic?.id.role != null || call.form.some(([, { role }]) => role !== null);
}

/** What has to be known before the placeholders are filled. */
export function placeholderNotes(call: TokenCall): string[] {
  if (!hasPlaceholder(call)) return [];
  const notes = ["Values in the body must be form-encoded before they take the place of a {{placeholder}}."];
  if (call.basic?.encoding === "form") {
    notes.push("For Basic, the id and the secret are form-encoded too (RFC 6749 section 2.3.1).");
  }
  return notes;
}
