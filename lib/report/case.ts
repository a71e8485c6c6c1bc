import type { Evidence } from "../rules/evidence.ts";

/** What a report is about: the texts as pasted, and how they are to be read. */
export interface Case {
  readonly text: string;
  readonly reply: string;
  readonly shell: string;
  /** A preset's id, or "". */
  readonly provider: string;
}

/** A case, and what the readers made of its text; null where they made nothing of it. */
export interface ReadCase extends Case {
  readonly evidence: Evidence | null;
}
