import { addedBy, concat, concatAll, isKnown, NOTHING, slice, type Traced, unknownValue } from "../../text/traced.ts";
import type { Assignment, ShellCommand } from "../reading.ts";
import { assign, runBuiltin, runDeclaration } from "./builtin.ts";
import { LINE_FEED } from "./characters.ts";
import { expandText, expandWords } from "./expand.ts";
import { outputOf } from "./pure.ts";
import { Scope } from "./scope.ts";
import type { Shell } from "./shell.ts";
import type { Command, Operator, Pipeline, Redirect, Script } from "./syntax.ts";
import { unwrap } from "./wrapper.ts";

/** What came of a command. Undefined: the text cannot tell whether it succeeds. Null: nor what it prints. */
interface Outcome {
  readonly success: boolean | undefined;
  readonly output: Traced | null;
}

interface Context {
  readonly scope: Scope;
  readonly stdin: Traced | null;
}

const QUIET: Outcome = { success: true, output: NOTHING };

/** Runs a script as far as the text alone tells: variables are set, programs are listed. */
export function runScript(shell: Shell, script: Script, context: Context): Outcome {
  let success: boolean | undefined = true;
  const outputs: (Traced | null)[] = [];
  for (const { links, endedBy } of script.items) {
    const inBackground = endedBy?.operator === "&";
    const own = inBackground ? { ...context, scope: new Scope(context.scope) } : context;
    let before: Operator | null = null;
    for (const { pipeline, operator } of links) {
      if (shell.stopped) break;
      const skipped =
        (before?.operator === "&&" && success === false) || (before?.operator === "||" && success === true);
      const span = pipeline.stages[0]?.command.span;
      if (skipped) {
        if (span) shell.note("never-runs", span);
        before = operator;
        continue;
      }
      const link: string | undefined = success === undefined ? before?.operator : undefined;
      before = operator;
      const outcome = runPipeline(shell, pipeline, own, operator ?? endedBy);
      if (link === "||") letPass(shell);
      // Whether it runs at all hangs on a command whose success is not known.
      const decides: boolean = link === undefined || outcome.success === (link === "||");
      success = decides ? outcome.success : undefined;
      outputs.push(link === undefined || outcome.output?.pieces.length === 0 ? outcome.output : null);
    }
    if (inBackground) {
      success = true;
      // `exec` and `exit` end only the shell in the background.
      shell.stopped = shell.problem !== null;
    }
  }
  return { success, output: joinOutputs(outputs) };
}

/** What is wrong behind `||` shows only where the command before it fails, which nobody expects of it. */
function letPass(shell: Shell): void {
  if (shell.problem?.kind !== "bad-substitution") return;
  shell.problem = null;
  shell.stopped = false;
}

function joinOutputs(outputs: readonly (Traced | null)[]): Traced | null {
  const known = outputs.filter((output) => output !== null);
  return known.length === outputs.length ? concatAll(known) : null;
}

/** What a command substitution leaves: the output without the line breaks at its end; null where it is not known. */
export function capture(shell: Shell, script: Script, scope: Scope): Traced | null {
  if (shell.depth > 100) return null;
  shell.depth++;
  const { output } = runScript(shell, script, { scope: new Scope(scope), stdin: null });
  shell.depth--;
  // `exit` in a substitution ends only the substitution.
  shell.stopped = shell.problem !== null;
  if (!output) return null;
  let end = output.text.length;
  while (output.text.charCodeAt(end - 1) === LINE_FEED) end--;
  const shown = slice(output, 0, end);
  // bash drops NUL bytes.
  return shown.text.includes("\0") ? null : shown;
}

