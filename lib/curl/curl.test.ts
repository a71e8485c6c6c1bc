import { describe, expect, test } from "vitest";
import { findHeader, toWireRequest } from "../http/request.ts";
import { type Traced, textSpans, unknownsOf } from "../text/traced.ts";
import { parseCurl } from "./curl.ts";
import { toWords, toWordsWithUnknowns } from "./words.testing.ts";

const read = (argv: string[], version?: string, stdin?: Traced | null) =>
  parseCurl(toWords(["curl", ...argv]).words, version, stdin);
const first = (argv: string[], version?: string) => {
  const [request] = read(argv, version).requests;
  if (!request) throw new Error("nothing sent");
  return request;
};

/** The stretches of the command that a value came from. */
function sources(argv: string[], value: Traced | undefined | null): string[] {
  const { text } = toWords(["curl", ...argv]);
  return value ? textSpans(value).map(({ start, end }) => text.slice(start, end)) : [];
}

test("a token request, as curl 8.21 sends it", () => {
  const request = first([
    "-u",
    "id:secret",
    "-d",
    "grant_type=refresh_token",
    "-d",
    "refresh_token=r",
    "https://h.example/token",
  ]);
  expect(toWireRequest(request)).toEqual({
    method: "POST",
    url: "https://h.example/token",
    headers: [
      ["Host", "h.example"],
      ["Authorization", "Basic aWQ6c2VjcmV0"],
      ["User-Agent", "curl/8.21.0"],
      ["Accept", "*/*"],
      ["Content-Length", "40"],
      ["Content-Type", "application/x-www-form-urlencoded"],
    ],
    body: { base64: "Z3JhbnRfdHlwZT1yZWZyZXNoX3Rva2VuJnJlZnJlc2hfdG9rZW49cg==" },
  });
  expect(request.credentials?.text).toBe("id:secret");
});

describe("everything knows where it came from", () => {
  const argv = ["-uid:se cret", "-d", "a=b", "--data-urlencode", "c=d e", "-H", "X-A: 1", "http://u@h/x/../y?q#f"];
  const request = first(argv);
  const cases: [string, Traced | undefined | null, string[]][] = [
    ["the credentials", findHeader(request, "authorization")?.value, ["id:se cret"]],
    ["a header's name", request.headers.find(({ name }) => name.text === "X-A")?.name, ["X-A"]],
    ["a header's value", findHeader(request, "x-a")?.value, ["1"]],
    ["the body", request.body, ["a=b", "c=d e"]],
    ["the target", request.target, ["/y", "q"]],
    ["the host", request.host, ["h"]],
    ["what curl adds", findHeader(request, "accept")?.value, []],
  ];
  test.each(cases)("%s", (_name, value, expected) => expect(sources(argv, value)).toEqual(expected));
});

describe("values that nobody knows flow on", () => {
  const { words } = toWordsWithUnknowns([
    "curl",
    "-u",
    "$ID:$SECRET",
    "--data-urlencode",
    "t=$TOKEN&",
    "https://$HOST/a/$B/../c?x=$X",
  ]);
  const [request] = parseCurl(words).requests;

  test("through Basic, which cannot be computed", () => {
    const value = request && findHeader(request, "authorization")?.value;
    expect(value?.text).toBe("Basic <base64 of $ID:$SECRET>");
    expect(value && unknownsOf(value)).toEqual(["ID", "SECRET"]);
    expect(request?.credentials?.text).toBe("$ID:$SECRET");
  });

  test("through encoding, where what was written stays", () => {
    expect(request?.body?.text).toBe("t=$TOKEN%26");
    expect(request?.body && unknownsOf(request.body)).toEqual(["TOKEN"]);
    expect(request && findHeader(request, "content-length")?.value.pieces[0]?.unknown).toBe("TOKEN");
  });

  test("through the URL, where a separator inside is none", () => {
    expect(request?.host.text).toBe("$HOST");
    expect(request?.target.text).toBe("/a/c?x=$X");
    expect(request && unknownsOf(request.target)).toEqual(["X"]);
  });

  test("a whole URL", () => {
    const reading = parseCurl(toWordsWithUnknowns(["curl", "$URL/token", "-d", "a"]).words);
    expect(reading.requests[0]?.scheme).toBe("https");
    expect(reading.notes.map(({ kind }) => kind)).toContain("unknown-url");
  });

  test.each([
    ["-m", "$TIME"],
    ["--retry", "$N"],
    ["-X", "$METHOD"],
    ["-H", "$HEADER"],
    ["-d", "@$FILE"],
  ])("no refusal for %s %s", (option, value) => {
    const reading = parseCurl(toWordsWithUnknowns(["curl", option, value, "http://h/"]).words, "7.88.1");
    expect(reading.refusal).toBeNull();
    expect(reading.requests).toHaveLength(1);
  });
});

