// What a keystroke costs: reading and diagnosing a pasted command, beside curlconverter's `parse` in the same run; and
// how it grows with the length of the text.
import { parse } from "curlconverter/dist/src/parse.js";
import { leastMs, medianEach, round } from "./measure.mjs";
import { load } from "./sources.mjs";

const ours = await load(`
  export { parsePosix } from "./lib/shell/posix.ts";
  export { parseCurl } from "./lib/curl/curl.ts";
  export { inspect } from "./lib/diagnose/from-text.ts";
  export { generateText } from "./lib/shell/noise.testing.ts";
  export { createRandom } from "./lib/shell/random.testing.ts";
`);

const COMMANDS = 1_000;
const SIZES = [1_000, 10_000, 100_000, 1_000_000];

function read(text) {
  for (const { words } of ours.parsePosix(text).commands) ours.parseCurl(words);
}

/** Realistic commands, of which the peer reads each: one it gives up on would flatter or shame it. */
function commands() {
  const random = ours.createRandom(1);
  const texts = [];
  while (texts.length < COMMANDS) {
    const { text } = ours.generateText(random);
    try {
      parse(text);
      texts.push(text);
    } catch {
      // Not a command that both read.
    }
  }
  return texts;
}

const filler = {
  "one long value": (n) =>
    `curl https://auth.example.com/token -d 'grant_type=refresh_token&refresh_token=${"a".repeat(n)}'`,
  "many options": (n) => `curl https://auth.example.com/token ${"-d 'a=b' ".repeat(n / 9)}`,
  quotes: (n) => `curl https://auth.example.com/token -d ${`'"'"`.repeat(n / 4)}`,
  words: (n) => "a ".repeat(n / 2),
  "an open quote": (n) => `curl -d '${"a b ".repeat(n / 4)}`,
  "nested substitution": (n) => `curl -d ${"$(".repeat(n / 2)}`,
};

export function run() {
  const texts = commands();
  const peer = medianEach(texts, (text) => parse(text));
  const reading = medianEach(texts, read);
  const diagnosing = medianEach(texts, (text) => ours.inspect({ text }));
  const rows = [
    ["curlconverter parse, median", `${round(peer)} µs`, "1"],
    ["read (shell and curl), median", `${round(reading)} µs`, `${round(peer / reading)} × faster`],
    ["read and diagnose, median", `${round(diagnosing)} µs`, `${round(peer / diagnosing)} × faster`],
  ];
  for (const [name, make] of Object.entries(filler)) {
    const times = SIZES.map((size) => leastMs(() => ours.inspect({ text: make(size) })));
    const slope = Math.log10(times[3] / times[2]);
    rows.push([`diagnose ${name}, 1 KB to 1 MB`, `${times.map(round).join(" / ")} ms`, `n^${slope.toFixed(2)}`]);
  }
  return rows;
}
