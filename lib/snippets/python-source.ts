import { FORM_TYPE } from "../http/request.ts";
import { isWrittenPlainly } from "./credentials.ts";
import { quotePython } from "./escape/python.ts";
import { type CallValue, type TokenCall, variableOf } from "./token-call.ts";

/** Python text of a value: from the environment, or a literal. */
export function valueSource({ text, role }: CallValue): string {
  return role ? `os.environ["${variableOf(role)}"]` : quotePython(text);
}

/** Python text of an id or secret for Basic, form-encoded (`quote_plus`) where that changes it. */
export function credentialSource(value: CallValue, encoding: "form" | "raw"): string {
  if (encoding === "raw" || isWrittenPlainly(value, encoding)) return valueSource(value);
  return `quote_plus(${valueSource(value)})`;
}

/** The parameters as the entries of a dict display, one a line. */
export function formEntries(call: TokenCall): string[] {
  return call.form.map(([name, value]) => `${quotePython(name)}: ${valueSource(value)},`);
}

/** The headers, and the Content-Type where it is not the one that a form gets anyway, as entries of a dict display. */
export function headerEntries(call: TokenCall): string[] {
  const type = call.contentType === FORM_TYPE ? [] : [["Content-Type", call.contentType] as const];
  return [...call.headers, ...type].map(([name, value]) => `${quotePython(name)}: ${quotePython(value)},`);
}

/** True if some value comes from the environment. */
export function usesEnvironment(call: TokenCall): boolean {
  return call.basic?.id.role != null || call.form.some(([, { role }]) => role !== null);
}

/** True if `quote_plus` is called. */
export function usesQuotePlus(call: TokenCall): boolean {
  if (call.basic?.encoding !== "form") return false;
  return [call.basic.id, call.basic.secret].some((value) => !isWrittenPlainly(value, "form"));
}

/** Why Python's clients cannot send this call as it is; undefined if they can. */
export function findPythonProblem(call: TokenCall): string | undefined {
  const headers = [...call.headers.map(([, value]) => value), call.contentType];
  if (headers.some((value) => /[^\t\x20-\x7e]/.test(value))) {
    return "A header holds a control character or a letter beyond ASCII.";
  }
  const names = call.headers.map(([name]) => name.toLowerCase());
  return new Set(names).size < names.length ? "Two headers share a name, which a dict cannot hold." : undefined;
}