describe("refusals", () => {
  const cases: [argv: string[], version: string, exitCode: number, kind: string, message: RegExp, place: string][] = [
    [["http://h/", "--nope"], "8.21.0", 2, "unknown-option", /^curl: option --nope: is unknown$/, "--nope"],
    [["http://h/", "--dat", "x"], "7.88.1", 2, "ambiguous-option", /is ambiguous/, "--dat"],
    [["http://h/", "-sd"], "8.21.0", 2, "missing-value", /^curl: option -sd: requires parameter$/, "d"],
    [["http://h/", "-m", "5s"], "7.88.1", 2, "bad-number", /proper numerical/, "-m 5s"],
    [["http://h/", "--retry", "-1"], "8.14.1", 2, "negative-number", /positive numerical/, "--retry -1"],
    [["http://h/", "--no-data", "x"], "7.88.1", 2, "no-negation", /used '--no-'/, "--no-data"],
    [["http://h/", "--no-data", "x"], "8.14.1", 2, "no-negation", /cannot be reversed/, "--no-data"],
    [["http://h/", "--request=POST"], "8.14.1", 2, "unknown-option", /is unknown/, "--request=POST"],
    [["http://h/", "-X", ""], "8.14.1", 2, "blank-value", /blank argument/, "-X "],
    [["http://h/", "-d", "@file"], "8.14.1", 26, "missing-file", /^curl: Failed to open file\n/, "-d @file"],
    [["http://h/", "-K", "file"], "8.21.0", 26, "config-file", /option -K/, "-K file"],
    [["http://h/", "-F", "noeq"], "8.21.0", 2, "bad-value", /Illegally formatted/, "-F noeq"],
    [
      ["http://h/", "-F", "a=b", "-d", "x"],
      "8.21.0",
      2,
      "conflicting-options",
      /both POST \(-d, --data\) and multipart/,
      "-d x",
    ],
    [["http://h/", "--fail", "--fail-with-body"], "8.14.1", 2, "conflicting-options", /not both/, "--fail-with-body"],
    [["-d", "x"], "8.21.0", 2, "no-url", /^curl: \(2\) no URL specified$/, "curl -d x"],
    [["http://h/a b"], "8.21.0", 3, "malformed-url", /^curl: \(3\) URL rejected: Malformed/, "http://h/a b"],
    [["http://h:99999/"], "8.21.0", 3, "malformed-url", /Port number/, "http://h:99999/"],
    [["http://h/[a]"], "8.21.0", 3, "url-globbing", /bad range/, "a"],
    [["http://h/{a"], "7.88.1", 3, "url-globbing", /unmatched brace in URL position 10/, "{"],
    [["htp://h/"], "8.21.0", 1, "unsupported-protocol", /Protocol "htp" not supported/, "htp://h/"],
    [
      ["--proto", "=https", "http://h/"],
      "8.21.0",
      1,
      "unsupported-protocol",
      /Protocol "http" is disabled/,
      "http://h/",
    ],
  ];
  test.each(cases)("%j in %s: exit code %i, %s", (argv, version, exitCode, kind, message, place) => {
    const reading = read(argv, version);
    expect(reading).toMatchObject({ requests: [], exitCode, refusal: { exitCode, kind } });
    expect(reading.refusal?.message).toMatch(message);
    const { text } = toWords(["curl", ...argv]);
    expect(text.slice(reading.refusal?.span.start, reading.refusal?.span.end)).toBe(place);
  });

  test("what went out before stays", () => {
    const reading = read(["http://a/", "http://b/{"]);
    expect(reading.requests.map(({ host }) => host.text)).toEqual(["a"]);
    expect(reading.refusal?.kind).toBe("url-globbing");
  });

  test("after a URL that only libcurl refuses curl goes on", () => {
    const reading = read(["http://a b/", "http://c/"]);
    expect(reading.requests.map(({ host }) => host.text)).toEqual(["c"]);
    expect([reading.refusal?.exitCode, reading.exitCode]).toEqual([3, 0]);
  });
});

