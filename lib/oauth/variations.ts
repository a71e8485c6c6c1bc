import { formatBasic } from "../http/basic.ts";
import { FORM_TYPE } from "../http/request.ts";
import type { RefreshRequest } from "./refresh-request.ts";

/** The same refresh with one thing changed. */
export interface Variation {
  /** Stable: `as-given`, `basic-raw`, `body`, … */
  readonly id: string;
  readonly label: string;
  /** What differs from the request as given, in a sentence. */
  readonly change: string;
  readonly refresh: RefreshRequest;
}

/** Variations of one request, the one as given among them: no server should see more made-up tokens than that. */
export const MOST_VARIATIONS = 8;

/**
 * The request as given and its variations, each with one minimal difference, the likeliest first. One that makes no
 * difference for the values at hand is left out, and so is one that lacks what it would send.
 */
export function toVariations(given: RefreshRequest): Variation[] {
  const asGiven = { id: "as-given", label: "As given", change: "Nothing is changed.", refresh: given };
  return [asGiven, ...clientVariations(given), ...wireVariations(given)].slice(0, MOST_VARIATIONS);
}

function clientVariations(given: RefreshRequest): Variation[] {
  const { clientId, clientSecret, clientAuth } = given;
  const variations: Variation[] = [];
  const hasOwnHeader = isHeaderGiven(given, "authorization");
  if (clientSecret !== undefined && !hasOwnHeader) {
    const isBasic = clientAuth === "client_secret_basic";
    const encodings = formatBasic(clientId, clientSecret, "raw") !== formatBasic(clientId, clientSecret, "form");
    for (const encoding of ["form", "raw"] as const) {
      const isSame = isBasic && (given.basicEncoding ?? "form") === encoding;
      if (isSame || (!encodings && (isBasic || encoding === "raw"))) continue;
      const how = encoding === "form" ? "form-encoded first (RFC 6749 2.3.1)" : "as they are";
      variations.push({
        id: `basic-${encoding}`,
        label: encodings ? `Basic, ${encoding === "form" ? "form-encoded" : "raw"}` : "Basic",
        change: `Id and secret go into Authorization: Basic${encodings ? `, ${how}` : ""}.`,
        refresh: { ...given, clientAuth: "client_secret_basic", basicEncoding: encoding },
      });
    }
    if (clientAuth !== "client_secret_post") {
      variations.push({
        id: "body",
        label: "Secret in the body",
        change: "Id and secret go into the body as client_id and client_secret.",
        refresh: { ...given, clientAuth: "client_secret_post" },
      });
    }
  }
  if (clientAuth === "client_secret_basic" && !hasOwnHeader) {
    variations.push({
      id: "basic-and-id",
      label: "Basic, and client_id in the body",
      change: "The body carries client_id beside the Authorization header.",
      refresh: { ...given, params: { ...given.params, client_id: clientId } },
    });
  }
  if (clientAuth !== "none" && !hasOwnHeader) {
    variations.push({
      id: "none",
      label: "No secret",
      change: "Only client_id is sent, as a public client does.",
      refresh: { ...given, clientAuth: "none" },
    });
  }
  return variations;
}

function wireVariations(given: RefreshRequest): Variation[] {
  const variations: Variation[] = [];
  const url = new URL(given.tokenEndpoint);
  if (url.pathname !== "/") {
    const has = url.pathname.endsWith("/");
    url.pathname = has ? url.pathname.replace(/\/+$/, "") : `${url.pathname}/`;
    variations.push({
      id: "slash",
      label: has ? "Without the slash at the end" : "With a slash at the end",
      change: has ? "The address ends without a slash." : "The address ends with a slash.",
      refresh: { ...given, tokenEndpoint: url.href },
    });
  }
  const withHeader = (name: string, value: string): RefreshRequest => ({
    ...given,
    headers: [...(given.headers ?? []), [name, value]],
  });
  if (!isHeaderGiven(given, "content-type")) {
    const type = `${FORM_TYPE};charset=UTF-8`;
    variations.push({
      id: "charset",
      label: "Content-Type with charset",
      change: `Content-Type is ${type}.`,
      refresh: withHeader("Content-Type", type),
    });
  }
  if (!isHeaderGiven(given, "accept")) {
    variations.push({
      id: "accept",
      label: "Accept: */*",
      change: "Accept is */*, as curl sends it.",
      refresh: withHeader("Accept", "*/*"),
    });
  }
  return variations;
}

function isHeaderGiven({ headers = [] }: RefreshRequest, name: string): boolean {
  return headers.some(([given]) => given.toLowerCase() === name);
}
