import { encodeComponent } from "../../lib/http/form.ts";
import { decodeBytes, fromBase64 } from "../../lib/text/bytes.ts";
import type { Caught } from "./caught.ts";

/** What a connection adds for itself; the workbench works these out anew. */
const OF_THE_CONNECTION = /^(?:host|connection|content-length|transfer-encoding|expect|proxy-.*)$/i;

/** A caught request as the text of an HTTP request, ready for the workbench; undefined where it could not be read. */
export function toRequestText({ request }: Caught): string | undefined {
  if (!request) return undefined;
  const { method, url, headers, body } = request;
  const lines = headers.filter(([name]) => !OF_THE_CONNECTION.test(name)).map(([name, value]) => `${name}: ${value}`);
  const text = body ? decodeBytes(fromBase64(body.base64) ?? new Uint8Array()) : "";
  return [`${method} ${url} HTTP/1.1`, ...lines, "", text].join("\n");
}

/** What the request would be if it were right, with the values that can be read from it; undefined as above. */
export function toRightText(caught: Caught): string | undefined {
  const { request, understood } = caught;
  if (!request) return undefined;
  const header = (name: string) => request.headers.find(([each]) => each.toLowerCase() === name)?.[1];
  const value = (name: string) => understood.find((each) => each.name === name && each.value !== "")?.value;
  const json = decodeBytes(fromBase64(request.body?.base64 ?? "") ?? new Uint8Array());
  const written = (name: string) => new RegExp(`"${name}"\\s*:\\s*"([^"\\\\]*)"`).exec(json)?.[1];
  const [url = ""] = request.url.split("?");
  const authorization = header("authorization");
  const id = value("client_id") ?? written("client_id");
  const secret = value("client_secret") ?? written("client_secret");
  const pairs: [string, string | undefined][] = [
    ["grant_type", "refresh_token"],
    ["refresh_token", value("refresh_token") ?? written("refresh_token") ?? "REFRESH_TOKEN"],
    ["client_id", authorization === undefined ? id : undefined],
    ["client_secret", authorization === undefined ? secret : undefined],
  ];
  const body = pairs
    .flatMap(([name, text]) => (text === undefined ? [] : `${name}=${encodeComponent(text)}`))
    .join("&");
  return [
    `POST ${url} HTTP/1.1`,
    ...(authorization === undefined ? [] : [`Authorization: ${authorization}`]),
    "Content-Type: application/x-www-form-urlencoded",
    "",
    body,
  ].join("\n");
}
