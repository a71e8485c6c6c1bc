import type { Random } from "./random.testing.ts";

/** A generated text and the constructs that went into it. */
export interface Generated {
  readonly text: string;
  readonly tags: ReadonlySet<string>;
}

/** Variables that the oracle's environment holds and no generated text sets. */
export const UNSET = ["CLIENT_ID", "CLIENT_SECRET", "REFRESH_TOKEN", "API_KEY", "A", "B", "E", "N"] as const;

type Tag = (name: string) => void;

/** `value` as text that bash reads as exactly that, quoted in one of the ways in which people do. */
export function writeWord(random: Random, value: string, tag: Tag = () => {}): string {
  if (value === "") return random.pick(["''", '""', "$''"]);
  if (value.length > 2 && random.chance(0.15)) {
    tag("mixed-quotes");
    const cut = 1 + random.int(value.length - 1);
    if (!/[\uD800-\uDBFF]/.test(value[cut - 1] ?? "")) {
      return writeWhole(random, value.slice(0, cut), tag) + writeWhole(random, value.slice(cut), tag);
    }
  }
  return writeWhole(random, value, tag);
}

function writeWhole(random: Random, value: string, tag: Tag): string {
  const isPlain = /^[A-Za-z0-9_./:@%+,-]+$/.test(value);
  if (isPlain && random.chance(0.5)) return value;
  switch (random.int(9)) {
    case 0:
    case 1:
    case 2:
      tag("single-quotes");
      return `'${value.replaceAll("'", "'\\''")}'`;
    case 3:
    case 4:
    case 5:
      tag("double-quotes");
      return `"${value.replace(/[\\"$`]/g, "\\$&")}"`;
    case 6:
      tag("ansi-c");
      return `$'${Array.from(value, (char) => ansiC(random, char)).join("")}'`;
    case 7:
      tag("locale-quotes");
      return `$"${value.replace(/[\\"$`]/g, "\\$&")}"`;
    default:
      tag("backslashes");
      return Array.from(value, (char) => (char === "\n" ? "'\n'" : /[\w./-]/.test(char) ? char : `\\${char}`)).join("");
  }
}

function ansiC(random: Random, char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (char === "'" || char === "\\") return `\\${char}`;
  if (char === "\n") return "\\n";
  if (char === '"' && random.chance(0.5)) return '\\"';
  if (!random.chance(0.2)) return char;
  if (code > 0xffff) return `\\U${code.toString(16).padStart(8, "0")}`;
  if (code > 0x7f && random.chance(0.5)) {
    return Array.from(new TextEncoder().encode(char), (byte) => `\\x${byte.toString(16)}`).join("");
  }
  if (code > 0x7f) return `\\u${code.toString(16).padStart(4, "0")}`;
  return random.pick([
    `\\${code.toString(8).padStart(3, "0")}`,
    `\\x${code.toString(16).padStart(2, "0")}`,
    `\\u${code.toString(16).padStart(4, "0")}`,
  ]);
}

const SECRETS = [
  "s3cr3t",
  "pa$$word",
  "a!b",
  "x&y=z",
  "it's",
  'say "hi"',
  "back\\slash",
  "100%",
  "a b  c",
  "`tick`",
  "$HOME/x",
  "é€😀",
  "{a,b}",
  "*star*",
  "q?",
  "#hash",
  "~tilde",
  "semi;colon",
  "(paren)",
  "<angle>",
  "[0-9]",
  "1/aBc-_~.xyz",
  "line\nbreak",
  "tab\there",
  "‘curly’",
  "trailing\\",
  "",
];
const HOSTS = ["https://id.example/token", "https://api.example.com/oauth2/v1/token", "http://localhost:8080/x"];
const NAMES = ["grant_type", "client_id", "client_secret", "refresh_token", "scope"];

