import { fromPieces, type Traced } from "../../text/traced.ts";
import type { TableEntry } from "../reading.ts";
import type { Argument } from "./command.ts";
import { asText, type Reader, type Value } from "./reader.ts";

/** What a command makes whose result the text tells: secure strings, credentials; null for any other. */
export function makeObject(reader: Reader, program: string, args: readonly Argument[]): Value | null {
  switch (program.toLowerCase()) {
    case "convertto-securestring":
      return args.find(({ value }) => value?.kind === "text")?.value ?? null;
    case "new-object":
      return newObject(args);
    case "remove-item":
    case "ri":
    case "del":
    case "rm": {
      const name = /^alias:[\\/]?(curl|wget)$/i.exec(
        args.map(({ text }) => text?.text ?? "").find((text) => /^alias:/i.test(text)) ?? "",
      );
      if (!name?.[1]) return null;
      reader.removedAliases.add(name[1].toLowerCase());
      return { kind: "text", value: fromPieces([]), span: args[0]?.span ?? { start: 0, end: 0 } };
    }
    default:
      return null;
  }
}

export const CREDENTIAL = /^(?:System\.Management\.Automation\.)?PSCredential$/i;

/** `New-Object PSCredential("id", $secret)` and `-ArgumentList "id", $secret`. */
function newObject(args: readonly Argument[]): Value | null {
  const [type, ...rest] = args.filter(({ parameter }) => parameter === null);
  const name = type?.text?.text ?? "";
  // Its properties are set one by one.
  if (type && /(?:^|\.)WebRequestSession$/i.test(name)) return { kind: "table", entries: [], span: type.span };
  if (!CREDENTIAL.test(name)) return null;
  const list = rest.find(({ value }) => value?.kind === "list")?.value;
  const values = list?.kind === "list" ? list.items : rest.flatMap(({ value }) => value ?? []);
  return toCredential(values);
}

/** A credential as a table of the two names that it shows. */
export function toCredential(values: readonly Value[]): Value | null {
  const [user, password] = values.map((value) => asText(value));
  if (!user || !password) return null;
  const entry = (name: string, value: Traced, from: Value | undefined): TableEntry => {
    const span = from?.span ?? { start: 0, end: 0 };
    return {
      name: { text: name, pieces: [{ text: name, origin: { door: "added", by: "PowerShell" } }] },
      value: { kind: "text", value, span },
      span,
    };
  };
  const entries = [entry("UserName", user, values[0]), entry("Password", password, values[1])];
  return { kind: "table", entries, span: { start: values[0]?.span.start ?? 0, end: values[1]?.span.end ?? 0 } };
}
