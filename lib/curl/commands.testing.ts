import { type CurlOption, findOption, optionsOf, takesValue } from "./options.ts";
import {
  BAD,
  BAD_FORMS,
  BAD_URLS,
  FORMS,
  FRAGMENTS,
  GLOBS,
  GOOD,
  HEADERS,
  HOSTS,
  METHODS,
  NAMES,
  PATHS,
  QUERIES,
  USERINFOS,
  VALUES,
} from "./samples.testing.ts";
import { isSince, type Release } from "./version.ts";

/** One generated command: the words behind the program's name, and what it was made to show. */
export interface GeneratedCommand {
  readonly argv: readonly string[];
  readonly shows: readonly string[];
}

/** Numbers that look random and are the same for the same seed (mulberry32). */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A number from 0 to 1, 1 excluded. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  }
}

/** Options that need more than one recorder to see, that wait, or that stop curl before it sends: left to other tests. */
const LEFT_OUT = new Set(
  (
    "config connect-to interface local-port proxy preproxy proxy1.0 socks4 socks4a socks5 socks5-hostname unix-socket " +
    "abstract-unix-socket doh-url haproxy-protocol haproxy-clientip tcp-fastopen http2-prior-knowledge http3 http3-only " +
    "negotiate krb krb4 engine limit-rate rate speed-limit speed-time ipv6 proxy-http2 proxy-http3 proxytunnel aws-sigv4 " +
    "dns-interface dns-ipv4-addr dns-ipv6-addr dns-servers help manual version dump-ca-embed next url remote-name " +
    "remote-name-all max-filesize output upload-file ech ssl-sessions proxy-negotiate mptcp trace-config stderr " +
    "metalink netrc resolve dump-header trace trace-ascii tlsuser tlspassword tlsauthtype proxy-tlsauthtype test-event disable expand variable proto proto-default time-cond cert key cacert capath crlfile " +
    "netrc-file knownhosts proxy-cacert proxy-crlfile etag-save etag-compare tls-max tlsv1.3 ciphers tls13-ciphers curves " +
    "sigalgs http0.9 cert-type key-type pinnedpubkey skip-existing libcurl cert-status ftp-port ipfs-gateway " +
    "request-target parallel parallel-immediate location-trusted"
  ).split(" "),
);
/** Options that the sections below use in their own ways. */
const OWN = new Set(
  (
    "data data-ascii data-binary data-raw data-urlencode json form form-string get head header proxy-header user user-agent " +
    "referer cookie range continue-at compressed tr-encoding http1.0 http1.1 http2 request oauth2-bearer basic digest ntlm " +
    "ntlm-wb anyauth url-query globoff path-as-is fail fail-with-body remote-header-name include show-headers " +
    "insecure clobber remove-on-error disallow-username-in-url form-escape max-time ignore-content-length"
  ).split(" "),
);

/** Makes one command for a release. `address` is where the recorder listens, for --connect-to and -x. */
export function generateCommand(dice: Dice, release: Release, address: string, hasTls: boolean): GeneratedCommand {
  const maker = new Maker(dice, release, address, hasTls);
  return maker.make();
}

class Maker {
  readonly #dice: Dice;
  readonly #release: Release;
  readonly #address: string;
  readonly #hasTls: boolean;
  readonly #argv: string[] = [];
  readonly #shows = new Set<string>();

  constructor(dice: Dice, release: Release, address: string, hasTls: boolean) {
    this.#dice = dice;
    this.#release = release;
    this.#address = address;
    this.#hasTls = hasTls;
  }

  make(): GeneratedCommand {
    const dice = this.#dice;
    this.#operation();
    if (dice.chance(0.05)) {
      this.#show("next");
      this.#argv.push(dice.pick(["--next", "-:"]));
      this.#operation();
    }
    if (dice.chance(0.1)) this.#refusal();
    return { argv: this.#argv, shows: [...this.#shows] };
  }

  #show(...names: string[]): void {
    for (const name of names) this.#shows.add(name);
  }

