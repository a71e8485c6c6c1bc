import type { TextFormat } from "../http/format.ts";
import type { Word } from "../shell/reading.ts";
import { readCode } from "./code/read-code.ts";
import { readHar } from "./har.ts";
import { parseHttp } from "./http.ts";
import { readHttpie } from "./httpie.ts";
import { readPostman } from "./postman.ts";
import { readPostmanText } from "./postman-text.ts";
import type { ImportReading } from "./reading.ts";
import { readWget } from "./wget.ts";

/** The request in a text that no shell has to split first; null for the formats that one does, and for those without a request. */
export function readImport(source: string, format: TextFormat): ImportReading | null {
  switch (format) {
    case "http":
      return parseHttp(source);
    case "fetch":
    case "code":
      return readCode(source);
    case "har":
      return readHar(source) ?? null;
    case "postman":
      return readPostman(source) ?? readPostmanText(source);
    default:
      return null;
  }
}

/** The programs beside curl whose command lines are read, by the name they are called by. */
export function readClient(program: string, words: readonly Word[]): ImportReading | null {
  const name = program.replace(/^.*[/\\]/, "").replace(/\.exe$/i, "");
  if (name === "wget") return readWget(words);
  return name === "http" || name === "https" ? readHttpie(words) : null;
}
