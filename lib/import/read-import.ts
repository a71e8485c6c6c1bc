import type { TextFormat } from "../http/format.ts";
import type { Word } from "../shell/reading.ts";
import { type Given, NOTHING_GIVEN } from "../text/given.ts";
import { detectLanguage } from "./code/language.ts";
import { readCode } from "./code/read-code.ts";
import { readHar } from "./har.ts";
import { readHttpFile } from "./http-file.ts";
import { readHttpie } from "./httpie.ts";
import { readPostman } from "./postman.ts";
import { readPostmanText } from "./postman-text.ts";
import type { ImportReading } from "./reading.ts";
import { readWget } from "./wget.ts";

/** The request in a text that no shell has to split first, with the values `given` for variables; null for the formats that one does, and for those without a request. */
export function readImport(source: string, format: TextFormat, given: Given = NOTHING_GIVEN): ImportReading | null {
  switch (format) {
    case "http":
      return readHttpFile(source, given);
    case "fetch":
    case "code":
      return readCode(source, detectLanguage(source), given);
    case "har":
      return readHar(source) ?? null;
    case "postman":
      return readPostman(source, given) ?? readPostmanText(source);
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
