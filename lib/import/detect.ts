import type { TextFormat } from "../http/format.ts";
import { isPrintedText } from "./reply-text.ts";

/** Where a command may begin: a line's start, a prompt, an operator, assignments and words that run another program. */
const AT_COMMAND =
  String.raw`(?:^|[;&|(]|\$\(|\)(?=[ \t]{0,9}do\b))[ \t\u00a0\u200b\u2060\ufeff]*(?:(?:PS )?[A-Za-z]:\\[^>\n]*>[ \t]*|[$>%#❯][ \t]+|PS[^>\n]*>[ \t]*)?` +
  String.raw`(?:(?:sudo|time|env|command|exec|then|do|call|&)[ \t]+|[A-Za-z_]\w*=\S*[ \t]+)*@?`;

function command(names: string): RegExp {
  return new RegExp(
    String.raw`${AT_COMMAND}(?:\$?["'])?(?:[\w./\\:-]*[/\\])?(?:${names})(?:\.exe)?["']?(?=[\s\u00a0\u200b–—'"‘’“”]|$)`,
    "im",
  );
}

// Quotes and carets in the middle of its name, or a dollar before them, do not keep a shell from finding it.
const CURL = command(String.raw`c["'\\^]{0,2}u["'\\^]{0,2}r["'\\^]{0,2}l`);
const WGET = command("wget");
const HTTPIE = new RegExp(
  String.raw`${AT_COMMAND}(?:https?|xhs?)[ \t]+(?:-\S+[ \t]+(?:"[^"\n]*"[ \t]+|'[^'\n]*'[ \t]+)?)*(?:(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b|:|https?:|\S+\.\w|\S*:\d|localhost)`,
  "m",
);
const POWERSHELL = /\b(?:Invoke-RestMethod|Invoke-WebRequest)\b|(?:^|[;|=(]\s*)(?:irm|iwr)\s+(?=\S)/im;
const HTTP =
  /^[ \t]*(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)[ \t]+(?:\/|https?:\/\/|\{\{|[\w-]+(?:\.[\w-]+)+|localhost|\*)/i;
const CODE =
  /\b(?:requests|axios|httpx|session|client|http|urllib3?|got|superagent|ky|Http|RestClient|HTTParty|Faraday|reqwest|guzzle)\b[\w.:?>-]*(?:\.|->|::)\s*(?:post|request|send|get|execute)\b|\b(?:curl_setopt|curl_init|wp_remote_post|http_build_query|HttpClient|HttpRequest|WebClient|RestRequest|URLSession|XMLHttpRequest|OkHttpClient|UrlFetchApp|FormUrlEncodedContent|RestTemplate|WebClient|RequestBody|MediaType|urlopen|NewRequest|PostForm|HttpURLConnection|PreparedStatement)\b|\b(?:request|axios|got|ky|needle)\s*\(\s*(?:\{|["'`]https?:)/i;
const CODE_LOOK =
  /^\s*(?:(?:const|let|var|import|from|using|public|private|async|await|def|function|return|require|package|func|fn|use|class)\b|\$\w+\s*=|<\?php|\w[\w.]*\s*=\s*\S|[\w.$]+(?:\.|->|::)\w+\s*\()/m;
const ERROR_CODE =
  /\b(?:invalid_(?:request|client|grant|scope|token)|unauthorized_client|unsupported_grant_type|access_denied|server_error|AADSTS\d{4,}|AADB2C\d+)\b/;

/** A command with its options: what was printed stands above it. */
const HAS_COMMAND = /^[^:\n]*\b(?:curl|wget)(?:\.exe)?[ \t]+(?=.*(?:-[A-Za-z-]|https?:))|(?:-Uri|-Method)[ \t]/im;

/** Which kind of text this is: the first reading that it allows, the strictest first. Pure look, nothing is parsed. */
export function detectFormat(text: string): TextFormat {
  const trimmed = text.trim();
  if (trimmed === "") return "unknown";
  if (/^[[{]/.test(trimmed)) return detectJson(trimmed);
  if (/^HTTP\/\d(?:\.\d)?[ \t]+\d{3}/.test(trimmed)) return "error-reply";
  if (HTTP.test(firstLine(trimmed))) return isPostmanText(trimmed) ? "postman" : "http";
  if (isPrintedText(trimmed) && !HAS_COMMAND.test(text)) return "error-reply";
  if (CURL.test(text)) return "curl";
  if (POWERSHELL.test(text)) return "powershell";
  if (WGET.test(text)) return "wget";
  if (HTTPIE.test(text)) return "httpie";
  if (/\bfetch\s*\(/.test(text)) return "fetch";
  if (CODE.test(text)) return "code";
  if (isReply(trimmed)) return "error-reply";
  return CODE_LOOK.test(text) && /[(;{=]/.test(text) ? "code" : "unknown";
}

function firstLine(text: string): string {
  return text.split("\n", 40).find((line) => line.trim() !== "" && !/^\s*(?:#|\/\/|@)/.test(line)) ?? "";
}

function isPostmanText(text: string): boolean {
  return /^Body \((?:form-data|x-www-form-urlencoded|raw)\)/im.test(text);
}

function detectJson(text: string): TextFormat {
  if (/^\{\s*"log"\s*:/.test(text) && text.includes('"entries"')) return "har";
  if (/"_?postman_?(?:id|schema)?|schema\.getpostman\.com/i.test(text) && /"(?:item|request)"\s*:/.test(text))
    return "postman";
  if (/"info"\s*:/.test(text) && /"item"\s*:/.test(text)) return "postman";
  return isReply(text) ? "error-reply" : "unknown";
}

/** An answer without its request: an OAuth error, a client's complaint, an HTML page. */
function isReply(text: string): boolean {
  return (
    /["“'](?:error|errors|errorType|error_description|message|status|ok)["”']\s*:/.test(text) ||
    /["“']access_token["”']\s*:/.test(text) ||
    ERROR_CODE.test(text) ||
    isPrintedText(text) ||
    /(?:^|\n)\s*curl: \(\d+\)/.test(text) ||
    /^\s*(?:<!doctype html|<html|<\?xml)/i.test(text) ||
    /(?:^|[?&\s])error=\w+/.test(text)
  );
}
