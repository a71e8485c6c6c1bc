import type { RefreshRequest } from "../oauth/refresh-request.ts";
import csharpHttpClient from "./csharp-httpclient.ts";
import curlBatch from "./curl-batch.ts";
import curlCmd from "./curl-cmd.ts";
import curlPosix from "./curl-posix.ts";
import curlPowershell from "./curl-powershell.ts";
import type { Snippet, SnippetTarget, Written } from "./define-snippet.ts";
import goNetHttp from "./go-net-http.ts";
import httpFile from "./http-file.ts";
import httpie from "./httpie.ts";
import invokeRestMethod from "./invoke-restmethod.ts";
import javaHttpClient from "./java-httpclient.ts";
import javascriptFetch from "./javascript-fetch.ts";
import nodeHttps from "./node-https.ts";
import phpCurl from "./php-curl.ts";
import phpGuzzle from "./php-guzzle.ts";
import postmanCollection from "./postman-collection.ts";
import pythonHttpx from "./python-httpx.ts";
import pythonRequests from "./python-requests.ts";
import pythonUrllib from "./python-urllib.ts";
import rawHttp from "./raw-http.ts";
import rubyNetHttp from "./ruby-net-http.ts";
import rustReqwest from "./rust-reqwest.ts";
import {
  type SecretRole,
  type SecretsIn,
  type SecretsMode,
  type TokenCall,
  type TokenCallResult,
  toTokenCall,
  valuesOf,
  variableOf,
} from "./token-call.ts";
import wget from "./wget.ts";

/** Every target, in the order in which they are shown. */
export const SNIPPET_TARGETS: readonly SnippetTarget[] = [
  curlPosix,
  curlCmd,
  curlBatch,
  curlPowershell,
  invokeRestMethod,
  rawHttp,
  httpFile,
  javascriptFetch,
  nodeHttps,
  pythonRequests,
  pythonHttpx,
  pythonUrllib,
  csharpHttpClient,
  phpCurl,
  phpGuzzle,
  rubyNetHttp,
  goNetHttp,
  javaHttpClient,
  rustReqwest,
  httpie,
  wget,
  postmanCollection,
];

/**
 * The refresh in every target. In env mode (RFC 6749 values in variables) no text holds the id, the secret or the token;
 * a target that cannot express the request is declined with the reason. Never throws.
 */
export function toSnippets(
  refresh: RefreshRequest,
  { secrets, secretsIn }: { readonly secrets: SecretsMode; readonly secretsIn?: SecretsIn },
): Snippet[] {
  const result = toTokenCall(refresh, secrets, secretsIn);
  return SNIPPET_TARGETS.map((target) => toSnippet(target, result));
}

/** The call in one target. */
export function toSnippet(target: SnippetTarget, result: TokenCallResult): Snippet {
  const { id, label, language } = target;
  const written: Written = result.ok ? target.write(result.call) : { declined: result.reason };
  if ("declined" in written) return { id, label, language, code: null, declined: written.declined };
  const env = result.ok ? variablesIn(written.code, target, result.call) : {};
  return {
    id,
    label,
    language,
    code: written.code,
    ...(Object.keys(env).length > 0 && { env }),
    ...(written.notes && { notes: written.notes }),
  };
}

/** The variables that the text really reads: a target may write an empty value as nothing. */
function variablesIn(code: string, target: SnippetTarget, call: TokenCall): Record<string, SecretRole> {
  const env: Record<string, SecretRole> = {};
  for (const { role } of valuesOf(call)) {
    if (role === null) continue;
    const name = target.names === "placeholder" ? variableOf(role).toLowerCase() : variableOf(role);
    if (code.includes(name)) env[name] = role;
  }
  return env;
}
