import type { WireRequest } from "../http/request.ts";
import { quotePosix } from "../shell/quote.ts";
import { decodeBytes, fromBase64 } from "../text/bytes.ts";
import { type Arguments, formatCommand, option } from "./curl-arguments.ts";
import type { Written } from "./define-snippet.ts";

/** curl writes them by itself, from the address and the body. */
const OF_THE_CONNECTION = new Set(["host", "content-length", "connection", "proxy-authorization"]);
/** curl adds them where they are not given; `Name:` without a value keeps it from that. */
const OF_CURL = ["User-Agent", "Accept", "Content-Type"];

/**
 * A request that was sent, as a command for bash, zsh, dash and fish: method, target, headers and body as they were,
 * secrets included. Declined where a command line cannot carry them (a NUL, a body that is no text).
 */
export function writeSentCurl({ method, url, headers, body }: WireRequest): Written {
  const own = headers.filter(([name]) => !OF_THE_CONNECTION.has(name.toLowerCase()));
  const given = new Set(own.map(([name]) => name.toLowerCase()));
  const text = body ? decodeBytes(fromBase64(body.base64) ?? new Uint8Array()) : undefined;
  const isPost = text !== undefined;
  const lines: Arguments[] = [
    [{ text: url }],
    [{ text: "--include" }],
    [{ text: "--http1.1" }],
    ...(/[[\]{}]/.test(url) ? [[{ text: "--globoff" }]] : []),
    ...(/\/\.{1,2}(?:\/|$|\?)/.test(url) ? [[{ text: "--path-as-is" }]] : []),
    ...(method === (isPost ? "POST" : "GET") ? [] : [option("--request", method)]),
    ...own.map(([name, value]) => option("--header", value === "" ? `${name};` : `${name}: ${value}`)),
    ...OF_CURL.filter((name) => !given.has(name.toLowerCase()) && (isPost || name !== "Content-Type")).map((name) =>
      option("--header", `${name}:`),
    ),
    ...(isPost ? [option("--data-raw", text)] : []),
  ];
  return formatCommand("curl", lines, quotePosix, " \\\n  ");
}
