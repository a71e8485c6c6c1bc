import { textOf, type Unit } from "../unit.ts";
import type { CmdTest } from "./syntax.ts";
import type { Variables } from "./variable.ts";

/** Whether a condition holds; null where the text does not tell. */
export function decide(test: CmdTest, variables: Variables): boolean | null {
  const holds = test.operator === "defined" ? isDefined(test.right, variables) : compare(test);
  return holds === null ? null : holds !== test.negated;
}

/** The text sets it or empties it; of others nobody knows. */
function isDefined(name: readonly Unit[], variables: Variables): boolean | null {
  const value = variables.get(textOf(name).toUpperCase());
  return value === undefined ? null : value !== null;
}

function compare({ operator, left, right, ignoreCase }: CmdTest): boolean | null {
  if ([...left, ...right].some(({ unknown }) => unknown !== undefined)) return emptiness(operator, left, right);
  const fold = (units: readonly Unit[]) => (ignoreCase ? textOf(units).toLowerCase() : textOf(units));
  const [a, b] = [fold(left), fold(right)];
  const isNumber = [a, b].every((text) => /^-?[0-9]{1,10}$/.test(text));
  const order = isNumber ? Number(a) - Number(b) : a === b ? 0 : a < b ? -1 : 1;
  switch (operator) {
    case "==":
      return a === b;
    case "equ":
      return order === 0;
    case "neq":
      return order !== 0;
    case "lss":
      return order < 0;
    case "leq":
      return order <= 0;
    case "gtr":
      return order > 0;
    case "geq":
      return order >= 0;
    default:
      return null;
  }
}

/** `"%X%"==""` of an unknown X: it is unknown because it must be set somewhere, so it is taken as set. */
function emptiness(operator: string, left: readonly Unit[], right: readonly Unit[]): boolean | null {
  const isEmpty = (units: readonly Unit[]) => /^(?:""|\[\])$/.test(textOf(units));
  return operator === "==" && (isEmpty(left) || isEmpty(right)) ? false : null;
}
