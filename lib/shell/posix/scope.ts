import type { Traced } from "../../text/traced.ts";

/** What is known of a variable: its value, a list of values, that it is unset, or nothing any more. */
export type Variable =
  | { readonly kind: "value"; readonly value: Traced }
  | { readonly kind: "list"; readonly values: readonly Traced[] }
  | { readonly kind: "unset" }
  | { readonly kind: "unknown" };

const UNKNOWN: Variable = { kind: "unknown" };

/** The variables that a shell sees. A subshell has a scope of its own above its parent's. */
export class Scope {
  private readonly own = new Map<string, Variable>();
  private readonly parent: Scope | null;
  /** `$1` and so on, where the text sets them. */
  positional: readonly Traced[] | null;

  constructor(parent: Scope | null = null) {
    this.parent = parent;
    this.positional = parent?.positional ?? null;
  }

  find(name: string): Variable {
    for (let scope: Scope | null = this; scope; scope = scope.parent) {
      const variable = scope.own.get(name);
      if (variable) return variable;
    }
    return UNKNOWN;
  }

  set(name: string, variable: Variable): void {
    this.own.set(name, variable);
  }

  /** What a branch that may not have run has set is unknown afterwards. */
  forget(names: Iterable<string>): void {
    for (const name of names) this.own.set(name, UNKNOWN);
  }

  get names(): Iterable<string> {
    return this.own.keys();
  }
}
