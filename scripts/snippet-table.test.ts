import { expect, test } from "vitest";
import { ROWS, toTestPattern, withTable } from "./snippet-table.mjs";

const EMPTY = "# x\n\n<!-- snippets -->\n\n<!-- end of snippets -->\n\nmore\n";
const noted = (id: string, runtime: string, right: number) => [
  { id, cases: 20, declined: 2 },
  { id, runtime, ran: 9, right, sets: 4 },
];
const rowOf = (readme: string, runtime: string) => readme.split("\n").find((line) => line.includes(`| ${runtime} |`));

test("a run of some rows leaves the others as they are", () => {
  const first = withTable(EMPTY, noted("go-net-http", "go", 9), false);
  const second = withTable(first, noted("ruby-net-http", "ruby", 9), false);
  expect(rowOf(second, "go")).toBe("| `go-net-http` | go | 9 of 9 | 4 | 2 of 20 |  |");
  expect(rowOf(second, "ruby")).toContain("9 of 9");
  expect(rowOf(second, "php")).toContain("it has not been run yet");
  expect(second.startsWith("# x\n\n<!-- snippets -->\n")).toBe(true);
  expect(second.endsWith("<!-- end of snippets -->\n\nmore\n")).toBe(true);
});

test("a whole run forgets what it has not seen, and what is wrong is written down", () => {
  const first = withTable(EMPTY, noted("go-net-http", "go", 9), false);
  const whole = withTable(first, noted("ruby-net-http", "ruby", 7), true);
  expect(rowOf(whole, "go")).toContain("it is not on this machine");
  expect(rowOf(whole, "ruby")).toContain("7 of 9");
});

test("a formatted table is read again, and one of other columns is not", () => {
  const padded = withTable(EMPTY, noted("go-net-http", "go", 9), false).replace("| 9 of 9 |", "| 9 of 9     |");
  expect(rowOf(withTable(padded, [], false), "go")).toContain("| 9 of 9 |");
  const other = padded.replace("credential sets", "guesses");
  expect(rowOf(withTable(other, [], false), "go")).toContain("it has not been run yet");
});

test.each([
  ["java", ["java-httpclient > x"], ["javascript-fetch as .mjs", "JavaScript > node-https as .cjs"]],
  ["zsh", ["curl-posix in zsh > typed at a prompt"], ["curl-posix in fish > as a script", "wget > x"]],
  ["wget", ["wget > sends what it should"], ["httpie > sends what it should"]],
  ["curl-posix", ["curl-posix with secrets by stdin, in zsh > x"], ["PowerShell > curl-powershell gives"]],
])("%s chooses its tests alone", (word, chosen, others) => {
  const pattern = new RegExp(toTestPattern([word]) ?? "");
  for (const name of chosen) expect(name).toMatch(pattern);
  for (const name of others) expect(name).not.toMatch(pattern);
});

test("a word that names nothing is refused", () => {
  expect(() => toTestPattern(["cobol"])).toThrow("cobol");
  expect(toTestPattern([])).toBeUndefined();
  expect(ROWS.length).toBeGreaterThan(22);
});
