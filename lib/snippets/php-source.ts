import { isWrittenPlainly } from "./credentials.ts";
import { quotePhp } from "./escape/php.ts";
import { type CallValue, type TokenCall, variableOf } from "./token-call.ts";

/** PHP text of a value: from the environment, or a literal. */
export function valueSource({ text, role }: CallValue): string {
  return role ? `getenv('${variableOf(role)}')` : quotePhp(text);
}

/** PHP text of an id or secret for Basic, form-encoded (`urlencode`) where that changes it. */
export function credentialSource(value: CallValue, encoding: "form" | "raw"): string {
  if (encoding === "raw" || isWrittenPlainly(value, encoding)) return valueSource(value);
  return `urlencode(${valueSource(value)})`;
}

/** The parameters as elements of an array, one a line. */
export function formElements(call: TokenCall): string[] {
  return call.form.map(([name, value]) => `${quotePhp(name)} => ${valueSource(value)},`);
}
