import type { HeaderField } from "../http/request.ts";
import type { Word } from "../shell/reading.ts";
import { encodeBytes } from "../text/bytes.ts";
import { addedBy, concat, concatAll, isKnown, mapKnown, NOTHING, slice, type Traced } from "../text/traced.ts";
import { basicHeader } from "./basic-header.ts";
import { multipartBody } from "./code/draft.ts";
import { encodeTraced, textValue, type Value } from "./code/value.ts";
import type { ImportNote, ImportReading } from "./reading.ts";
import { splitUrl } from "./url.ts";
import { type CommandOption, lastValue, type OptionTable, parseOptions } from "./words.ts";

/** HTTPie 3.2: the options that take a value, and the short names. */
const TABLE: OptionTable = {
  short: {
    a: "auth",
    A: "auth-type",
    f: "form",
    j: "json",
    o: "output",
    p: "print",
    s: "style",
    I: "ignore-stdin",
    v: "verbose",
    h: "headers",
    b: "body",
    m: "meta",
    d: "download",
    c: "continue",
    F: "follow",
    x: "compress",
    S: "stream",
    q: "quiet",
  },
  valued: new Set(
    "auth auth-type output print style pretty format-options session session-read-only proxy max-redirects timeout verify ssl ciphers cert cert-key cert-key-pass default-scheme boundary max-headers response-charset response-mime raw".split(
      " ",
    ),
  ),
};

/** What stands between the name and the value of a request item, longest first. */
const SEPARATORS = [":=@", ":=", "==@", "==", "=@", ":@", "=", ":", "@", ";"] as const;
type Separator = (typeof SEPARATORS)[number];

interface Item {
  readonly name: Traced;
  readonly separator: Separator;
  readonly value: Traced;
  readonly word: Word;
}

const by = "httpie";

/** The request that HTTPie 3.2 sends for these words (`http` or `https` first). */
export function readHttpie(words: readonly Word[]): ImportReading {
  const { options, rest } = parseOptions(words.slice(1), TABLE);
  const notes: ImportNote[] = [];
  const hasMethod = rest.length > 1 && /^[A-Za-z]+$/.test(rest[0]?.value.text ?? "");
  const url = rest[hasMethod ? 1 : 0]?.value;
  const items = rest.slice(hasMethod ? 2 : 1).flatMap((word) => parseItem(word) ?? []);
  const secure = /https$/.test(words[0]?.value.text ?? "") || lastValue(options, "default-scheme")?.text === "https";
  const location = url && splitUrl(completeUrl(url, secure));
  if (!location) {
    notes.push({ kind: "cannot-tell", span: words[0]?.span ?? { start: 0, end: 0 } });
    return { client: by, request: null, notes };
  }
  for (const { separator, word } of items)
    if (separator.includes("@")) notes.push({ kind: "data-from-file", span: word.span });
  const content = bodyOf(items, options);
  const query = items.filter(({ separator }) => separator.startsWith("=="));
  const method = hasMethod ? upper(rest[0]?.value ?? NOTHING) : addedBy(by, content.body ? "POST" : "GET");
  const headers = headersOf(location.host, items, options, content, method.text);
  return {
    client: by,
    request: { ...location, method, target: withQuery(location.target, query), headers, body: content.body },
    notes,
  };
}

/** `:8080/x` is localhost; a text without a scheme gets the default one. */
function completeUrl(url: Traced, secure: boolean): Traced {
  if (/^[a-z][\w+.-]*:\/\//i.test(url.text)) return url;
  const scheme = addedBy(by, secure ? "https://" : "http://");
  if (!/^:(?!:)/.test(url.text)) return concat(scheme, url);
  const rest = /^:\d/.test(url.text) ? url : slice(url, 1);
  return concat(scheme, addedBy(by, "localhost"), rest);
}

function upper(value: Traced): Traced {
  return {
    text: value.text.toUpperCase(),
    pieces: value.pieces.map((piece) => ({ ...piece, text: piece.text.toUpperCase() })),
  };
}

/** The separator that begins first; of those that begin there the longest. A backslash takes a separator's meaning away. */
function parseItem(word: Word): Item | undefined {
  const { text } = word.value;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "\\") {
      at++;
      continue;
    }
    const separator = SEPARATORS.find((each) => text.startsWith(each, at));
    if (!separator) continue;
    if (separator === ";" && at !== text.length - 1) continue;
    const name = dropEscapes(slice(word.value, 0, at));
    return { name, separator, value: slice(word.value, at + separator.length), word };
  }
  return undefined;
}

/** Backslashes before separators are dropped, all others stay. */
function dropEscapes(value: Traced): Traced {
  const parts: Traced[] = [];
  let plain = 0;
  for (let at = 0; at < value.text.length - 1; at++) {
    if (value.text[at] !== "\\" || !/[:=@;\\]/.test(value.text[at + 1] ?? "")) continue;
    parts.push(slice(value, plain, at));
    plain = at + 1;
    at++;
  }
  return concatAll([...parts, slice(value, plain)]);
}

