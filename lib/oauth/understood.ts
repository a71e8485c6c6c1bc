import type { Traced } from "../text/traced.ts";

/** Where a token server found a parameter. */
export type ParameterSource = "body" | "query" | "authorization" | "header";

/** One parameter as a token server reads it, decoded. */
export interface UnderstoodParameter {
  readonly name: Traced;
  readonly value: Traced;
  readonly from: ParameterSource;
}

/** The request as a token server reads it. */
export interface Understood {
  readonly parameters: readonly UnderstoodParameter[];
  /** What the server leaves aside, and why, in words for the person who reads. */
  readonly ignored: readonly { readonly part: Traced; readonly why: string }[];
}