/** The words of some curl call, to be written in a shell; options are for the shell's sake only. */
function someArguments(random: Random): string[] {
  const words = ["curl"];
  const url = random.pick(HOSTS);
  const pair = () => `${random.pick(NAMES)}=${random.pick(SECRETS)}`;
  const count = 1 + random.int(5);
  for (let i = 0; i < count; i++) {
    switch (random.int(7)) {
      case 0:
        words.push("-H", `Authorization: Basic ${random.pick(SECRETS)}`);
        break;
      case 1:
        words.push("-d", pair());
        break;
      case 2:
        words.push("--data-urlencode", pair());
        break;
      case 3:
        words.push("-X", "POST");
        break;
      case 4:
        words.push("-u", `id:${random.pick(SECRETS)}`);
        break;
      case 5:
        words.push("--data", JSON.stringify({ grant_type: "refresh_token", refresh_token: random.pick(SECRETS) }));
        break;
      default:
        words.push("-d", [pair(), pair(), pair()].join("&"));
    }
  }
  words.splice(1 + random.int(words.length), 0, random.chance(0.3) ? `${url}?a=1&b=${random.pick(["x", "y z"])}` : url);
  return words;
}

/** A command line that bash reads as `words`, the program first, with the layout and company that commands have. */
export function writeCommand(random: Random, words: readonly string[]): Generated {
  const tags = new Set<string>();
  const tag = (name: string) => void tags.add(name);
  const written = words.map((word, i) => (i === 0 && random.chance(0.9) ? word : writeWord(random, word, tag)));
  return { text: dress(random, written, tag), tags };
}

/** Continuations, redirections and wrapping programs around words that are written already. */
function dress(random: Random, written: readonly string[], tag: Tag): string {
  const breaks = random.chance(0.3);
  const indent = random.pick(["", "  ", "\t"]);
  const words = [...written];
  if (random.chance(0.15)) {
    tag("redirection");
    words.splice(
      1 + random.int(words.length),
      0,
      random.pick([
        "2>&1",
        "> /dev/null",
        ">/dev/null 2>&1",
        "2>/dev/null",
        "</dev/null",
        "&>/dev/null",
        ">| /dev/null",
        "1>&2",
      ]),
    );
  }
  let text = "";
  for (const [i, word] of words.entries()) {
    if (i > 0) {
      const isBroken = breaks && random.chance(0.5);
      if (isBroken) tag("continuation");
      text += isBroken ? ` \\\n${indent}` : random.pick([" ", " ", " ", "  ", "\t"]);
    }
    text += word;
  }
  if (random.chance(0.2)) {
    const wrapper = random.pick([
      "command",
      "env",
      "env A=1",
      "env -u FOO",
      "exec",
      "time",
      "time -p",
      "!",
      "nohup",
      "nice -n 5",
      'env -i PATH="$PATH" RECORD="$RECORD"',
    ]);
    tag(wrapper.split(" ")[0] === "!" ? "negation" : `wrapper-${wrapper.split(" ")[0]}`);
    text = `${wrapper} ${text}`;
  }
  return text;
}

