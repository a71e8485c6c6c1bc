import type { BasicEncoding } from "../http/basic.ts";
import { type SecretRole, variableOf } from "./token-call.ts";

/** PowerShell text: a variable's value, percent-encoded. */
export function escapedVariable(role: SecretRole): string {
  return `[uri]::EscapeDataString($env:${variableOf(role)})`;
}

/** PowerShell text: base64 of `id:secret`, both from the environment. */
export function basicSource(encoding: BasicEncoding): string {
  const credentials =
    encoding === "form"
      ? `"$(${escapedVariable("clientId")}):$(${escapedVariable("clientSecret")})"`
      : `"$($env:CLIENT_ID):$($env:CLIENT_SECRET)"`;
  return `[Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes(${credentials}))`;
}
