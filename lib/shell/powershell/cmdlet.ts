import type { CmdletCall, CmdletParameter, ShellValue } from "../reading.ts";
import type { Argument } from "./command.ts";
import { formatJson } from "./json.ts";
import { isShellValue, type Reader, type Value, type Version } from "./reader.ts";

const CMDLETS: Readonly<Record<string, CmdletCall["name"]>> = {
  "invoke-restmethod": "Invoke-RestMethod",
  irm: "Invoke-RestMethod",
  "invoke-webrequest": "Invoke-WebRequest",
  iwr: "Invoke-WebRequest",
};

/** The parameters of both cmdlets, common ones included; `7` marks what Windows PowerShell has not. */
const PARAMETERS: readonly (readonly [name: string, kind?: "switch" | undefined, since?: 7])[] = [
  ["AllowInsecureRedirect", "switch", 7],
  ["AllowUnencryptedAuthentication", "switch", 7],
  ["Authentication", undefined, 7],
  ["Body"],
  ["Certificate"],
  ["CertificateThumbprint"],
  ["ConnectionTimeoutSeconds", undefined, 7],
  ["ContentType"],
  ["Credential"],
  ["CustomMethod", undefined, 7],
  ["Debug", "switch"],
  ["DisableKeepAlive", "switch"],
  ["ErrorAction"],
  ["ErrorVariable"],
  ["FollowRelLink", "switch", 7],
  ["Form", undefined, 7],
  ["Headers"],
  ["HttpVersion", undefined, 7],
  ["InFile"],
  ["InformationAction"],
  ["InformationVariable"],
  ["MaximumFollowRelLink", undefined, 7],
  ["MaximumRedirection"],
  ["MaximumRetryCount", undefined, 7],
  ["Method"],
  ["NoProxy", "switch", 7],
  ["OperationTimeoutSeconds", undefined, 7],
  ["OutBuffer"],
  ["OutFile"],
  ["OutVariable"],
  ["PassThru", "switch"],
  ["PipelineVariable"],
  ["PreserveAuthorizationOnRedirect", "switch", 7],
  ["ProgressAction", undefined, 7],
  ["Proxy"],
  ["ProxyCredential"],
  ["ProxyUseDefaultCredentials", "switch"],
  ["ResponseHeadersVariable", undefined, 7],
  ["Resume", "switch", 7],
  ["RetryIntervalSec", undefined, 7],
  ["SessionVariable"],
  ["SkipCertificateCheck", "switch", 7],
  ["SkipHeaderValidation", "switch", 7],
  ["SkipHttpErrorCheck", "switch", 7],
  ["SslProtocol", undefined, 7],
  ["StatusCodeVariable", undefined, 7],
  ["TimeoutSec"],
  ["Token", undefined, 7],
  ["TransferEncoding"],
  ["Uri"],
  ["UseBasicParsing", "switch"],
  ["UseDefaultCredentials", "switch"],
  ["UserAgent"],
  ["Verbose", "switch"],
  ["WarningAction"],
  ["WarningVariable"],
  ["WebSession"],
];

/** Other names of them, as PowerShell knows them; a beginning of one counts as one of the name. */
const ALIASES: Readonly<Record<string, string>> = {
  cm: "CustomMethod",
  db: "Debug",
  ea: "ErrorAction",
  ev: "ErrorVariable",
  infa: "InformationAction",
  iv: "InformationVariable",
  ob: "OutBuffer",
  ov: "OutVariable",
  pv: "PipelineVariable",
  proga: "ProgressAction",
  rhv: "ResponseHeadersVariable",
  sv: "SessionVariable",
  vb: "Verbose",
  wa: "WarningAction",
  wv: "WarningVariable",
};

/** `curl` and `wget` are names of Invoke-WebRequest in Windows PowerShell only. */
export function isWebCmdlet(name: string, version: Version): boolean {
  const lower = name.toLowerCase();
  return lower in CMDLETS || (version === "powershell" && (lower === "curl" || lower === "wget"));
}