/** One of the ways in which a word's text can be more than its value. */
const SPECIAL: Readonly<Record<string, (random: Random) => string>> = {
  "unset-quoted": (random) => `"x $${random.pick(UNSET)}"`,
  "unset-unquoted": (random) => `a=$${random.pick(UNSET)}`,
  "unset-braces": (random) => `"\${${random.pick(UNSET)}}&b"`,
  "set-quoted": () => '"Basic $A"',
  "set-unquoted": () => "$A",
  "set-embedded": () => "x$A'y'$B",
  "default-value": (random) =>
    random.pick([
      '"${CLIENT_ID:-d e}"',
      "${E:-d e}",
      "${E-d}",
      "${A:+alt}",
      "${E:+alt}",
      '"${A:-x}"',
      "${N:=new}",
      "${E:-'q r'}",
      '"${E:-"in"}"',
    ]),
  length: () => "${#A}",
  "pattern-removal": (random) => random.pick(["${B#v}", '"${B%r}"', "${B/a/o}", "${B:1:2}", "${B^^}", "${B,,}"]),
  arithmetic: (random) => random.pick(["$((1+2))", "$((7 / 2 * (3 - 1)))", '"$((10 % 4))"', "$[1+1]"]),
  "printf-base64": (random) =>
    random.pick([
      '"Basic $(printf \'%s:%s\' id "s e" | base64)"',
      '"$(echo -n "id:secret" | base64 -w0)"',
      "$(printf 'a:b' | base64 -w 0)",
    ]),
  "echo-base64": (random) =>
    random.pick([
      '"$(echo id:secret | base64)"',
      "$(echo -n 'a long value that has to be wrapped by base64 as it is longer than a line can be' | base64)",
      "\"$(echo -ne 'a\\tb' | base64 | tr -d '\\n')\"",
    ]),
  backticks: (random) =>
    random.pick(["`echo hi there`", '"`printf %s \\"a b\\"`"', "`echo \\`echo in\\``", "\"`echo 'x y'`\""]),
  substitution: (random) =>
    random.pick([
      "$(echo one two)",
      '"$(echo "a  b")"',
      "$(echo '*')",
      '"$(printf "%s\\n" x y)"',
      "$(cat <<< word)",
      '"$(echo "$A")"',
    ]),
  "unknown-substitution": () => '"at $(date +%s)"',
  braces: (random) =>
    random.pick([
      "{a,b}",
      "x{1..3}",
      "{a,b}{c,d}",
      "{a,{b,c}}",
      "{01..03}",
      "{a..e..2}",
      "{}",
      "{a}",
      "{a,b",
      "a,b}",
      "${A}{x,y}",
      "{'q',w}",
      "{3..1}",
      "pre{,post}",
      "{a}b,c}",
      "{,}",
      "{{a,b},c}",
    ]),
  "json-unquoted": (random) =>
    random.pick(['{"a":"b","c":"d"}', '{"grant_type":"refresh_token"}', "{a:1,b:{c:2,d:3}}"]),
  tilde: (random) =>
    random.pick(["~", "~/x", "a=~/x", "a=b:~", "--o=~", "'~'/x", "~nouser_x/y", "x~", '~"/a"', "P=~:~/b"]),
  glob: (random) => random.pick(["nofile*x", "https://h.example/?a=b", "[zq]nofile", "\\*", "no?file"]),
  "here-string": (random) => random.pick(['<<< "in put"', "<<<word", '<<< "$A"']),
  positional: (random) => random.pick(['x"$@"', "$*z", '"$@"']),
  hash: (random) => random.pick(["a#b", "'#'x", "\\#c", "--x=#y"]),
  dollar: (random) => random.pick(["$", '"$"', "a$", '"$ "', "$%", "'$X'", '"\\$X"', "$=", "US$.5"]),
  "double-escapes": (random) =>
    random.pick(['"a\\b"', '"a\\\\b"', '"\\n"', '"a\\\nb"', '"\\`"', '"\\\'"', '"\\!"', '"a!"']),
  "ansi-escapes": (random) =>
    random.pick([
      "$'\\x41\\102\\u43'",
      "$'a\\0b'",
      "$'\\cA\\e\\E'",
      "$'\\xC3\\xA9'",
      "$'\\xff'",
      "$'\\z\\?'",
      "$'\\U1F600'",
      "$'\\u20ac'",
      "$'\\x{41}z'",
      "$'\\'\\\"'",
      "$'\\c?\\c[x'",
      "$'\\400'",
      "$'\\u'",
      "$'\\xg'",
      "$'\\uD800'",
    ]),
  curly: (random) => random.pick(["‘a", "“x y”", "a’b", "–d"]),
  "carriage-return": () => "a\rb",
  "process-substitution": () => "@<(echo x)",
  array: (random) => random.pick(['"${L[@]}"', "${L[@]}", '"${L[1]}"', '"${L[*]}"']),
};

