import type { Span } from "../text/span.ts";
import type { ShellName } from "./reading.ts";
import { NEWER, SIGNS, type Sign } from "./signs.ts";

/** Why a text looks like a shell's: the place that says so. `kind` is a stable name. */
export interface DetectReason {
  readonly shell: ShellName;
  readonly kind: string;
  readonly span: Span;
}

export interface Detection {
  readonly shell: ShellName;
  /** The evidence for the shell that won, in the text's order; empty where nothing speaks for any and posix is assumed. */
  readonly reasons: readonly DetectReason[];
}

/** Of a longer text only the beginning and the end are looked at, half of this each: that is where people write commands. */
const WINDOW = 65_536;

/** A part of a text, and where it begins there. */
interface Part {
  readonly text: string;
  /** In lower case, for the look at what a sign needs. */
  readonly lower: string;
  readonly start: number;
}

interface Found {
  readonly reason: DetectReason;
  readonly weight: number;
}

/**
 * Which shell a text was written for, by its marks. Without any mark it is taken for a POSIX shell's. Whether the newer
 * PowerShell is meant, only what the older one has not can tell.
 */
export function detectShell(source: string): Detection {
  const parts = toParts(source);
  const found = findSigns(parts, SIGNS);
  const shell = heaviest(found);
  const own = found.filter(({ reason }) => reason.shell === shell).map(({ reason }) => reason);
  if (shell !== "powershell") return { shell, reasons: inOrder(own) };
  const newer = findSigns(parts, NEWER).map(({ reason }) => reason);
  const winner: ShellName = newer.length > 0 ? "pwsh" : shell;
  return {
    shell: winner,
    reasons: inOrder([...own.map((reason) => ({ ...reason, shell: winner }) satisfies DetectReason), ...newer]),
  };
}

function toParts(source: string): Part[] {
  if (source.length <= WINDOW) return [toPart(source, 0)];
  // The cuts are moved to line ends where there are any, lest a cut make a beginning of a line.
  const head = source.lastIndexOf("\n", WINDOW / 2) + 1 || WINDOW / 2;
  const tail = source.indexOf("\n", source.length - WINDOW / 2) + 1 || source.length - WINDOW / 2;
  return [toPart(source.slice(0, head), 0), toPart(source.slice(tail), tail)];
}

function toPart(text: string, start: number): Part {
  return { text, lower: text.toLowerCase(), start };
}

function findSigns(parts: readonly Part[], signs: readonly Sign[]): Found[] {
  const found: Found[] = [];
  for (const sign of signs) {
    const one = findSign(parts, sign);
    if (one) found.push(one);
  }
  return found;
}

/** The first place of a sign; one that comes again and again counts a little more. */
function findSign(parts: readonly Part[], { shell, kind, needs, weight, pattern }: Sign): Found | undefined {
  let reason: DetectReason | undefined;
  for (const { text, lower, start } of parts) {
    if (!hasAny(lower, needs)) continue;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      if (reason) return { reason, weight: weight + 1 };
      const at = start + match.index;
      reason = { shell, kind, span: { start: at, end: at + match[0].length } };
    }
  }
  return reason && { reason, weight };
}

function hasAny(text: string, needs: readonly string[]): boolean {
  for (const need of needs) if (text.includes(need)) return true;
  return false;
}

function heaviest(found: readonly Found[]): ShellName {
  const weights = new Map<ShellName, number>();
  for (const { reason, weight } of found) weights.set(reason.shell, (weights.get(reason.shell) ?? 0) + weight);
  let shell: ShellName = "posix";
  for (const [name, weight] of weights) if (weight > (weights.get(shell) ?? 0)) shell = name;
  return shell;
}

function inOrder(reasons: DetectReason[]): DetectReason[] {
  return reasons.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}
