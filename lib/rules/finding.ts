import type { RefreshRequest } from "../oauth/refresh-request.ts";
import type { SpecLink } from "../oauth/spec.ts";
import type { Edit } from "../text/edit.ts";
import type { Span } from "../text/span.ts";

/** error: cannot work. warning: may fail on some servers, or leaks. info: worth knowing. */
export const SEVERITIES = ["error", "warning", "info"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A repair as data: edits of the pasted text, or new values of form fields. Offered only where it is safe. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
  readonly set?: { readonly [K in keyof RefreshRequest]?: RefreshRequest[K] | undefined } | undefined;
}

/** One thing that is wrong. `spans` count in the pasted text; `part` names the place in the request or the form. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
  readonly detail: string;
  readonly spans: readonly Span[];
  readonly part: string | null;
  readonly spec: SpecLink | null;
  readonly fix: Fix | null;
}

/** One thing that was checked and is right. `title` says by which evidence. */
export interface Cleared {
  readonly rule: string;
  readonly title: string;
}
