/** A reply that a token endpoint is known to give, and what it really means. */
export interface KnownReply {
  /** The status it came with; null where it may be any. */
  readonly status: number | null;
  /** The code as it stands in the reply, whatever the member is called (`error`, `errorType`, `reason`, `status`). */
  readonly error: string | null;
  /** The description, or the part of it that tells. */
  readonly text: string | null;
  /** What to look for where `text` itself is not written word for word. */
  readonly pattern?: RegExp;
  /** For the person who reads. */
  readonly meaning: string;
  /** The rule that explains it; null where the reply alone does not tell which. */
  readonly rule: string | null;
  /** A: text and meaning read at the source. B: text read, meaning partly inferred. C: from memory. */
  readonly sure: "A" | "B" | "C";
  /** Where it was read; null for memory. */
  readonly source: string | null;
}

/** A reply of a make of token server, wherever it is installed; make null: any server. */
export interface MakeReply extends KnownReply {
  readonly make: string | null;
}
