import type { HttpRequest } from "../http/request.ts";
import type { Word } from "../shell/reading.ts";
import type { Span } from "../text/span.ts";
import type { Traced } from "../text/traced.ts";

/** One option as it was used. `span` covers the option and its value as typed. */
export interface UsedOption {
  /** The long name, without dashes: "data", "header", "user". */
  readonly name: string;
  /** As typed: "-d", "--data". */
  readonly written: string;
  /** False for the `--no-` form. */
  readonly on: boolean;
  readonly value: Traced | null;
  readonly span: Span;
  /** The words it was read from: one, or option and value. */
  readonly words: readonly Word[];
}

/** curl gives up before it sends anything: its exit code, its message, and the place. */
export interface CurlRefusal {
  readonly exitCode: number;
  readonly message: string;
  readonly span: Span;
  /** A stable name of the cause: those of `OptionTrouble`, "no-url", "malformed-url", "url-globbing", … */
  readonly kind: string;
}

/** Something that curl does in silence and the author may not have meant. */
export interface CurlNote {
  readonly kind: string;
  readonly span: Span;
  readonly data?: Readonly<Record<string, string>>;
}

/**
 * What one curl call comes to. `requests` are in the order in which curl sends them; what went out before a refusal (of
 * the second URL, say) is among them.
 */
export interface CurlReading {
  /** The known release whose behaviour this is, as `curl --version` prints it. */
  readonly version: string;
  readonly options: readonly UsedOption[];
  readonly urls: readonly Word[];
  readonly requests: readonly HttpRequest[];
  readonly refusal: CurlRefusal | null;
  /** What curl ends with, provided that whatever it sends is answered well. */
  readonly exitCode: number;
  readonly notes: readonly CurlNote[];
}
