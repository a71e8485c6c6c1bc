import { FORM_TYPE, type HeaderField, type HttpRequest } from "../http/request.ts";
import type { CmdletCall, ShellName, ShellValue, TableEntry } from "../shell/reading.ts";
import { encodeBytes } from "../text/bytes.ts";
import type { Span } from "../text/span.ts";
import {
  addedBy,
  concat,
  concatAll,
  fromPieces,
  hullOrigin,
  isKnown,
  mapKnown,
  NOTHING,
  rewrite,
  type Traced,
  unknownValue,
} from "../text/traced.ts";
import { basicHeader } from "./basic-header.ts";
import type { ImportNote, ImportReading } from "./reading.ts";
import { splitUrl } from "./url.ts";

/** Headers that .NET Framework takes by a property only, so that Windows PowerShell refuses them in a table. */
const RESTRICTED =
  /^(?:accept|connection|content-length|content-type|date|expect|host|if-modified-since|range|referer|transfer-encoding|user-agent)$/i;
/** Of these Windows PowerShell moves some to their properties by itself, Accept since 4.0. */
const MOVED = /^(?:accept|user-agent)$/i;

const AGENTS: Readonly<Record<string, string>> = {
  powershell: "Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1.19041.1",
  pwsh: "Mozilla/5.0 (Windows NT 10.0; Microsoft Windows 10.0.19045; en-US) PowerShell/7.4.0",
};

/**
 * The request of an Invoke-RestMethod or Invoke-WebRequest call. A table as body becomes a form, or the query of a GET; a
 * text goes out as it is, under the form's type where none is given. Null where the cmdlet refuses its parameters.
 */