/** What stands before the command on the line, and what it makes of the rest. */
function prefixOf(random: Random, tag: Tag): string {
  const parts: string[] = [];
  const set = (name: string, text: string) => {
    tag(name);
    parts.push(text);
  };
  if (random.chance(0.3))
    set(
      "assignment",
      random.pick([
        "A=b; ",
        "A='x  y'\n",
        'A="v w" B=bar\n',
        "A=$CLIENT_ID; ",
        "A=a\\ b;",
        "A= ; ",
        "A={a,b}; ",
        "A=*; ",
        "A=~/p\n",
      ]),
    );
  if (random.chance(0.08))
    set(
      "export",
      random.pick([
        "export A=b\n",
        "export A='c d' B\n",
        'declare -x A="e f"; ',
        "export A=$API_KEY && ",
        "readonly Q=1; ",
        "export A=$B\n",
      ]),
    );
  if (random.chance(0.06)) set("assign-prefix", random.pick(["A=n ", "A=1 B=$A ", 'X="$A" ']));
  if (random.chance(0.05)) set("append", "A=b; A+=c; ");
  if (random.chance(0.04))
    set(
      "captured",
      random.pick(["A=$(echo got it)\n", "A=`echo tick`; ", 'A="$(printf "%s" x)"; ', "T=$(curl inner)\n"]),
    );
  if (random.chance(0.04)) set("array", "L=(one 'two three' four)\n");
  if (random.chance(0.03)) set("unset", "A=b; unset A\n");
  if (random.chance(0.02)) set("separators", "IFS=:; A=a:b::c\n");
  if (random.chance(0.04)) set("comment-line", random.pick(["# get a token\n", "  # it's \"odd\n"]));
  if (random.chance(0.04)) set("and", random.pick(["true && ", "false || ", "cd . && ", ": ; "]));
  if (random.chance(0.03)) set("never-runs", random.pick(["false && curl no; ", "true || curl no\n"]));
  if (random.chance(0.04))
    set(
      "piped-input",
      random.pick(["echo 'in put' | ", "printf '%s' \"$A\" | ", "echo '{\"a\":1}' |\n  ", "cat <<E |\nhere $A\nE\n"]),
    );
  return parts.join("");
}

/** What stands behind the command. */
function suffixOf(random: Random, tag: Tag): string {
  if (random.chance(0.5)) return random.pick(["", "", "\n", " ", ";"]);
  const [name, text] = random.pick([
    ["comment", " # that was it"],
    ["comment", " # it's"],
    ["background", " &"],
    ["background", " & curl more"],
    ["pipe", " | jq ."],
    ["pipe", " | jq -r '.access_token' | head -c 20"],
    ["pipe", " |& cat"],
    ["and-after", " && curl next"],
    ["or-after", " || echo failed"],
    ["sequence", " ; curl second 'a b'"],
    ["sequence", "\n\ncurl third\n"],
    ["here-document", ' -d @- <<EOF\nbody $A \\$B `echo t` "q" \\\\ \\x\nEOF\n'],
    ["here-document", " -d @- <<'EOF'\nraw $A \\n\nEOF\ncurl after"],
    ["here-document", " <<-E\n\t\ttabs $A\n\tE\n"],
    ["here-document", ' <<A <<"B"\n1\nA\n2 $x\nB\n'],
    ["here-document", " <<E\nnever ends $A\n"],
    ["here-document", " <<E\njoined \\\nline\nE\n"],
    ["here-string", ' <<< "in $A"'],
    ["unquoted-ampersand", " https://h.example/?a=1&b=2"],
    ["broken-continuation", " \\ \n  -d x"],
    ["carriage-return", " \\\r\n -d x\r\n"],
    ["closing", "\\"],
  ] as const);
  tag(name);
  return text;
}

