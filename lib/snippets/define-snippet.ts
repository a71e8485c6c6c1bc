import type { SecretRole, TokenCall } from "./token-call.ts";

/** One refresh as text to run elsewhere, in the shape that `/api/snippets` answers. */
export interface Snippet {
  readonly id: string;
  readonly label: string;
  /** The name of the grammar that highlights it. */
  readonly language: string;
  readonly code: string | null;
  /** Why there is no code: what the target cannot express. */
  readonly declined?: string;
  /** The variables (or placeholders) that must be set, and what each stands for. */
  readonly env?: Readonly<Record<string, SecretRole>>;
  /** What the reader should know and the code cannot say. */
  readonly notes?: readonly string[];
}

/** A target's answer: its text, or why it cannot say this call. */
export type Written = { readonly code: string; readonly notes?: readonly string[] } | { readonly declined: string };

/** One way of writing a call. */
export interface SnippetTarget {
  readonly id: string;
  readonly label: string;
  readonly language: string;
  /** "placeholder": secrets are named `client_secret` and filled in by hand or by the program; default "environment". */
  readonly names?: "environment" | "placeholder";
  write(call: TokenCall): Written;
}

/** Declares a target; each stands alone in its file as the default export. */
export function defineSnippet(target: SnippetTarget): SnippetTarget {
  return target;
}