interface Content {
  readonly body: Traced | null;
  readonly type: string | null;
  readonly isJson: boolean;
}

function bodyOf(items: readonly Item[], options: readonly CommandOption[]): Content {
  const has = (name: string) => options.some((option) => option.name === name);
  const raw = lastValue(options, "raw");
  if (raw) return { body: raw, type: has("form") ? formType : "application/json", isJson: !has("form") };
  const data = items.filter(
    ({ separator }) =>
      separator === "=" || separator === ":=" || separator === "=@" || separator === ":=@" || separator === "@",
  );
  const multipart = has("multipart") || (has("form") && data.some(({ separator }) => separator === "@"));
  if (multipart) {
    const entries = data.map(({ name, value }): [Traced, Value] => [name, textValue(value)]);
    const { text, contentType } = multipartBody({ kind: "object", type: "", entries }, by, "--------boundary");
    return { body: text, type: contentType, isJson: false };
  }
  if (has("form")) return { body: data.length > 0 ? formBody(data) : null, type: formType, isJson: false };
  return data.length > 0
    ? { body: jsonBody(data), type: "application/json", isJson: true }
    : { body: null, type: has("json") ? "application/json" : null, isJson: has("json") };
}

const formType = "application/x-www-form-urlencoded; charset=utf-8";

function formBody(data: readonly Item[]): Traced {
  const pairs = data.map(({ name, value, separator }) =>
    concat(encodeTraced(name), addedBy(by, "="), separator.includes("@") ? NOTHING : encodeTraced(value)),
  );
  return joined(pairs, "&");
}

function jsonBody(data: readonly Item[]): Traced {
  const pairs = data.map(({ name, value, separator }) =>
    concat(
      jsonText(name),
      addedBy(by, ": "),
      separator === ":=" ? value : separator.includes("@") ? addedBy(by, '""') : jsonText(value),
    ),
  );
  return concat(addedBy(by, "{"), joined(pairs, ", "), addedBy(by, "}"));
}

function joined(parts: readonly Traced[], separator: string): Traced {
  return concatAll(parts.flatMap((part, i) => (i === 0 ? [part] : [addedBy(by, separator), part])));
}

/** As Python's json.dumps writes it: ASCII, others as \u escapes. */
function jsonText(value: Traced): Traced {
  const inner = mapKnown(value, (text) =>
    JSON.stringify(text)
      .slice(1, -1)
      .replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`),
  );
  return concat(addedBy(by, '"'), inner, addedBy(by, '"'));
}

function withQuery(target: Traced, query: readonly Item[]): Traced {
  if (query.length === 0) return target;
  const pairs = query.map(({ name, value }) => concat(encodeTraced(name), addedBy(by, "="), encodeTraced(value)));
  return concat(target, addedBy(by, target.text.includes("?") ? "&" : "?"), joined(pairs, "&"));
}

/** HTTPie's own headers in the order of its 3.2 release, then the caller's; a header with an empty value is taken away. */
function headersOf(
  host: Traced,
  items: readonly Item[],
  options: readonly CommandOption[],
  content: Content,
  method: string,
): HeaderField[] {
  const own: [string, Traced][] = [
    ["Host", host],
    ["Accept-Encoding", addedBy(by, "gzip, deflate")],
  ];
  if (!content.isJson) own.push(["Accept", addedBy(by, "*/*")]);
  own.push(["Connection", addedBy(by, "keep-alive")]);
  const known = content.body === null || isKnown(content.body);
  if (known && (content.body || !/^(GET|HEAD)$/.test(method))) {
    own.push(["Content-Length", addedBy(by, String(encodeBytes(content.body?.text ?? "").length))]);
  }
  const headers: HeaderField[] = own.map(([name, value]) => ({ name: addedBy(by, name), value }));
  const auth = lastValue(options, "auth");
  const given = items.filter(({ separator }) => separator === ":" || separator === ";");
  const names = new Set(given.map(({ name }) => name.text.toLowerCase()));
  if (auth && !names.has("authorization")) {
    const bearer = lastValue(options, "auth-type")?.text === "bearer";
    headers.push(
      bearer
        ? { name: addedBy(by, "Authorization"), value: concat(addedBy(by, "Bearer "), auth) }
        : basicHeader(by, auth.text.includes(":") ? auth : concat(auth, addedBy(by, ":"))),
    );
  }
  headers.push({ name: addedBy(by, "User-Agent"), value: addedBy(by, "HTTPie/3.2.1") });
  if (content.isJson) headers.push({ name: addedBy(by, "Accept"), value: addedBy(by, "application/json, */*;q=0.5") });
  if (content.type) headers.push({ name: addedBy(by, "Content-Type"), value: addedBy(by, content.type) });
  const kept = headers.filter(({ name }) => !names.has(name.text.toLowerCase()) || name.text === "Content-Length");
  for (const { name, value, separator } of given)
    if (value.text !== "" || separator === ";") kept.push({ name, value });
  return kept;
}
