import type { Span } from "../text/span.ts";
import type { Traced } from "../text/traced.ts";
import type { StandardInput } from "./data.ts";
import type { Operation, RequestKind, UrlNode } from "./operation.ts";
import type { CurlNote } from "./reading.ts";
import type { OptionTrouble } from "./trouble.ts";
import type { Variables } from "./variables.ts";
import type { Release } from "./version.ts";

/** What an option has to work with besides its own value. */
export interface Context {
  operation: Operation;
  readonly release: Release;
  readonly input: StandardInput;
  readonly variables: Variables;
  readonly notes: CurlNote[];
}

/** One option as it is used: on (`--no-` is off), its value (empty for switches) and its place. */
export interface Use {
  readonly name: string;
  readonly on: boolean;
  readonly value: Traced;
  readonly span: Span;
}

/** Why curl stops at an option, with its own words where it prints any besides the reason. */
export interface Stop {
  readonly trouble: OptionTrouble;
  readonly message?: string;
}

/** What one option does: to its operation, or curl stops. */
export type Effect = (use: Use, context: Context) => Stop | null;

const METHODS: Readonly<Record<RequestKind, string>> = {
  GET: "GET (-G, --get)",
  HEAD: "HEAD (-I, --head)",
  MIME: "multipart formpost (-F, --form)",
  POST: "POST (-d, --data)",
  PUT: "PUT (-T, --upload-file)",
};

/** Settles what kind of request an operation sends; the message of curl if that was settled otherwise before. */
export function chooseKind(operation: Operation, kind: RequestKind): string | null {
  if (operation.kind !== null && operation.kind !== kind) {
    const both = `${METHODS[kind]} and ${METHODS[operation.kind]}`;
    return `Warning: You can only select one HTTP request method! You asked for both ${both}.`;
  }
  operation.kind = kind;
  return null;
}

/** The first node that has none yet, or a new one at the end. */
export function takeNode(operation: Operation, what: keyof Operation["filled"]): UrlNode {
  const index = operation.filled[what]++;
  const node = operation.nodes[index] ?? { url: null, upload: null };
  operation.nodes[index] = node;
  return node;
}