  /** One operation: where to connect, then its parts in any order. */
  #operation(): void {
    const dice = this.#dice;
    const parts: string[][] = [];
    const useProxy = dice.chance(0.03);
    if (useProxy) {
      this.#show("proxy");
      this.#argv.push(dice.pick(["-x", "--proxy"]), dice.pick(["", "http://"]) + this.#address);
      if (dice.chance(0.3)) parts.push(["-U", "pu:pp"]);
      if (dice.chance(0.3)) parts.push(["--proxy-header", "X-Proxy: 1"]);
    } else this.#argv.push("--connect-to", `::${this.#address}`);
    this.#argv.push("-sk");
    const urls = 1 + (dice.chance(0.06) ? 1 : 0);
    if (urls > 1) this.#show("several-urls");
    for (let i = 0; i < urls; i++) parts.push(this.#urlWords(useProxy));
    const body = dice.next();
    if (body < 0.55) this.#data(parts);
    else if (body < 0.68) this.#form(parts);
    else if (body < 0.72) {
      this.#show("upload-file");
      parts.push(["-T", dice.pick(["-", ".", "", "missing-file"])]);
    }
    if (dice.chance(0.06)) parts.push([this.#short("head", "-I")]);
    if (dice.chance(0.3)) parts.push([...this.#spell("-X", "--request"), dice.pick(METHODS)]);
    for (let i = dice.below(4); i > 0; i--) this.#header(parts);
    this.#auth(parts);
    this.#client(parts);
    for (let i = 1 + dice.below(4); i > 0; i--) this.#filler(parts, useProxy);
    if (dice.chance(0.04)) this.#conflict(parts);
    for (let i = parts.length - 1; i > 0; i--) {
      const j = dice.below(i + 1);
      [parts[i], parts[j]] = [parts[j] ?? [], parts[i] ?? []];
    }
    this.#argv.push(...parts.flat());
  }

  /** A short option with its value in its own or in the next word, or the long name. */
  #spell(short: string, long: string): [string] {
    const name = this.#dice.chance(0.5) ? short : long;
    this.#show(long.replace(/^--(no-)?/, ""));
    if (name === long && !isSince(this.#release, "8.14.1") && this.#dice.chance(0.1)) {
      this.#show("letter-case");
      return [long.replace(/^--./, (start) => start.toUpperCase())];
    }
    return [name];
  }

  #short(name: string, written: string): string {
    this.#show(name);
    return this.#dice.chance(0.6) ? written : `--${name}`;
  }

  #urlWords(useProxy: boolean): string[] {
    const dice = this.#dice;
    if (dice.chance(0.05)) {
      this.#show("bad-url");
      return this.#asUrl(dice.pick(BAD_URLS));
    }
    const isTls = this.#hasTls && !useProxy && dice.chance(0.05);
    const scheme = isTls
      ? "https://"
      : dice.pick(["http://", "http://", "http://", "HTTP://", "", "http:/", "http:///"]);
    if (isTls) this.#show("https");
    if (scheme === "") this.#show("scheme-guess");
    const host = dice.pick(HOSTS);
    const port = dice.pick(["", "", "", ":80", ":8080", ":08080", ":", ":443", ":65535"]);
    let url = scheme + dice.pick(USERINFOS) + host + (scheme === "" && port === ":" ? "" : port) + dice.pick(PATHS);
    url += dice.pick(QUERIES);
    if (dice.chance(0.08)) {
      this.#show("glob");
      url += (/[?/]/.test(url.slice(8)) ? "" : "/") + dice.pick(GLOBS);
      if (dice.chance(0.2)) url += dice.pick(GLOBS);
    }
    return this.#asUrl(url + dice.pick(FRAGMENTS));
  }

  #asUrl(url: string): string[] {
    if (this.#dice.chance(0.15)) return ["--url", url];
    return [url];
  }

  #content(): string {
    const dice = this.#dice;
    const value = dice.chance(0.1) ? "" : `${dice.pick(NAMES)}=${dice.pick(VALUES)}`;
    return dice.chance(0.1) ? dice.pick(VALUES) : value;
  }

  #data(parts: string[][]): void {
    const dice = this.#dice;
    for (let i = 1 + dice.below(3); i > 0; i--) {
      const kind = dice.next();
      if (kind < 0.45) {
        const content = this.#content();
        if (dice.chance(0.25) && content !== "") parts.push([`-d${content}`]);
        else parts.push([...this.#spell("-d", "--data"), content]);
      } else if (kind < 0.65) parts.push([this.#short("data-urlencode", "--data-urlencode"), this.#content()]);
      else if (kind < 0.75) parts.push([this.#short("data-raw", "--data-raw"), this.#content()]);
      else if (kind < 0.83) parts.push([this.#short("data-binary", "--data-binary"), this.#content()]);
      else if (kind < 0.88) parts.push([this.#short("data-ascii", "--data-ascii"), this.#content()]);
      else parts.push([this.#short("json", "--json"), dice.pick(['{"a":"b"}', "{}", "", "[1]"])]);
    }
    if (dice.chance(0.03)) {
      this.#show("data-from-file");
      parts.push(
        dice.pick([
          ["-d", "@missing-file"],
          ["--data-urlencode", "user@example.com"],
          ["-d", "@-"],
          ["--json", "@/dev/null"],
          ["--data-urlencode", "n@/dev/null"],
        ]),
      );
    }
    if (dice.chance(0.02)) {
      this.#show("big-body");
      parts.push(["--data-raw", "x".repeat(dice.pick([1_048_576, 1_048_570, 1_048_577, 1_100_000])).slice(0, 131_000)]);
    }
    if (dice.chance(0.2)) parts.push([this.#short("get", "-G")]);
  }

  #form(parts: string[][]): void {
    const dice = this.#dice;
    for (let i = 1 + dice.below(3); i > 0; i--) {
      if (dice.chance(0.2))
        parts.push([this.#short("form-string", "--form-string"), dice.pick(["a=@b;c", "x=<y", "n=v", "a=b;type=c"])]);
      else parts.push([...this.#spell("-F", "--form"), dice.pick(dice.chance(0.06) ? BAD_FORMS : FORMS)]);
    }
    if (dice.chance(0.15)) parts.push([this.#short("form-escape", "--form-escape")]);
  }

  #header(parts: string[][]): void {
    const dice = this.#dice;
    const header = dice.pick(HEADERS);
    if (dice.chance(0.2)) parts.push([`-H${header}`]);
    else parts.push([...this.#spell("-H", "--header"), header]);
  }

  #auth(parts: string[][]): void {
    const dice = this.#dice;
    if (dice.chance(0.22)) {
      const user = dice.pick(["id:secret", "id:", ":secret", ":", "", "user", "a:b:c", "ü:€", "x;AUTH=y", "id:s e"]);
      parts.push([...this.#spell("-u", "--user"), user]);
    }
    if (dice.chance(0.05)) parts.push([this.#short("oauth2-bearer", "--oauth2-bearer"), "tok en"]);
    if (dice.chance(0.1)) {
      const name = dice.pick(["basic", "digest", "ntlm", "anyauth", "no-basic", "no-digest"]);
      this.#show(name.replace("no-", ""));
      parts.push([`--${name}`]);
    }
  }

  #client(parts: string[][]): void {
    const dice = this.#dice;
    const maybe = (probability: number, words: () => string[]) => {
      if (dice.chance(probability)) parts.push(words());
    };
    maybe(0.06, () => [...this.#spell("-A", "--user-agent"), dice.pick(["agent/1", "", "a b"])]);
    maybe(0.06, () => [
      ...this.#spell("-e", "--referer"),
      dice.pick(["https://a.example/#f", ";auto", "u;auto", "", "a;autob"]),
    ]);
    maybe(0.08, () => [...this.#spell("-b", "--cookie"), dice.pick(["a=b", "c=d; e=f", "no-file", "", "@x=y", "g=h"])]);
    maybe(0.03, () => [...this.#spell("-b", "--cookie"), dice.pick(["second=1"])]);
    maybe(0.06, () => [this.#short("compressed", "--compressed")]);
    maybe(0.05, () => [this.#short("tr-encoding", "--tr-encoding")]);
    maybe(0.04, () => [this.#short("http1.0", "-0")]);
    maybe(0.02, () => [this.#short("http1.1", "--http1.1")]);
    maybe(0.03, () => [this.#short("http2", "--http2")]);
    maybe(0.05, () => [...this.#spell("-r", "--range"), dice.pick(["0-10", "5", "-5", "1-2,4-5", "x", "12x"])]);
    maybe(0.03, () => [...this.#spell("-C", "--continue-at"), dice.pick(["0", "7", "-", "x", "-3"])]);
    maybe(0.08, () => [
      this.#short("url-query", "--url-query"),
      dice.pick(["a=b c", "+raw=%2f", "q=ü", "", "x@missing-file", "=v&w"]),
    ]);
    maybe(0.05, () => [this.#short("path-as-is", "--path-as-is")]);
    maybe(0.06, () => [this.#short("globoff", "-g")]);
    maybe(0.02, () => [this.#short("request-target", "--request-target"), dice.pick(["*", "/own?x", "http://a/b"])]);
    maybe(0.02, () => [this.#short("disallow-username-in-url", "--disallow-username-in-url")]);
    maybe(0.05, () => [...this.#spell("-m", "--max-time"), dice.pick(["9", "9.5", "9s", "abc", "-1", "20e0"])]);
    maybe(0.03, () => [...this.#spell("-i", isSince(this.#release, "8.14.1") ? "--show-headers" : "--include")]);
    maybe(0.03, () => [this.#short("fail", "-f")]);
    maybe(0.03, () => [this.#short("fail-with-body", "--fail-with-body")]);
    maybe(0.02, () => [
      this.#short("proto", "--proto"),
      dice.pick(["=http,https", "=https", "-all,http", "all", "-http"]),
    ]);
    maybe(0.03, () => ["-o", dice.pick(["out", "-", "/dev/null"])]);
    maybe(0.02, () => dice.pick([["--no-clobber"], ["--remove-on-error"]]));
  }

  /** An option without a say in the request, spelled in one of the ways the release knows. */
  #filler(parts: string[][], useProxy: boolean): void {
    const dice = this.#dice;
    const option = dice.pick(fillersOf(this.#release));
    if (useProxy && option.name.startsWith("proxy-")) return;
    this.#show(option.name);
    if (!takesValue(option)) {
      const canNegate = option.takes === "switch" && dice.chance(0.25);
      if (canNegate) this.#show("negation");
      parts.push([
        option.short && !canNegate && dice.chance(0.5)
          ? `-${option.short}`
          : `--${canNegate ? "no-" : ""}${option.name}`,
      ]);
      return;
    }
    const isBad = dice.chance(0.05) && BAD[option.takes] !== undefined;
    if (isBad) this.#show("bad-option-value");
    const value = dice.pick((isBad ? BAD : GOOD)[option.takes] ?? ["x"]);
    if (option.short && dice.chance(0.5)) {
      parts.push(dice.chance(0.5) && value !== "" ? [`-${option.short}${value}`] : [`-S${option.short}`, value]);
      if (parts.at(-1)?.length === 2) this.#show("short-group");
    } else if (dice.chance(0.1)) {
      this.#show("equals-value");
      parts.push([`--${option.name}=${value}`]);
    } else if (dice.chance(0.05)) {
      this.#show("prefix");
      const start = option.name.slice(0, Math.max(2, option.name.length - 1 - dice.below(4)));
      // A beginning may be the whole name of another option.
      parts.push([`--${findOption(start, this.#release) ? option.name : start}`, value]);
    } else parts.push([`--${option.name}`, value]);
  }

  /** Options that exclude each other. */
  #conflict(parts: string[][]): void {
    this.#show("conflict");
    parts.push(
      ...this.#dice.pick([
        [
          ["-F", "a=b"],
          ["-d", "x"],
        ],
        [["-I"], ["-d", "x"]],
        [["-I"], ["-F", "a=b"]],
        [
          ["--json", "{}"],
          ["-F", "a=b"],
        ],
        [["-f"], ["--fail-with-body"]],
        [["-J"], ["-i"]],
        [["-J"], ["-C", "-"]],
        [
          ["-r", "0-1"],
          ["-C", "5"],
        ],
        [
          ["-T", "-"],
          ["-d", "x"],
        ],
      ]),
    );
  }

  /** Something at the end that curl stops at, or that only looks like it. */
  #refusal(): void {
    const dice = this.#dice;
    const ending = dice.pick([
      ["--nope"],
      ["-d"],
      ["--data"],
      ["-?"],
      ["-"],
      ["--no-data", "x"],
      ["--no-http1.1"],
      ["--dat", "x"],
      ["--req", "POST"],
      ["--loc"],
      ["--HEAD"],
      ["-K", "missing-file"],
      ["--next"],
      ["-h"],
      ["-V"],
      ["--version"],
      ["-header", "x"],
      ["-data", "a=b"],
      ["-url", "http://127.0.0.1/"],
      ["--", "-s"],
      ["--", "http://127.0.0.1/x"],
      ["--request=POST"],
      ["--get=1"],
      ["--metalink"],
      ["-$"],
      ["--no-"],
      ["--no"],
      ["-H", "@missing-file"],
      ["-w", "@missing-file"],
      ["-X", ""],
      ["-o", ""],
      ["--proto-default", "nope"],
      ["--engine", "list"],
      ["-z", "nonsense"],
      ["--etag-compare", "missing-file"],
      ["--variable", "x=1"],
      ["--expand-data", "a"],
      ["--variable", "v= a b/é\n", "--expand-data", "x={{v:trim:url}}&{{v:b64}}{{none}}\\{{v}}"],
      ["--variable", "bad name"],
      ["--variable", "v[1-2]=abcd", "--expand-url", "http://127.0.0.1/{{v}}"],
      ["--expand-data", "{{v:nope}}"],
    ]);
    this.#show("ending", `ending:${ending.join(" ").slice(0, 30)}`);
    this.#argv.push(...ending);
  }
}

const fillers = new Map<Release, readonly CurlOption[]>();

/** The options that fill commands up. */
export function fillersOf(release: Release): readonly CurlOption[] {
  const known = fillers.get(release) ?? optionsOf(release).filter(({ name }) => !LEFT_OUT.has(name) && !OWN.has(name));
  fillers.set(release, known);
  return known;
}
