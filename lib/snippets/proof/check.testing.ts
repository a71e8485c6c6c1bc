import type { RefreshRequest } from "../../oauth/refresh-request.ts";
import type { Recorded } from "./recorder.testing.ts";

/** What is wrong with the requests that one snippet sent; null if it sent the one it should. */
export function findDifference(refresh: RefreshRequest, requests: readonly Recorded[]): string | null {
  const [request, ...more] = requests;
  if (!request) return "sent nothing";
  if (more.length > 0) return `sent ${requests.length} requests`;
  const url = new URL(refresh.tokenEndpoint);
  if (request.method !== "POST") return `method ${request.method}`;
  if (request.target !== url.pathname + url.search) return `target ${request.target}`;
  const all = (name: string) => request.headers.filter(([n]) => n.toLowerCase() === name).map(([, value]) => value);
  const wanted = new Map([
    ["accept", "application/json"],
    ["content-type", "application/x-www-form-urlencoded"],
    ...(refresh.headers ?? []).map(([name, value]) => [name.toLowerCase(), value] as const),
  ]);
  for (const [name, value] of wanted) {
    if (all(name).join("\n") !== value) return `${name}: ${all(name).join(" and ")}`;
  }
  const authorization = wanted.has("authorization") ? null : findAuthorizationDifference(refresh, all("authorization"));
  return authorization ?? findBodyDifference(refresh, request.body);
}

function findAuthorizationDifference(refresh: RefreshRequest, values: readonly string[]): string | null {
  const isBasic = refresh.clientAuth === "client_secret_basic";
  if (values.length !== (isBasic ? 1 : 0)) return `${values.length} Authorization headers`;
  if (!isBasic) return null;
  const base64 = /^Basic (\S+)$/.exec(values[0] ?? "")?.[1];
  if (base64 === undefined) return `Authorization ${values[0]}`;
  const text = Buffer.from(base64, "base64").toString("utf8");
  const id = refresh.clientId;
  const secret = refresh.clientSecret ?? "";
  if (refresh.basicEncoding === "raw") return text === `${id}:${secret}` ? null : `raw credentials ${text}`;
  const colon = text.indexOf(":");
  const [gotId, gotSecret] = [decode(text.slice(0, colon)), decode(text.slice(colon + 1))];
  if (/[^\x21-\x7e]/.test(text)) return `credentials not form-encoded: ${text}`;
  return gotId === id && gotSecret === secret ? null : `credentials ${JSON.stringify([gotId, gotSecret])}`;
}

function decode(text: string): string {
  return decodeURIComponent(text.replaceAll("+", "%20"));
}

function findBodyDifference(refresh: RefreshRequest, body: Buffer): string | null {
  const wanted: [string, string][] = [
    ["grant_type", "refresh_token"],
    ["refresh_token", refresh.refreshToken],
    ...Object.entries(refresh.params ?? {}),
  ];
  if (refresh.scope) wanted.push(["scope", refresh.scope]);
  if (refresh.clientAuth !== "client_secret_basic") wanted.push(["client_id", refresh.clientId]);
  if (refresh.clientAuth === "client_secret_post") wanted.push(["client_secret", refresh.clientSecret ?? ""]);
  const got = [...new URLSearchParams(body.toString("latin1"))];
  const sort = (pairs: string[][]) => JSON.stringify(pairs.map((pair) => JSON.stringify(pair)).sort());
  return sort(got) === sort(wanted) ? null : `parameters ${sort(got)} for ${sort(wanted)}`;
}