/** Around the whole line. */
function wrap(random: Random, text: string, tag: Tag): string {
  if (!random.chance(0.32) || /\\$|<<|[^\n]#/.test(text)) return text;
  const [name, before, after] = random.pick([
    ["subshell", "(", ")"],
    ["subshell", "( cd .; ", " )"],
    ["group", "{ ", "\n}"],
    ["if", "if true; then\n", "\nfi"],
    ["if", "if false; then curl no; else ", "\nfi"],
    ["for", "for A in one 'two 2'; do\n", "\ndone"],
    ["for", "for x in {1..2}; do ", "\ndone; curl end"],
    ["function", "f() { ", '\n}\nf "a b"'],
    ["function", "function g {\n", "\n}\ng; g"],
    ["substituted", "T=$(", '\n)\ncurl "$T"'],
    ["case", "case x in x) ", " ;; esac"],
    ["while", "while false; do echo no; done; ", ""],
  ] as const);
  tag(name);
  return before + text.replace(/[;&\s]+$/, "") + after;
}

const MUTATIONS: readonly ((random: Random, text: string) => string)[] = [
  (random, text) => removeAt(text, random.int(text.length)),
  (random, text) => removeOne(random, text, /['"]/g),
  (random, text) =>
    insertAt(
      text,
      random.int(text.length + 1),
      random.pick([
        "'",
        '"',
        "`",
        "(",
        ")",
        "$(",
        "${",
        "|",
        "&",
        ";",
        "<",
        ">",
        "\\",
        "#",
        "!",
        "\n",
        " ",
        "{",
        "}",
        "*",
        "~",
        ";;",
        "&&",
        "$'",
        "\r",
        "<<E",
      ]),
    ),
  (_, text) => text.replaceAll("'", "’"),
  (_, text) => text.replaceAll('"', "”"),
  (random, text) => text.slice(0, random.int(text.length)),
  (_, text) => `$ ${text}`,
  (_, text) => text.replace(/ \\\n/, " \\ \n"),
  (_, text) => `${text} |`,
  (_, text) => `${text} &&`,
  (_, text) => `${text} "open`,
  (_, text) => `${text} -d '{"a": "it's"}'`,
  (_, text) => `${text} "\${{ secrets.TOKEN }}"`,
  (_, text) => `${text} > `,
  (_, text) => `${text})`,
];

function removeAt(text: string, at: number): string {
  return text.slice(0, at) + text.slice(at + 1);
}

function insertAt(text: string, at: number, inserted: string): string {
  return text.slice(0, at) + inserted + text.slice(at);
}

function removeOne(random: Random, text: string, pattern: RegExp): string {
  const places = [...text.matchAll(pattern)].map(({ index }) => index);
  return places.length > 0 ? removeAt(text, random.pick(places)) : text;
}

/** One text as it may be pasted: from a tidy command to something that no shell takes. */
export function generateText(random: Random): Generated {
  const tags = new Set<string>();
  const tag = (name: string) => void tags.add(name);
  const words = someArguments(random);
  const written = words.map((word, i) => {
    if (i === 0) return random.chance(0.97) ? word : random.pick(["cu'rl'", "\\curl", '"curl"', "c\\\nurl"]);
    if (!/^[A-Za-z0-9-]+$/.test(word) && random.chance(0.08)) {
      tag("sloppy");
      return random.pick([word, `"${word}"`, `'${word}'`]);
    }
    return writeWord(random, word, tag);
  });
  const specials = random.pick([0, 1, 1, 2, 3]);
  for (let i = 0; i < specials; i++) {
    const name = random.pick(Object.keys(SPECIAL));
    tag(name);
    written.splice(1 + random.int(written.length), 0, SPECIAL[name]?.(random) ?? "");
  }
  const special = written.join(" ");
  const needed =
    (special.includes("${E") ? "E=\n" : "") + (special.includes("${L") ? "L=(one 'two three' four)\n" : "");
  let text = needed + prefixOf(random, tag) + dress(random, written, tag) + suffixOf(random, tag);
  // The recorder always succeeds, a real curl may not; what follows a negated one is not to be told.
  if (tags.has("negation")) text = text.replace(" && curl next", "");
  text = wrap(random, text, tag);
  if (random.chance(0.27)) {
    tag("mutated");
    text = random.pick(MUTATIONS)(random, text);
  }
  return { text, tags };
}