describe("notes", () => {
  const cases: [argv: string[], version: string, kind: string][] = [
    [["-d", "@file", "http://h/"], "7.88.1", "data-from-file"],
    [["--data-urlencode", "user@example.com", "http://h/"], "7.88.1", "data-from-file"],
    [["-x", "POST", "http://h/"], "8.21.0", "proxy-flag"],
    [["-x", "proxy:8080", "http://h/"], "8.21.0", "proxy"],
    [["-L", "http://h/"], "8.21.0", "follows-redirects"],
    [["-data", "a=b", "http://h/"], "8.21.0", "single-dash-long-option"],
    [["-request", "POST", "http://h/"], "8.21.0", "single-dash-long-option"],
    [["-u", "user", "http://h/"], "8.21.0", "password-prompt"],
    [["-b", "jar.txt", "http://h/"], "8.21.0", "cookie-file"],
    [["http://h/{a,b}"], "8.21.0", "url-globbing"],
    [["ftp.example.com"], "8.21.0", "other-protocol"],
    [["--digest", "-u", "a:b", "-d", "x", "http://h/"], "8.21.0", "auth-probe"],
    [["-h"], "8.21.0", "prints-information"],
    [["-V"], "7.88.1", "prints-information"],
  ];
  test.each(cases)("%j in %s: %s", (argv, version, kind) => {
    expect(read(argv, version).notes.map((note) => note.kind)).toContain(kind);
  });

  test.each([["-h"], ["--version"], ["-M"]])("%s sends nothing and is no refusal", (option) => {
    expect(read(["http://h/", option])).toMatchObject({ requests: [], refusal: null, exitCode: 0 });
  });
});

describe("what only other servers could show", () => {
  const targets: [argv: string[], version: string, url: string][] = [
    [["https://h:443/x"], "8.21.0", "https://h/x"],
    [["https://h:80/x"], "8.21.0", "https://h:80/x"],
    [["h:443/x"], "8.21.0", "http://h:443/x"],
    [["--proto-default", "https", "h/x"], "8.21.0", "https://h/x"],
    [["-x", "p", "https://h/x?"], "8.21.0", "https://h/x?"],
  ];
  test.each(targets)("%j in %s goes to %s", (argv, version, url) => {
    expect(toWireRequest(first(argv, version)).url).toBe(url);
  });

  test("standard input is read once, and line breaks go only under -d", () => {
    const stdin: Traced = { text: "a\r\nb", pieces: [{ text: "a\r\nb", origin: { door: "text", start: 0, end: 4 } }] };
    const words = (option: string) => ["curl", option, "@-", option, "@-", "http://h/"];
    const body = (option: string, version: string) =>
      parseCurl(toWords(words(option)).words, version, stdin).requests[0]?.body?.text;
    expect(body("-d", "8.21.0")).toBe("ab&");
    expect(body("--data-binary", "8.21.0")).toBe("a\r\nb&");
    expect(body("-d", "7.88.1")).toBe("ab&");
  });

  test("standard input that the text does not tell is a named unknown", () => {
    const [request] = read(["-d", "@-", "http://h/"]).requests;
    expect(request?.body && unknownsOf(request.body)).toEqual(["standard input"]);
  });

  test("more than a megabyte waits for a go-ahead", () => {
    const body = (size: number) => first(["--data-raw", "x".repeat(size), "http://h/"]).headers.at(-1)?.name.text;
    expect([body(1048576), body(1048577)]).toEqual(["Content-Type", "Expect"]);
  });

  test.each([
    ["7.87.0", "7.88.1", "curl/7.87.0"],
    ["8.5.0", "7.88.1", "curl/8.5.0"],
    ["8.17.0", "8.14.1", "curl/8.17.0"],
    ["9.0", "8.21.0", "curl/9.0"],
    ["latest", "8.21.0", "curl/8.21.0"],
  ])("%s behaves as %s and calls itself %s", (asked, release, agent) => {
    const reading = read(["http://h/"], asked);
    expect(reading.version).toBe(release);
    expect(reading.requests[0] && findHeader(reading.requests[0], "user-agent")?.value.text).toBe(agent);
  });

  test("a glob of a million shows the first hundred and counts them all", () => {
    const reading = read(["http://h/[1-1000000]"]);
    expect(reading.requests).toHaveLength(100);
    expect(reading.notes).toContainEqual(
      expect.objectContaining({ kind: "url-globbing", data: { requests: "1000000" } }),
    );
  });
});
