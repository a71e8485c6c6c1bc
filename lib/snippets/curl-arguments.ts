import { formatBasic } from "../http/basic.ts";
import { FORM_TYPE } from "../http/request.ts";
import type { Quoted } from "../shell/quote.ts";
import type { Written } from "./define-snippet.ts";
import { encodeStrictly, formatCredentials, isUnreserved, type TokenCall } from "./token-call.ts";

/** One word of a command: text still to be quoted, or source text of the shell (with its variables) as it is. */
export type Argument = { readonly text: string } | { readonly source: string };

/** One option and its value; a lone option or the URL is a list of one. */
export type Arguments = readonly Argument[];

export function option(name: string, value: string): Arguments {
  return [{ text: name }, { text: value }];
}

/** As `option`, with a value that is already source text of the shell. */
export function sourceOption(name: string, source: string): Arguments {
  return [{ text: name }, { source }];
}

/** What all curl commands begin with. `--include` shows the status; braces in a URL are curl's globs without `--globoff`. */
export function leadingArguments(call: TokenCall): Arguments[] {
  const hasGlob = /[[\]{}]/.test(call.target);
  return [[{ text: call.address }], [{ text: "--include" }], ...(hasGlob ? [[{ text: "--globoff" }]] : [])];
}

/** curl drops a header written `Name:`; `Name;` is sent with an empty value. */
export function headerArguments(call: TokenCall): Arguments[] {
  const type = call.contentType === FORM_TYPE ? [] : [["Content-Type", call.contentType] as const];
  return [...call.headers, ...type].map(([name, value]) =>
    option("--header", value === "" ? `${name};` : `${name}: ${value}`),
  );
}

/** Known credentials: as `--user` where they are plain text to `isPlain`, otherwise as the header that curl would make. */
export function literalBasic(call: TokenCall, isPlain: (text: string) => boolean): Arguments[] {
  if (!call.basic) return [];
  const text = formatCredentials(call.basic);
  if (isPlain(text)) return [option("--user", text)];
  const { id, secret, encoding } = call.basic;
  return [option("--header", `Authorization: ${formatBasic(id.text, secret.text, encoding)}`)];
}

/** One parameter whose value is known, encoded here. */
export function encodedParameter(name: string, value: string): Arguments {
  return option("--data", `${encodeStrictly(name)}=${encodeStrictly(value)}`);
}

/** True if the credentials may stand in a variable unencoded, be the encoding what it may. */
export function needsNoEncoding(call: TokenCall): boolean {
  if (!call.basic || call.basic.encoding === "raw") return true;
  return isUnreserved(call.basic.id.text) && isUnreserved(call.basic.secret.text);
}

/** The command with each argument quoted and each option on a line of its own, or the first argument's refusal. */
export function formatCommand(
  program: string,
  options: readonly Arguments[],
  quote: (text: string) => Quoted,
  separator: string,
): Written {
  const lines: string[] = [];
  for (const words of options) {
    const written: string[] = [];
    for (const word of words) {
      const quoted: Quoted = "source" in word ? { ok: true, text: word.source } : quote(word.text);
      if (!quoted.ok) return { declined: `This cannot be written here: ${quoted.reason}.` };
      written.push(quoted.text);
    }
    lines.push(written.join(" "));
  }
  const [first, ...rest] = lines;
  return { code: [`${program} ${first}`, ...rest].join(separator) };
}
