import { decodeFormText } from "../http/form.ts";
import { decodeBytes, fromBase64 } from "../text/bytes.ts";
import type { Credentials } from "./authenticate.ts";
import { PRACTICE_CLIENTS, type PracticeClient } from "./client.ts";
import type { TokenFamily } from "./state.ts";

/** The rule that tells why an Authorization value holds no credentials. */
export function explainBasic(authorization: string): string {
  if (/^bearer\b/i.test(authorization)) return "bearer-instead-of-basic";
  const value = /^basic +(.+)$/is.exec(authorization)?.[1]?.trim();
  if (value === undefined) return "basic-malformed-scheme";
  if (/base64|encode/i.test(value)) return "basic-literal-formula";
  const halves = value.split(":");
  if (halves.length === 2 && halves.every((half) => half !== "" && fromBase64(half))) return "basic-encoded-separately";
  if (halves.length > 1) return "basic-not-base64";
  if (/\s/.test(value)) return "basic-line-wrapped";
  const padded = value + "=".repeat((4 - (value.length % 4)) % 4);
  if (/[-_]/.test(value) && fromBase64(padded.replaceAll("-", "+").replaceAll("_", "/"))) return "basic-base64url";
  const bytes = fromBase64(value);
  if (bytes) {
    const inner = fromBase64(decodeBytes(bytes).trim());
    return inner && decodeBytes(inner).includes(":") ? "basic-double-encoded" : "basic-missing-colon";
  }
  return fromBase64(padded) ? "basic-missing-padding" : "basic-stray-characters";
}

/** The rule that tells why readable credentials are refused. `client` is the one with that very id. */
export function explainCredentials(
  { method, id, secret, raw }: Credentials,
  client: PracticeClient | undefined,
): string {
  if (PRACTICE_CLIENTS.some((each) => each.secret !== null && raw === `${each.id}:${each.secret}`)) {
    return "basic-not-form-encoded";
  }
  if (isPlaceholder(id) || isPlaceholder(secret ?? "")) return "placeholder-left";
  if (isUndefined(id) || isUndefined(secret)) return "undefined-credentials";
  if (!client) return explainUnknownClient(id, secret);
  if (client.secret === null || method === "none") {
    return method === "none" ? "missing-client-auth" : "wrong-auth-method";
  }
  if (secret === id) return "secret-equals-id";
  const given = secret ?? "";
  if (method === "client_secret_basic" && given.replace(/[\r\n]+$/, "") === client.secret)
    return "basic-trailing-newline";
  return explainValue(given, client.secret) ?? "wrong-secret";
}

function isPlaceholder(text: string): boolean {
  return /^(?:<[^>]*>|\{\{[^}]*\}\}|\$\w+|\$\{\w+\}|%\w+%|process\.env\.\w+|(?:your|my)[-_ ]?(?:app|client).*)$/i.test(
    text,
  );
}

function isUndefined(text: string | null): boolean {
  return text === "undefined" || text === "null" || text === "None";
}

function explainUnknownClient(id: string, secret: string | null): string {
  const swapped = PRACTICE_CLIENTS.some((each) => each.id === secret && each.secret === id);
  if (swapped) return "credentials-swapped";
  return PRACTICE_CLIENTS.map((each) => explainValue(id, each.id)).find((rule) => rule !== undefined) ?? "wrong-client";
}

/** The rule that tells how `given` came from `right` on its way here; undefined if it is another value altogether. */
function explainValue(given: string, right: string): string | undefined {
  if (given === right) return undefined;
  if (given.replace(/[\s\u200B-\u200D\u2060\uFEFF]/g, "") === right.replace(/\s/g, "")) {
    return given === right.replaceAll("+", " ") ? "unencoded-value" : "whitespace-in-value";
  }
  if (given === right.replaceAll("+", " ")) return "unencoded-value";
  if (given.replace(/^(["'“”‘’])(.*)["'“”‘’]$/s, "$2") === right) return "quotes-in-value";
  if (decodeFormText(given) === right) return "double-encoded-value";
  return undefined;
}

/** The rule that tells why a family refuses a token: used, revoked or over, or never one of its own. */
export function explainToken(token: string, family: TokenFamily | undefined, now: number): string {
  if (!family) return "refresh-token-never-issued";
  if (family.accessTokens.includes(token)) return "access-token-as-refresh-token";
  if (family.rotated.includes(token)) return "refresh-token-rotated";
  if (token !== family.current) return explainValue(token, family.current) ?? "refresh-token-never-issued";
  if (family.revoked) return "refresh-token-revoked";
  return family.expiresAt <= now ? "refresh-token-expired" : "refresh-token-never-issued";
}
