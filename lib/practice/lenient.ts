import { decodeFormText } from "../http/form.ts";
import { decodeBytes } from "../text/bytes.ts";
import { authenticate, readBasicText } from "./authenticate.ts";
import { findClient, type PracticeClient } from "./client.ts";
import { type Parameters, type PracticeRequest, parseParameters } from "./parameters.ts";
import type { Step } from "./reply.ts";

/**
 * The parameters as a forgiving server gathers them: of a form or of JSON, whatever type the body is said to have, and of
 * the URL; the last of one name counts. Where there is no grant_type in all of it, the refusal is the strict one.
 */
export function parseLeniently(request: PracticeRequest): Step<Parameters> {
  const strict = parseParameters(request);
  if (strict.ok) return strict;
  const text = decodeBytes(request.body);
  const parameters = new Map([...readForm(request.query), ...(readJson(text) ?? readForm(text))]);
  return parameters.has("grant_type") ? { ok: true, value: parameters } : strict;
}

function readForm(text: string): [name: string, value: string][] {
  return text.split("&").flatMap((pair) => {
    const equals = pair.indexOf("=");
    if (equals < 1 || equals === pair.length - 1) return [];
    return [[decodeFormText(pair.slice(0, equals)), decodeFormText(pair.slice(equals + 1))]];
  });
}

/** The members of a JSON object that are texts; undefined for what is no object. */
function readJson(text: string): [name: string, value: string][] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    return Object.entries(value).flatMap(([name, member]) => (typeof member === "string" ? [[name, member]] : []));
  } catch {
    return undefined;
  }
}

/**
 * The client as a forgiving server finds it: Basic with or without the form encoding of RFC 6749 section 2.3.1, or the body,
 * or both at once, whatever the client is registered for. The refusal is the strict one.
 */
export function authenticateLeniently(authorization: string | undefined, parameters: Parameters): Step<PracticeClient> {
  const strict = authenticate(authorization, parameters, "rfc");
  if (strict.ok) return strict;
  const basic = splitBasic(authorization === undefined ? undefined : readBasicText(authorization));
  const body = [parameters.get("client_id"), parameters.get("client_secret")] as const;
  for (const [id, secret] of [basic, basic.map((part) => part && decodeFormText(part)), body]) {
    const client = id === undefined ? undefined : findClient(id);
    if (client && client.secret !== null && client.secret === secret) return { ok: true, value: client };
  }
  return strict;
}

function splitBasic(text: string | undefined): readonly (string | undefined)[] {
  const colon = text?.indexOf(":") ?? -1;
  return text === undefined || colon < 0 ? [] : [text.slice(0, colon), text.slice(colon + 1)];
}
