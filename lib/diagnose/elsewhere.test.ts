import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ShellName } from "../shell/reading.ts";
import { readElsewhere } from "./elsewhere.ts";

const URL = "https://auth.example.com/token";
const FORM = "grant_type=refresh_token&refresh_token=abc";

const told = (text: string, shell: ShellName) =>
  Object.fromEntries(readElsewhere(text, shell).map((one) => [one.shell, one.line]));

describe("one text in the other shells", () => {
  test("single quotes are letters to cmd.exe, and & ends its command", () => {
    expect(told(`curl ${URL} -d '${FORM}'`, "posix")).toMatchObject({
      cmd: "Different body: 'grant_type=refresh_token instead of grant_type=refresh_token&refresh_token=abc.",
      pwsh: "Same request.",
    });
  });

  test("double quotes with escaped ones inside are cmd's and bash's, not PowerShell's", () => {
    const [posix, , pwsh] = readElsewhere(`curl ${URL} -d "{\\"a\\":\\"b\\"}"`, "cmd");
    expect(posix).toMatchObject({ shell: "posix", outcome: "same", parts: [], evidence: null });
    expect(pwsh).toMatchObject({
      outcome: "different",
      parts: ["body"],
      evidence: { here: '{"a":"b"}', there: "{\\" },
    });
  });

  test("a line that goes on in one shell ends in another", () => {
    const [cmd] = readElsewhere(`curl ${URL} \\\n  -d a=b`, "posix");
    expect(cmd).toMatchObject({ shell: "cmd", outcome: "different", parts: ["body", "method", "headers"] });
    expect(cmd?.line).toBe("Different body, method and headers: nothing instead of a=b.");
  });

  test("a cmdlet is started by no other shell", () => {
    expect(told(`irm ${URL} -Method Post -Body @{ a = 'b' }`, "powershell")).toEqual({
      posix: "Not started: to the shell the command is irm.",
      cmd: "Not started: to cmd.exe the command is irm.",
      pwsh: "Same request.",
    });
  });

  test("Windows PowerShell's curl is a cmdlet", () => {
    const powershell = readElsewhere(`curl -X POST ${URL}`, "posix").find((one) => one.shell === "powershell");
    expect(powershell).toMatchObject({
      outcome: "refused",
      line: "Refused: curl is Invoke-WebRequest there, and it has no parameter -X.",
      span: { start: 5, end: 12 },
    });
  });

  test("a variable of another shell is plain text", () => {
    expect(told(`curl ${URL} -d "a=%X%"`, "cmd").posix).toBe("Different body: a=%X% instead of a=(value of X).");
    expect(told(`curl ${URL} -u "$ID:x"`, "posix").cmd).toMatch(/^Different headers: /);
  });

  test("a variable that both know by name must be set in both", () => {
    expect(told(`curl ${URL} -d "a=$X"`, "posix").pwsh).toBe("Same request, if X is set there too.");
  });

  test("what only another shell can send is told", () => {
    const posix = readElsewhere(`curl ${URL} -d @{a=b}`, "pwsh");
    expect(posix.every(({ outcome }) => outcome !== "same")).toBe(true);
    const cmd = readElsewhere(`curl ${URL} ' -d a=b`, "cmd");
    expect(cmd.map(({ shell, outcome }) => [shell, outcome])).toEqual([
      ["posix", "refused"],
      ["powershell", "refused"],
      ["pwsh", "refused"],
    ]);
  });

  test("curl.exe is no program outside of Windows", () => {
    expect(told(`curl.exe ${URL}`, "cmd").posix).toBe("Not started: outside of Windows there is no curl.exe.");
  });

  test("without a client there is nothing to compare", () => {
    expect(readElsewhere("ls -l", "posix")).toEqual([]);
  });
});

test("any text has a line for each other shell, or none at all", () => {
  const unit = fc.constantFrom(
    "curl ",
    "irm ",
    URL,
    " -d ",
    "'",
    '"',
    "\\",
    "^",
    "`",
    "$X",
    "%X%",
    "@{",
    "}",
    "&",
    "|",
    "\n",
    " ",
  );
  fc.assert(
    fc.property(
      fc.string({ unit, maxLength: 12 }),
      fc.constantFrom<ShellName>("posix", "cmd", "powershell", "pwsh"),
      (text, shell) => {
        const lines = readElsewhere(text, shell);
        expect([0, 3]).toContain(lines.length);
        for (const { line, outcome, parts, span } of lines) {
          expect(line).toMatch(/^[^\n]+\.?$/);
          expect(parts.length > 0).toBe(outcome === "different");
          if (span) expect(0 <= span.start && span.start <= span.end && span.end <= text.length).toBe(true);
        }
      },
    ),
    { numRuns: 500, seed: 7 },
  );
});
