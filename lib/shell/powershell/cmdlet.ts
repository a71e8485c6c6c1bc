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

const PARAMETERS = [
  "AllowInsecureRedirect",
  "AllowUnencryptedAuthentication",
  "Authentication",
  "Body",
  "Certificate",
  "CertificateThumbprint",
  "ConnectionTimeoutSeconds",
  "ContentType",
  "Credential",
  "CustomMethod",
  "DisableKeepAlive",
  "ErrorAction",
  "ErrorVariable",
  "FollowRelLink",
  "Form",
  "Headers",
  "HttpVersion",
  "InFile",
  "MaximumFollowRelLink",
  "MaximumRedirection",
  "MaximumRetryCount",
  "Method",
  "NoProxy",
  "OperationTimeoutSeconds",
  "OutFile",
  "OutVariable",
  "PassThru",
  "PreserveAuthorizationOnRedirect",
  "Proxy",
  "ProxyCredential",
  "ProxyUseDefaultCredentials",
  "ResponseHeadersVariable",
  "Resume",
  "RetryIntervalSec",
  "SessionVariable",
  "SkipCertificateCheck",
  "SkipHeaderValidation",
  "SkipHttpErrorCheck",
  "SslProtocol",
  "StatusCodeVariable",
  "TimeoutSec",
  "Token",
  "TransferEncoding",
  "Uri",
  "UseBasicParsing",
  "UseDefaultCredentials",
  "UserAgent",
  "Verbose",
  "WebSession",
] as const;

const SWITCHES = new Set([
  "AllowInsecureRedirect",
  "AllowUnencryptedAuthentication",
  "DisableKeepAlive",
  "FollowRelLink",
  "NoProxy",
  "PassThru",
  "PreserveAuthorizationOnRedirect",
  "ProxyUseDefaultCredentials",
  "Resume",
  "SkipCertificateCheck",
  "SkipHeaderValidation",
  "SkipHttpErrorCheck",
  "UseBasicParsing",
  "UseDefaultCredentials",
  "Verbose",
]);

/** `curl` and `wget` are names of Invoke-WebRequest in Windows PowerShell only. */
export function isWebCmdlet(name: string, version: Version): boolean {
  const lower = name.toLowerCase();
  return lower in CMDLETS || (version === "powershell" && (lower === "curl" || lower === "wget"));
}

/** The call with its parameters by their full names; splatted tables are opened, the pipeline's input is the body. */
export function toCmdletCall(written: string, args: readonly Argument[], input: Value | null): CmdletCall {
  const parameters: CmdletParameter[] = [];
  for (let i = 0; i < args.length; i++) {
    const argument = args[i];
    if (!argument) break;
    if (argument.splat) parameters.push(...openSplat(argument));
    else if (argument.parameter === null) parameters.push(toPositional(argument, parameters));
    else {
      const name = fullName(argument.parameter);
      const next = args[i + 1];
      const takesNext =
        argument.value === null && !SWITCHES.has(name) && next && next.parameter === null && !next.splat;
      if (takesNext) i++;
      const value = argument.value ?? (takesNext ? next.value : null);
      const end = takesNext ? next.span.end : argument.span.end;
      const span = { start: argument.span.start, end };
      parameters.push({ name, written: argument.parameter, value: shellValue(value), span });
    }
  }
  if (input && isShellValue(input) && !parameters.some(({ name }) => name === "Body")) {
    parameters.push({ name: "Body", written: "", value: input, span: input.span });
  }
  return { name: CMDLETS[written.toLowerCase()] ?? "Invoke-WebRequest", written, parameters };
}

function shellValue(value: Value | null): ShellValue | null {
  return value && isShellValue(value) ? value : null;
}

/** The only parameter with a position is the address. */
function toPositional(argument: Argument, before: readonly CmdletParameter[]): CmdletParameter {
  const isFirst = !before.some(({ name }) => name === "Uri");
  return { name: isFirst ? "Uri" : "", written: "", value: shellValue(argument.value), span: argument.span };
}

function openSplat({ value }: Argument): CmdletParameter[] {
  if (value?.kind !== "table") return [];
  return value.entries.map((entry) => ({
    name: fullName(entry.name.text),
    written: entry.name.text,
    value: entry.value,
    span: entry.span,
  }));
}

/** PowerShell takes any beginning that fits only one name. */
function fullName(written: string): string {
  const lower = written.toLowerCase();
  const fitting = PARAMETERS.filter((name) => name.toLowerCase().startsWith(lower));
  const exact = fitting.find((name) => name.length === written.length);
  return exact ?? (fitting.length === 1 ? (fitting[0] ?? written) : written);
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
