import { FORM_TYPE, type HeaderField } from "../http/request.ts";
import type { Word } from "../shell/reading.ts";
import { encodeBytes } from "../text/bytes.ts";
import { addedBy, concat, isKnown, NOTHING, rewrite, slice, type Traced } from "../text/traced.ts";
import { basicHeader } from "./basic-header.ts";
import type { ImportNote, ImportReading } from "./reading.ts";
import { splitUrl } from "./url.ts";
import { lastValue, type OptionTable, parseOptions } from "./words.ts";

/** wget 1.21: the options that take a value, and the short names that matter here. */
const TABLE: OptionTable = {
  short: {
    O: "output-document",
    o: "output-file",
    a: "append-output",
    t: "tries",
    T: "timeout",
    w: "wait",
    Q: "quota",
    i: "input-file",
    B: "base",
    P: "directory-prefix",
    U: "user-agent",
    e: "execute",
    q: "quiet",
    S: "server-response",
    v: "verbose",
  },
  valued: new Set(
    (
      "output-document output-file append-output tries timeout wait quota input-file base directory-prefix user-agent execute post-data post-file body-data body-file method header user password " +
      "http-user http-password referer load-cookies save-cookies certificate private-key ca-certificate ca-directory secure-protocol limit-rate max-redirect proxy-user proxy-password " +
      "dns-timeout connect-timeout read-timeout waitretry bind-address local-encoding remote-encoding compression"
    ).split(" "),
  ),
};

/** The request that GNU Wget 1.21 sends first for these words (the program's name first). */
export function readWget(words: readonly Word[]): ImportReading {
  const { options, rest } = parseOptions(words.slice(1), TABLE);
  const notes: ImportNote[] = [];
  const url = rest[0]?.value;
  const location =
    url && splitUrl(/^[a-z][\w+.-]*:\/\//i.test(url.text) ? url : concat(addedBy("wget", "http://"), url));
  for (const { name, word } of options) {
    if (name === "post-file" || name === "body-file") notes.push({ kind: "data-from-file", span: word.span });
  }
  if (!location) {
    notes.push({ kind: "cannot-tell", span: words[0]?.span ?? { start: 0, end: 0 } });
    return { client: "wget", request: null, notes };
  }
  const fromFile = lastValue(options, "post-file", "body-file") && NOTHING;
  const body = lastValue(options, "post-data", "body-data") ?? fromFile ?? null;
  const typed = options.some(({ name }) => name.startsWith("post-")) ? addedBy("wget", "POST") : addedBy("wget", "GET");
  const method = lastValue(options, "method") ?? typed;
  const headers = defaultHeaders(location.host, lastValue(options, "user-agent"), lastValue(options, "referer"));
  // Credentials go out unasked only with --auth-no-challenge; else after a 401, in a second request.
  const [id, secret] = [lastValue(options, "http-user", "user"), lastValue(options, "http-password", "password")];
  if (id && options.some(({ name }) => name === "auth-no-challenge"))
    headers.push(basicHeader("wget", concat(id, addedBy("wget", ":"), secret ?? NOTHING)));
  else if (id)
    notes.push({
      kind: "credentials-after-challenge",
      span: options.find(({ value }) => value === id)?.word.span ?? { start: 0, end: 0 },
    });
  headers.push(field("Connection", "Keep-Alive"));
  if (body) {
    headers.push(field("Content-Type", FORM_TYPE));
    if (isKnown(body)) headers.push(field("Content-Length", String(encodeBytes(body.text).length)));
  }
  for (const { name, value } of options) if (name === "header") setHeader(headers, value);
  const target = rewrite(location.target, /[ "<>]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  return { client: "wget", request: { ...location, method, target, headers, body }, notes };
}

function field(name: string, value: string): HeaderField {
  return { name: addedBy("wget", name), value: addedBy("wget", value) };
}

function defaultHeaders(host: Traced, agent: Traced | undefined, referer: Traced | undefined): HeaderField[] {
  const headers = [
    { name: addedBy("wget", "Host"), value: host },
    { name: addedBy("wget", "User-Agent"), value: agent ?? addedBy("wget", "Wget/1.21.3") },
    field("Accept", "*/*"),
    field("Accept-Encoding", "identity"),
  ];
  return referer ? [{ name: addedBy("wget", "Referer"), value: referer }, ...headers] : headers;
}

/** --header replaces a header of that name in its place, or is added at the end. */
function setHeader(headers: HeaderField[], line: Traced): void {
  const colon = line.text.indexOf(":");
  if (colon < 1) return;
  const blank = /^\s*/.exec(line.text.slice(colon + 1))?.[0].length ?? 0;
  const given = { name: slice(line, 0, colon), value: slice(line, colon + 1 + blank) };
  const at = headers.findIndex(({ name }) => name.text.toLowerCase() === given.name.text.toLowerCase());
  if (at < 0) headers.push(given);
  else headers[at] = given;
}