function runPipeline(shell: Shell, pipeline: Pipeline, context: Context, endedBy: Operator | null): Outcome {
  let outcome: Outcome = QUIET;
  let { stdin } = context;
  for (const { command, pipe } of pipeline.stages) {
    const isAlone = pipeline.stages.length === 1;
    const scope = isAlone ? context.scope : new Scope(context.scope);
    outcome = runCommand(shell, command, { scope, stdin }, pipe ?? endedBy);
    if (!isAlone && shell.stopped) shell.stopped = shell.problem !== null;
    const { span } = command;
    const name = `output of ${span.end - span.start > 60 ? "a command" : "the command before"}`;
    stdin = outcome.output ?? unknownValue(name, "", { door: "text", ...span });
  }
  const success = outcome.success === undefined ? undefined : outcome.success !== pipeline.negated;
  return { ...outcome, success };
}

function runCommand(shell: Shell, command: Command, context: Context, endedBy: Operator | null): Outcome {
  switch (command.kind) {
    case "simple":
      return runSimple(shell, command, context, endedBy);
    case "group": {
      const inner = redirected(shell, command.redirects, context);
      const scope = command.subshell ? new Scope(context.scope) : context.scope;
      const outcome = runScript(shell, command.script, { ...inner, scope });
      if (command.subshell) shell.stopped = shell.problem !== null;
      return hideOutput(command.redirects, outcome);
    }
    case "branches":
      return runBranches(shell, command, redirected(shell, command.redirects, context));
    case "for":
      return runFor(shell, command, redirected(shell, command.redirects, context));
    case "function":
      shell.functions.set(command.name, command.body);
      return QUIET;
    case "test":
      return { success: undefined, output: NOTHING };
  }
}

/** Every branch is read; what one of them sets is unknown afterwards. */
function runBranches(shell: Shell, command: Extract<Command, { kind: "branches" }>, context: Context): Outcome {
  if (command.word) expandText(shell, context.scope, command.word.parts);
  let certain = command.keyword === "if";
  for (let i = 0; i < command.scripts.length; i++) {
    const script = command.scripts[i];
    if (!script || shell.stopped) break;
    const isCondition = command.keyword !== "case" && i % 2 === 0 && i + 1 < command.scripts.length;
    if (isCondition && certain) {
      const { success } = runScript(shell, script, context);
      if (success === undefined) certain = false;
      else if (success && command.scripts[i + 1]) return runScript(shell, command.scripts[i + 1] ?? script, context);
      else i++;
      continue;
    }
    if (certain) return runScript(shell, script, context);
    shell.note("conditional", command.span, { keyword: command.keyword });
    const scope = new Scope(context.scope);
    runScript(shell, script, { ...context, scope });
    context.scope.forget(scope.names);
    shell.stopped = shell.problem !== null;
  }
  return certain ? QUIET : { success: undefined, output: null };
}

function runFor(shell: Shell, command: Extract<Command, { kind: "for" }>, context: Context): Outcome {
  const words = command.words && expandWords(shell, context.scope, command.words).map(({ value }) => value);
  const outputs: (Traced | null)[] = [];
  for (const value of words ?? context.scope.positional ?? []) {
    if (shell.stopped) break;
    context.scope.set(command.name, { kind: "value", value });
    shell.spend(16, command.span);
    outputs.push(runScript(shell, command.script, context).output);
  }
  return { success: undefined, output: joinOutputs(outputs) };
}

/** The context with standard input as the redirections leave it. */
function redirected(shell: Shell, redirects: readonly Redirect[], context: Context): Context {
  if (redirects.length === 0) return context;
  let { stdin } = context;
  for (const { operator, fd, target, document, span } of redirects) {
    if (document) {
      const text = expandText(shell, context.scope, document.parts);
      if ((fd ?? 0) === 0) stdin = text;
      continue;
    }
    const value = expandText(shell, context.scope, target.parts);
    if (isAmbiguous(operator, fd, value)) {
      shell.fail("ambiguous-redirect", span, `${value.text} is no number of a file: ambiguous redirect.`);
    }
    if (!operator.startsWith("<") || (fd ?? 0) !== 0) continue;
    if (operator === "<<<") stdin = concat(value, addedBy("shell", "\n"));
    else if (value.text === "/dev/null") stdin = NOTHING;
    else {
      shell.note("input-file", span, { file: value.text });
      stdin = unknownValue(`contents of ${value.text}`, "", { door: "text", ...span });
    }
  }
  return { ...context, stdin };
}

