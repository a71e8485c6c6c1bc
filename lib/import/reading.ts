import type { Reply } from "../http/exchange.ts";
import type { HttpRequest } from "../http/request.ts";
import type { Span } from "../text/span.ts";

/** Something that the text shows and a rule or a reader may want to know; `kind` is a stable name. */
export interface ImportNote {
  readonly kind: string;
  readonly span: Span;
  readonly data?: Readonly<Record<string, string>>;
}

/**
 * What a text that is no shell command says of a request. `client` is the program or library that would send it and adds
 * its own headers. `request` is null where the text cannot tell it; a note of kind "cannot-tell" then says what is
 * missing. Values that only run time knows are unknown pieces.
 */
export interface ImportReading {
  readonly client: string;
  readonly request: HttpRequest | null;
  readonly notes: readonly ImportNote[];
  /** The answer, where the text holds it too (a HAR entry). */
  readonly reply?: Reply;
}
