import { expect, test } from "vitest";
import { Dice, fillersOf, generateCommand } from "./commands.testing.ts";
import { parseCurl } from "./curl.ts";
import { RELEASES } from "./version.ts";
import { toWords } from "./words.testing.ts";

const COUNT = 5000;
/** What the generator is for, besides the options that change nothing on the wire. */
const CONSTRUCTS =
  "data data-ascii data-binary data-raw data-urlencode json get url-query form form-string form-escape upload-file head request " +
  "user oauth2-bearer basic digest ntlm anyauth header user-agent referer cookie compressed tr-encoding http1.0 http1.1 http2 " +
  "range continue-at path-as-is globoff request-target disallow-username-in-url max-time fail fail-with-body proto proxy next " +
  "several-urls glob scheme-guess bad-url https conflict negation equals-value short-group ending data-from-file";

test.each(RELEASES)(
  "5,000 commands for %s show each construct and option in at least 1 %, refusals in 10 %",
  (release) => {
    const counts = new Map<string, number>();
    let refused = 0;
    for (let seed = 1; seed <= COUNT; seed++) {
      const command = generateCommand(new Dice(seed), release, "127.0.0.1:1", true);
      for (const name of command.shows) counts.set(name, (counts.get(name) ?? 0) + 1);
      if (parseCurl(toWords(["curl", ...command.argv]).words, release).refusal) refused++;
    }
    const wanted = [...CONSTRUCTS.split(" "), ...fillersOf(release).map(({ name }) => name)];
    expect(wanted.filter((name) => (counts.get(name) ?? 0) < COUNT / 100)).toEqual([]);
    expect(refused).toBeGreaterThan(COUNT / 10);
  },
);
