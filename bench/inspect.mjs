// What a keystroke costs: reading and diagnosing a pasted command, beside curlconverter's `parse` in the same run; and
// how both grow with the length of the text.
import { parse } from "curlconverter/dist/src/parse.js";
import { leastMs, medianEach, round } from "./measure.mjs";
import { SHAPES } from "./shapes.mjs";
import { load } from "./sources.mjs";

const ours = await load(`
  export { parsePosix } from "./lib/shell/posix.ts";
  export { parseCurl } from "./lib/curl/curl.ts";
  export { parseForm } from "./lib/http/form.ts";
  export { fromText } from "./lib/text/traced.ts";
  export { readText } from "./lib/diagnose/read-text.ts";
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

/** Times at all sizes, what a megabyte costs more than a tenth of it, and whether it is within the limit. */
function grow(name, make, work) {
  const times = SIZES.map((size) => {
    const text = make(size);
    return leastMs(() => work(text));
  });
  const slope = Math.log10(times[3] / times[2]);
  const over = times[3] > 250 ? "  over 250 ms" : "";
  return [name, `${times.map(round).join(" / ")} ms`, `n^${slope.toFixed(2)}${over}`];
}

export function run() {
  const texts = commands();
  const peer = medianEach(texts, (text) => parse(text));
  const reading = medianEach(texts, read);
  const diagnosing = medianEach(texts, (text) => ours.inspect({ text }));
  const shapes = Object.entries(SHAPES);
  return [
    ["curlconverter parse, median", `${round(peer)} µs`, "1"],
    ["read (shell and curl), median", `${round(reading)} µs`, `${round(peer / reading)} × faster`],
    ["read and diagnose, median", `${round(diagnosing)} µs`, `${round(peer / diagnosing)} × faster`],
    grow(
      "read a form of pairs, 1 KB to 1 MB",
      (n) => "a=b&".repeat(n / 4),
      (text) => ours.parseForm(ours.fromText(text)),
    ),
    ...shapes.map(([name, make]) => grow(`read ${name}`, make, (text) => ours.readText({ text }))),
    ...shapes.map(([name, make]) => grow(`diagnose ${name}`, make, (text) => ours.inspect({ text }))),
  ];
}