/** The call with its parameters by their full names; splatted tables are opened, the pipeline's input is the body. */
export function toCmdletCall(
  written: string,
  args: readonly Argument[],
  input: Value | null,
  version: Version,
): CmdletCall {
  const parameters: CmdletParameter[] = [];
  for (let i = 0; i < args.length; i++) {
    const argument = args[i];
    if (!argument) break;
    if (argument.splat) for (const parameter of openSplat(argument, version)) parameters.push(parameter);
    else if (argument.parameter === null) parameters.push(toPositional(argument, parameters));
    else {
      const found = findParameter(argument.parameter, version);
      const next = args[i + 1];
      const takesNext = argument.value === null && !found.isSwitch && next && next.parameter === null && !next.splat;
      if (takesNext) i++;
      const value = argument.value ?? (takesNext ? next.value : null);
      const end = takesNext ? next.span.end : argument.span.end;
      const span = { start: argument.span.start, end };
      parameters.push({ ...found, written: argument.parameter, value: shellValue(value), span });
    }
  }
  if (input && isShellValue(input) && !parameters.some(({ name }) => name === "Body")) {
    parameters.push({ name: "Body", written: "", value: input, span: input.span });
  }
  return { name: CMDLETS[written.toLowerCase()] ?? "Invoke-WebRequest", written, parameters };
}

/** The bytes of a text are sent as they are, so they are that text. */
function shellValue(value: Value | null): ShellValue | null {
  if (value?.kind === "bytes") return { kind: "text", value: value.text, span: value.span, as: "bytes" };
  return value && isShellValue(value) ? value : null;
}

/** The only parameter with a position is the address. */
function toPositional(argument: Argument, before: readonly CmdletParameter[]): CmdletParameter {
  const isFirst = !before.some(({ name }) => name === "Uri");
  return { name: isFirst ? "Uri" : "", written: "", value: shellValue(argument.value), span: argument.span };
}

function openSplat({ value }: Argument, version: Version): CmdletParameter[] {
  if (value?.kind !== "table") return [];
  return value.entries.map((entry) => ({
    ...findParameter(entry.name.text, version),
    written: entry.name.text,
    value: entry.value,
    span: entry.span,
  }));
}

/** PowerShell takes any beginning that fits only one parameter. */
function findParameter(written: string, version: Version): Pick<CmdletParameter, "name" | "fitting" | "isSwitch"> {
  const lower = written.toLowerCase();
  const known = PARAMETERS.filter(([, , since]) => since === undefined || version === "pwsh");
  const exact = known.find(([name]) => name.toLowerCase() === lower || ALIASES[lower] === name);
  const begun = new Set(Object.keys(ALIASES).flatMap((alias) => (alias.startsWith(lower) ? ALIASES[alias] : [])));
  const fitting = exact ? [exact] : known.filter(([name]) => name.toLowerCase().startsWith(lower) || begun.has(name));
  const [first] = fitting;
  if (!first || fitting.length > 1) return { name: written, fitting: fitting.map(([name]) => name) };
  return { name: first[0], isSwitch: first[1] === "switch" };
}

/** ConvertTo-Json of its argument or of what is piped into it. */
export function convertToJson(reader: Reader, args: readonly Argument[], input: Value | null, start: number): Value {
  const compress = args.some(({ parameter }) => parameter !== null && /^co/i.test(parameter));
  const at = args.findIndex(({ parameter }) => parameter !== null && /^i/i.test(parameter));
  const positional = args.find(({ parameter }, i) => parameter === null && !/^d/i.test(args[i - 1]?.parameter ?? ""));
  const value = input ?? (at >= 0 ? (args[at]?.value ?? args[at + 1]?.value) : positional?.value) ?? null;
  const json = value && formatJson(value, reader.version, compress);
  if (!json) return reader.unknown(reader.text.slice(start, reader.pos).trim(), start);
  reader.spend(json, start);
  return { kind: "text", value: json, span: value.span };
}
