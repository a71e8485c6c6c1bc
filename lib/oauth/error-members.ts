export type JsonObject = { readonly [name: string]: unknown };

/** What an error reply says, in whatever members it says it. */
export interface ErrorMembers {
  readonly error: string | null;
  readonly description: string | null;
  readonly codes: readonly string[];
  readonly words: string;
}

/** Members that hold a code or a name for the error, the most telling first. */
const CODE_MEMBERS = [
  "error",
  "errorType",
  "errorCode",
  "errorcode",
  "error_code",
  "code",
  "status",
  "type",
  "reason",
  "category",
];
/** Members that hold its words. */
const WORD_MEMBERS = [
  "error_description",
  "errorDescription",
  "message",
  "detail",
  "details",
  "reason",
  "title",
  "error_message",
  "faultstring",
  "error_subcode",
];
const MOST_PARTS = 20;
const LONGEST = 4_000;

/**
 * Reads the error out of a JSON reply: RFC 6749 section 5.2; an `error` object (Facebook, Google's APIs); an `errors` list
 * (Fitbit, Square: `errorType`, `code`; Strava: `resource`, `field`, `code`); `status` and `message` (HubSpot, Twitch);
 * `ok: false` (Slack); `status` other than 0 beside `body` (Withings); `fault` (gateways). `error` is null where it is none.
 */
export function readErrorMembers(object: JsonObject, status: number): ErrorMembers {
  const isSuccess = status >= 200 && status < 300;
  const hasTokens = typeof object.access_token === "string" && object.access_token !== "";
  const parts = partsOf(object);
  const codes: string[] = [];
  const words: string[] = [];
  for (const part of parts) {
    for (const name of CODE_MEMBERS) push(codes, part[name]);
    for (const name of WORD_MEMBERS) push(words, part[name]);
    if (typeof part.resource === "string")
      words.push([part.resource, part.field, part.code].filter(Boolean).join(" · "));
  }
  for (const number of listOf(object.error_codes)) push(codes, number);
  const error = errorOf(object, parts, isSuccess, hasTokens);
  if (error === null) return { error: null, description: null, codes: [], words: "" };
  const description = words.find((word) => word !== error) ?? null;
  return {
    error,
    description,
    codes: [...new Set([error, ...codes])],
    words: [...new Set([...codes, ...words])].join("\n"),
  };
}

/** The reply itself and the objects in it that may hold the error. */
function partsOf(object: JsonObject): JsonObject[] {
  const fault = asObject(object.fault);
  const inner = [object.error, fault, fault?.detail, ...listOf(object.errors), ...listOf(object.error)];
  return [object, ...inner.map(asObject).filter((part) => part !== null)];
}

function errorOf(
  object: JsonObject,
  parts: readonly JsonObject[],
  isSuccess: boolean,
  hasTokens: boolean,
): string | null {
  const { error } = object;
  if (typeof error === "string" && error !== "") return clip(error);
  if (typeof error === "number") return String(error);
  if (object.ok === false) return "ok: false";
  if (isSuccess && typeof object.status === "number" && object.status !== 0 && "body" in object)
    return String(object.status);
  if (hasTokens) return null;
  const inner = parts.slice(1).find((part) => CODE_MEMBERS.some((name) => typeof part[name] === "string"));
  if (inner) return firstCode(inner);
  if (isSuccess) return null;
  return firstCode(object) ?? (typeof object.message === "string" ? clip(object.message) : null);
}

function firstCode(part: JsonObject): string | null {
  for (const name of CODE_MEMBERS) {
    const value = part[name];
    if (typeof value === "string" && value !== "") return clip(value);
  }
  const number = ["status", "code"].map((name) => part[name]).find((value) => typeof value === "number");
  return number === undefined ? null : typeof part.message === "string" ? clip(part.message) : String(number);
}

function push(list: string[], value: unknown): void {
  if (typeof value === "string" && value !== "") list.push(clip(value));
  else if (typeof value === "number") list.push(String(value));
}

function clip(text: string): string {
  return text.slice(0, LONGEST);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, MOST_PARTS) : [];
}

function asObject(value: unknown): JsonObject | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}
