import { slice } from "../../text/traced.ts";
import type { Assignment, Word } from "../reading.ts";

/** A program that runs the program behind it. `options` with a value of their own, and what comes before the program. */
interface Wrapper {
  /** Options that take the next word. */
  readonly valued: RegExp;
  /** Options without one; anything else that looks like an option ends the matter. */
  readonly flags: RegExp;
  readonly operands: number;
  readonly assignments: boolean;
}

const WRAPPERS: ReadonlyMap<string, Wrapper> = new Map([
  [
    "env",
    {
      valued: /^(?:-[uC]|--unset|--chdir)$/,
      flags: /^-(?:[i0v]+|u.+|-ignore-environment|-unset=.*|-chdir=.*)?$/,
      operands: 0,
      assignments: true,
    },
  ],
  ["command", { valued: /^$/, flags: /^-p$/, operands: 0, assignments: false }],
  ["exec", { valued: /^-a$/, flags: /^-[cl]+$/, operands: 0, assignments: false }],
  // The program; the reserved word of that name is gone before.
  ["time", { valued: /^-[fo]$/, flags: /^-[apqvV]+$/, operands: 0, assignments: false }],
  ["nohup", { valued: /^$/, flags: /^$/, operands: 0, assignments: false }],
  ["setsid", { valued: /^$/, flags: /^-[cfw]+$/, operands: 0, assignments: false }],
  [
    "nice",
    { valued: /^(?:-n|--adjustment)$/, flags: /^-(?:[0-9]+|n.+|-adjustment=.+)$/, operands: 0, assignments: false },
  ],
  [
    "timeout",
    {
      valued: /^(?:-[ks]|--kill-after|--signal)$/,
      flags: /^-(?:v|[ks].+|-foreground|-preserve-status|-verbose|-(?:kill-after|signal)=.+)$/,
      operands: 1,
      assignments: false,
    },
  ],
  [
    "stdbuf",
    { valued: /^-[ioe]$/, flags: /^-(?:[ioe].+|-(?:input|output|error)=.+)$/, operands: 0, assignments: false },
  ],
  [
    "sudo",
    {
      valued: /^-[ugphCRrtTUD]$|^--(?:user|group|prompt|host)$/,
      flags: /^-(?:[AbEHiKknPSsV]+|[ug].+|-[a-z-]+(?:=.*)?)$/,
      operands: 0,
      assignments: true,
    },
  ],
  ["doas", { valued: /^-[uC]$/, flags: /^-[Lns]+$/, operands: 0, assignments: false }],
  ["builtin", { valued: /^$/, flags: /^$/, operands: 0, assignments: false }],
]);

/** The words with such programs taken off, and the variables that they set for what is left. */
export function unwrap(words: readonly Word[]): { words: readonly Word[]; assignments: readonly Assignment[] } {
  const assignments: Assignment[] = [];
  let rest = words;
  for (;;) {
    const program = rest[0]?.value.text ?? "";
    const wrapper = WRAPPERS.get(program.slice(program.lastIndexOf("/") + 1));
    const start = wrapper ? skip(rest, wrapper, assignments) : rest.length;
    // Without a program behind it, it runs by itself.
    if (start >= rest.length) return { words: rest, assignments };
    rest = rest.slice(start);
  }
}

/** Where the wrapped program's words begin. */
function skip(words: readonly Word[], wrapper: Wrapper, assignments: Assignment[]): number {
  let at = 1;
  for (; at < words.length; at++) {
    const text = words[at]?.value.text ?? "";
    if (text === "--") {
      at++;
      break;
    }
    if (!text.startsWith("-")) break;
    if (wrapper.valued.test(text)) at++;
    else if (!wrapper.flags.test(text)) return words.length;
  }
  at += wrapper.operands;
  while (wrapper.assignments) {
    const word = words[at];
    const name = word && /^([A-Za-z_][A-Za-z0-9_]*)=/.exec(word.value.text)?.[1];
    if (!word || name === undefined) break;
    assignments.push({ name, value: slice(word.value, name.length + 1), span: word.span });
    at++;
  }
  return at;
}