/** `2>&word` and `<&word` take the number of an open file; `>&word` without a number writes to a file of that name. */
function isAmbiguous(operator: string, fd: number | null, value: Traced): boolean {
  const wantsNumber = operator === "<&" || (operator === ">&" && fd !== null);
  return wantsNumber && isKnown(value) && !/^(?:[0-9]+-?|-)$/.test(value.text);
}

function hideOutput(redirects: readonly Redirect[], outcome: Outcome): Outcome {
  const hidden = redirects.some(
    ({ operator, fd }) => (operator.startsWith(">") && (fd ?? 1) === 1) || operator.startsWith("&>"),
  );
  return hidden ? { ...outcome, output: NOTHING } : outcome;
}

function runSimple(
  shell: Shell,
  command: Extract<Command, { kind: "simple" }>,
  context: Context,
  endedBy: Operator | null,
): Outcome {
  const { scope } = context;
  shell.spend(16, command.span);
  if (command.declares) {
    runDeclaration(shell, scope, command.words);
    return QUIET;
  }
  const words = expandWords(shell, scope, command.words);
  const inner = redirected(shell, command.redirects, context);
  const own = words.length > 0 && command.assignments.length > 0 ? new Scope(scope) : scope;
  const assignments: Assignment[] = command.assignments.map((node) => ({
    name: node.name,
    value: assign(shell, own, node),
    span: node.span,
  }));
  if (shell.stopped) return QUIET;
  if (words.length === 0) return QUIET;
  if (assignments.length > 0) noteTooLate(shell, command);
  const first = words[0]?.value.text ?? "";
  const called = shell.functions.get(first);
  if (called) {
    const values = words.slice(1).map(({ value }) => value);
    return runFunction(shell, called, { ...inner, scope: own }, values);
  }
  if (runBuiltin(shell, scope, words)) return QUIET;
  const program = unwrap(words);
  const listed: ShellCommand = {
    words: program.words,
    assignments: program.assignments.length > 0 ? [...assignments, ...program.assignments] : assignments,
    span: command.span,
    stdin: inner.stdin,
    endedBy,
  };
  shell.commands.push(listed);
  if (first === "exec") shell.stopped = true;
  const output = outputOf(program.words, inner.stdin);
  const name = program.words[0]?.value.text ?? "";
  if (output === undefined) {
    // Nothing is called `$`, `-d` or `a”`: a prompt that was copied along, what a broken line has left over.
    const success = /^(?:[$%]$|-.)|[\u2018-\u201F]/.test(name) ? false : undefined;
    return hideOutput(command.redirects, { success, output: success === false ? NOTHING : null });
  }
  const success = name === "false" ? false : ["echo", "printf", "true", ":"].includes(name) ? true : undefined;
  return hideOutput(command.redirects, { success, output });
}

/** `A=b curl "$A"`: the words are expanded before the variable is set. */
function noteTooLate(shell: Shell, command: Extract<Command, { kind: "simple" }>): void {
  const names = new Set(command.assignments.map(({ name }) => name));
  for (const word of command.words) {
    for (const part of "parts" in word ? word.parts : []) {
      if (part.kind !== "parameter" || !names.has(part.parameter.name)) continue;
      shell.note("assigned-too-late", part.span, { name: part.parameter.name });
    }
  }
}

function runFunction(shell: Shell, body: Command, context: Context, values: readonly Traced[]): Outcome {
  if (shell.depth > 50) return { success: undefined, output: null };
  shell.depth++;
  const before = context.scope.positional;
  context.scope.positional = values;
  const outcome = runCommand(shell, body, context, null);
  context.scope.positional = before;
  shell.depth--;
  shell.stopped = shell.problem !== null;
  return outcome;
}

/** A scope and no input, for the text as a whole. */
export function freshContext(): Context {
  return { scope: new Scope(), stdin: null };
}
