import { encodeComponent } from "../http/form.ts";
import { FORM_TYPE, type HeaderField, type HttpRequest } from "../http/request.ts";
import type { CmdletCall, ShellName, ShellValue, TableEntry } from "../shell/reading.ts";
import { encodeBytes } from "../text/bytes.ts";
import type { Span } from "../text/span.ts";
import {
  addedBy,
  concat,
  fromPieces,
  hullOrigin,
  isKnown,
  NOTHING,
  type Piece,
  type Traced,
  unknownValue,
} from "../text/traced.ts";
import { basicHeader } from "./basic-header.ts";
import type { ImportNote, ImportReading } from "./reading.ts";
import { splitUrl } from "./url.ts";

/** Headers that .NET Framework takes by a property only, so that Windows PowerShell refuses them in a table. */
const RESTRICTED =
  /^(?:accept|connection|content-length|content-type|date|expect|host|if-modified-since|range|referer|transfer-encoding|user-agent)$/i;
/** Of these Windows PowerShell 5.1 itself moves User-Agent to its property. */
const MOVED = /^user-agent$/i;

const AGENTS: Readonly<Record<string, string>> = {
  powershell: "Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1.19041.1",
  pwsh: "Mozilla/5.0 (Windows NT 10.0; Microsoft Windows 10.0.19045; en-US) PowerShell/7.4.0",
};

/**
 * The request of an Invoke-RestMethod or Invoke-WebRequest call. A table as body becomes a form, or the query of a GET; a
 * text goes out as it is, under the form's type where none is given. Null where the cmdlet refuses its parameters.
 */
export function readCmdlet({ parameters, written }: CmdletCall, shell: ShellName, span: Span): ImportReading {
  const notes: ImportNote[] = [];
  const by = /rest|irm/i.test(written) ? "Invoke-RestMethod" : "Invoke-WebRequest";
  const find = (name: string) => parameters.find((one) => one.name.toLowerCase() === name);
  const refuse = (kind: string, at: Span, data: Readonly<Record<string, string>>): ImportReading => {
    notes.push({ kind, span: at, data });
    return { client: by, request: null, notes };
  };
  const known = parameters.find(({ name }) => !KNOWN.test(name));
  if (known) return refuse("unknown-parameter", known.span, { parameter: known.written });
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
  const form = find("form")?.value;
  const body = form ? multipart(tableOf(form), by) : given && !isQuery ? bodyOf(given, by) : null;
  const credential = find("credential")?.value;
  const scheme = textOf(find("authentication")?.value)?.text.toLowerCase();
  if (credential && scheme !== "basic") notes.push({ kind: "credentials-after-challenge", span: credential.span });
  const own: HeaderField[] = headers.map(({ name, value }) => ({ name, value: textOf(value) ?? NOTHING }));
  const has = (name: string) => own.some((field) => field.name.text.toLowerCase() === name);
  const type = textOf(find("contenttype")?.value);
  const request: HttpRequest = {
    method,
    scheme: address.scheme,
    host: address.host,
    target: isQuery ? withQuery(address.target, toForm(tableOf(given), by), by) : address.target,
    headers: [
      { name: addedBy(by, "Host"), value: address.host },
      ...authorizationOf(credential, scheme, textOf(find("token")?.value), by),
      ...own,
      ...(has("user-agent")
        ? []
        : [
            {
              name: addedBy(by, "User-Agent"),
              value: textOf(find("useragent")?.value) ?? addedBy(by, AGENTS[shell] ?? ""),
            },
          ]),
      ...(has("content-type") ? [] : contentType(type, body, form !== undefined, method.text, by)),
      ...(body
        ? [{ name: addedBy(by, "Content-Length"), value: addedBy(by, String(encodeBytes(body.text).length)) }]
        : []),
    ],
    body,
  };
  return { client: by, request, notes };
}

/** The parameters of both cmdlets in both versions. */
const KNOWN =
  /^(?:uri|method|custommethod|body|headers|contenttype|useragent|credential|authentication|token|form|infile|outfile|passthru|timeoutsec|connectiontimeoutseconds|operationtimeoutseconds|maximumredirection|maximumretrycount|retryintervalsec|usebasicparsing|usedefaultcredentials|sessionvariable|websession|certificate|certificatethumbprint|skipcertificatecheck|skipheadervalidation|skiphttperrorcheck|allowunencryptedauthentication|allowinsecureredirect|preserveauthorizationonredirect|responseheadersvariable|statuscodevariable|httpversion|sslprotocol|transferencoding|disablekeepalive|proxy\w*|noproxy|followrellink|maximumfollowrellink|resume|verbose|debug|erroraction|errorvariable|warningaction|warningvariable|informationaction|informationvariable|outvariable|outbuffer|pipelinevariable|progressaction)$/i;

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
  return concat(...pairs.flatMap((pair, i) => (i === 0 ? [pair] : [addedBy(by, "&"), pair])));
}

function encoded(value: Traced): Traced {
  const pieces = value.pieces.map(
    (piece): Piece => (piece.unknown === undefined ? { ...piece, text: encodeComponent(piece.text) } : piece),
  );
  return fromPieces(pieces);
}

function multipart(entries: readonly TableEntry[], by: string): Traced {
  const parts = entries.map(({ name, value }) =>
    concat(
      addedBy(by, "--boundary\r\nContent-Disposition: form-data; name="),
      name,
      addedBy(by, "\r\n\r\n"),
      textOf(value) ?? NOTHING,
      addedBy(by, "\r\n"),
    ),
  );
  return concat(...parts, addedBy(by, "--boundary--\r\n"));
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
  const { pieces } = textOf(credential) ?? NOTHING;
  const name = pieces[0]?.unknown ?? "credential";
  const part = (which: string) => unknownValue(`${name}.${which}`, `<${which}>`, { door: "text", ...credential.span });
  return [basicHeader(by, concat(part("UserName"), addedBy(by, ":"), part("Password")))];
}