export function readCmdlet(call: CmdletCall, shell: ShellName, span: Span): ImportReading {
  const { parameters, written } = call;
  const by = /rest|irm/i.test(written) ? "Invoke-RestMethod" : "Invoke-WebRequest";
  const refusal = findRefusal(call, shell);
  if (refusal) return { client: by, request: null, notes: [refusal] };
  const notes: ImportNote[] = [];
  const find = (name: string) => parameters.find((one) => one.name.toLowerCase() === name);
  const refuse = (kind: string, at: Span, data: Readonly<Record<string, string>>): ImportReading => {
    notes.push({ kind, span: at, data });
    return { client: by, request: null, notes };
  };
  const url = textOf(find("uri")?.value);
  const address =
    url && splitUrl(/^[a-z]+:\/\//i.test(url.text) || !isKnown(url) ? url : concat(addedBy(by, "http://"), url));
  if (!address) return refuse("cannot-tell", span, { missing: "the address" });
  const headers = tableOf(find("headers")?.value);
  const restricted = headers.find(({ name }) => RESTRICTED.test(name.text) && !MOVED.test(name.text));
  if (shell === "powershell" && restricted) {
    return refuse("restricted-header", restricted.span, { name: restricted.name.text });
  }
  const method = methodOf(textOf(find("method")?.value) ?? textOf(find("custommethod")?.value), by);
  const given = find("body")?.value ?? null;
  const isQuery = method.text === "GET" && given?.kind === "table";
  if (shell === "powershell" && given && !isQuery && /^(?:GET|HEAD)$/.test(method.text)) {
    return refuse("body-with-get", given.span, { method: method.text });
  }
  const scheme = textOf(find("authentication")?.value);
  const isOpen = find("allowunencryptedauthentication") !== undefined;
  if (scheme && address.scheme !== "https" && !isOpen && scheme.text.toLowerCase() !== "none") {
    return refuse("unencrypted-authentication", find("authentication")?.span ?? span, { scheme: scheme.text });
  }
  const type = textOf(find("contenttype")?.value);
  const form = find("form")?.value;
  const raw = form ? multipart(tableOf(form), by) : given && !isQuery ? bodyOf(given, by) : null;
  const isLatin = shell === "powershell" && raw !== null && !(given?.kind === "text" && given.as === "bytes");
  const body = isLatin && !/charset=["']?utf-8/i.test(type?.text ?? "") ? toLatin(raw) : raw;
  const credential = find("credential")?.value;
  if (credential && scheme?.text.toLowerCase() !== "basic") {
    notes.push({ kind: "credentials-after-challenge", span: credential.span });
  }
  const own: HeaderField[] = headers.map(({ name, value }) => ({ name, value: textOf(value) ?? NOTHING }));
  const has = (name: string) => own.some((field) => field.name.text.toLowerCase() === name);
  const add = (name: string, value: string | Traced): HeaderField => ({
    name: addedBy(by, name),
    value: typeof value === "string" ? addedBy(by, value) : value,
  });
  const host = add("Host", address.host);
  const agent = has("user-agent")
    ? []
    : [
        add(
          "User-Agent",
          textOf(find("useragent")?.value) ?? sessionAgent(find("websession")?.value) ?? AGENTS[shell] ?? "",
        ),
      ];
  const content = has("content-type") ? [] : contentType(type, body, form !== undefined, method.text, by);
  const length = body ? [add("Content-Length", String(encodeBytes(body.text).length))] : [];
  const authorization = authorizationOf(credential, scheme?.text.toLowerCase(), textOf(find("token")?.value), by);
  const request: HttpRequest = {
    method,
    scheme: address.scheme,
    host: address.host,
    target: isQuery ? withQuery(address.target, toForm(tableOf(given), by), by) : address.target,
    headers:
      shell === "powershell"
        ? [
            ...own,
            ...agent,
            ...content,
            host,
            ...length,
            ...(body && body.text !== "" ? [add("Expect", "100-continue")] : []),
            ...(find("disablekeepalive") ? [add("Connection", "Close")] : [add("Connection", "Keep-Alive")]),
          ]
        : [
            host,
            ...authorization,
            ...own,
            ...agent,
            add("Accept-Encoding", "gzip, deflate, br"),
            ...content,
            ...length,
          ],
    body,
  };
  return { client: by, request, notes };
}

function sessionAgent(session: ShellValue | null | undefined): Traced | undefined {
  return textOf(tableOf(session).find(({ name }) => name.text.toLowerCase() === "useragent")?.value);
}

/** Parameters that take one of a few words; any clear beginning of one will do. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  Method: ["Default", "Delete", "Get", "Head", "Merge", "Options", "Patch", "Post", "Put", "Trace"],
  Authentication: ["None", "Basic", "Bearer", "OAuth"],
};

/** Why the cmdlet does not even start: what PowerShell says of its parameters, in the order in which it looks at them. */
function findRefusal({ parameters }: CmdletCall, shell: ShellName): ImportNote | null {
  const unclear = parameters.find(({ fitting }) => fitting !== undefined);
  if (unclear) {
    const { span, written: parameter, fitting = [] } = unclear;
    return fitting.length === 0
      ? { kind: "unknown-parameter", span, data: { parameter } }
      : { kind: "ambiguous-parameter", span, data: { parameter, candidates: fitting.join(", ") } };
  }
  const twice = parameters.find(({ name }, i) => name !== "" && parameters.findIndex((one) => one.name === name) < i);
  if (twice) return { kind: "parameter-twice", span: twice.span, data: { parameter: twice.name } };
  const bare = parameters.find(
    ({ name, value, isSwitch, written }) => name !== "" && written !== "" && !isSwitch && value === null,
  );
  if (bare) return { kind: "missing-argument", span: bare.span, data: { parameter: bare.name } };
  for (const { name, value, span } of parameters) {
    if (name === "Headers" && value?.kind === "text" && isKnown(value.value) && value.value.pieces.length > 0) {
      return { kind: "unconvertible-value", span, data: { parameter: name, wanted: "a table" } };
    }
    const choices = CHOICES[name];
    const text = textOf(value);
    if (!choices || !text || !isKnown(text)) continue;
    const fitting = choices.filter((choice) => choice.toLowerCase().startsWith(text.text.toLowerCase()));
    if (fitting.length === 0)
      return { kind: "unconvertible-value", span, data: { parameter: name, wanted: `one of ${choices.join(", ")}` } };
  }
  const extra = parameters.find(({ name }) => name === "");
  if (extra)
    return { kind: "positional-argument", span: extra.span, data: { argument: textOf(extra.value)?.text ?? "" } };
  const newer =
    parameters.some(({ name }) => name === "Token") && !parameters.some(({ name }) => name === "Authentication");
  if (shell === "pwsh" && newer) {
    const token = parameters.find(({ name }) => name === "Token");
    if (token) return { kind: "token-without-authentication", span: token.span };
  }
  return null;
}

function textOf(value: ShellValue | null | undefined): Traced | undefined {
  return value?.kind === "text" ? value.value : undefined;
}

function tableOf(value: ShellValue | null | undefined): readonly TableEntry[] {
  return value?.kind === "table" ? value.entries : [];
}

/** The names of the enumeration are sent in capitals. */
function methodOf(method: Traced | undefined, by: string): Traced {
  if (!method || !isKnown(method)) return method ?? addedBy(by, "GET");
  const origin = hullOrigin(method);
  return origin ? fromPieces([{ text: method.text.toUpperCase(), origin }]) : method;
}

function bodyOf(value: ShellValue, by: string): Traced | null {
  if (value.kind === "table") return toForm(value.entries, by);
  return value.kind === "text" ? value.value : unknownValue("body", "", { door: "text", ...value.span });
}

function toForm(entries: readonly TableEntry[], by: string): Traced {
  const pairs = entries.map(({ name, value }) =>
    concat(
      encoded(name),
      addedBy(by, "="),
      encoded(textOf(value) ?? unknownValue("value", "", { door: "text", ...value.span })),
    ),
  );
  return concatAll(pairs.flatMap((pair, i) => (i === 0 ? [pair] : [addedBy(by, "&"), pair])));
}

/** As .NET's WebUtility.UrlEncode, which both versions use for tables. */
function encoded(value: Traced): Traced {
  const encode = (text: string) =>
    text.replace(/[^A-Za-z0-9\-._!*()]+/gu, (run) =>
      Array.from(encodeBytes(run), (byte) =>
        byte === 0x20 ? "+" : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`,
      ).join(""),
    );
  return mapKnown(value, encode);
}

/** The bytes that Windows PowerShell makes of a text: ISO-8859-1, where what it has not is a question mark. */
function toLatin(body: Traced): Traced {
  return rewrite(body, /[^\u0000-\u007F\uDC80-\uDCFF]/gu, (char) => {
    const code = char.codePointAt(0) ?? 0;
    return code <= 0xff ? String.fromCharCode(0xdc00 + code) : "?".repeat(char.length);
  });
}

function multipart(entries: readonly TableEntry[], by: string): Traced {
  const parts = entries.map(({ name, value }) =>
    concat(
      addedBy(by, "--boundary\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Disposition: form-data; name="),
      name,
      addedBy(by, "\r\n\r\n"),
      textOf(value) ?? NOTHING,
      addedBy(by, "\r\n"),
    ),
  );
  return concatAll([...parts, addedBy(by, "--boundary--\r\n")]);
}

function withQuery(target: Traced, query: Traced, by: string): Traced {
  return concat(target, addedBy(by, target.text.includes("?") ? "&" : "?"), query);
}

function contentType(
  given: Traced | undefined,
  body: Traced | null,
  isForm: boolean,
  method: string,
  by: string,
): HeaderField[] {
  const name = addedBy(by, "Content-Type");
  if (given) return [{ name, value: given }];
  if (isForm) return [{ name, value: addedBy(by, 'multipart/form-data; boundary="boundary"') }];
  return body && method === "POST" ? [{ name, value: addedBy(by, FORM_TYPE) }] : [];
}

/** A credential is an object that only run time knows; -Authentication sends it at once. */
function authorizationOf(
  credential: ShellValue | null | undefined,
  scheme: string | undefined,
  token: Traced | undefined,
  by: string,
): HeaderField[] {
  if ((scheme === "bearer" || scheme === "oauth") && token) {
    return [{ name: addedBy(by, "Authorization"), value: concat(addedBy(by, "Bearer "), token) }];
  }
  if (scheme !== "basic" || !credential) return [];
  const entries = tableOf(credential);
  const [user, password] = ["UserName", "Password"].map((name) =>
    textOf(entries.find((entry) => entry.name.text === name)?.value),
  );
  if (user && password) return [basicHeader(by, concat(user, addedBy(by, ":"), password))];
  const { pieces } = textOf(credential) ?? NOTHING;
  const name = pieces[0]?.unknown ?? "credential";
  const part = (which: string) => unknownValue(`${name}.${which}`, `<${which}>`, { door: "text", ...credential.span });
  return [basicHeader(by, concat(part("UserName"), addedBy(by, ":"), part("Password")))];
}
