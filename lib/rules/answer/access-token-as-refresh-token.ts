import { rfc6749 } from "../../oauth/spec.ts";
import { decodeBytes, fromBase64 } from "../../text/bytes.ts";
import type { Span } from "../../text/span.ts";
import { isKnown, unknownsOf } from "../../text/traced.ts";
import { knownReplyOf } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { type Evidence, findMeant } from "../evidence.ts";
import { atParameterValue, atSpan } from "../place.ts";
import { isLiteral } from "../token-request.ts";

/** Refresh needs the refresh token; the access token and the ID token are for other ends. RFC 6749 section 1.5. */
export default defineRule({
  id: "access-token-as-refresh-token",
  severity: "error",
  title: "Another token stands in place of the refresh token",
  summary: "What is sent as refresh_token is an access token or an ID token.",
  spec: rfc6749("1.5"),
  messages: {
    access: {
      title: "The refresh_token is an access token",
      detail: "{why} Send the refresh_token of the same token reply; it stands beside access_token.",
    },
    id: {
      title: "The refresh_token is an ID token",
      detail: "{why} Send the refresh_token of the same token reply; it stands beside id_token.",
    },
  },
  cleared: null,
  noFix: "The refresh token is another value, and it is not in the text.",
  example: {
    reports:
      "curl https://oauth2.googleapis.com/token -d grant_type=refresh_token -d refresh_token=ya29.a0made-up -d client_id=1.apps.googleusercontent.com -d client_secret=GOCSPX-made-up",
    ignores:
      "curl https://oauth2.googleapis.com/token -d grant_type=refresh_token -d refresh_token=1//0made-up -d client_id=1.apps.googleusercontent.com -d client_secret=GOCSPX-made-up",
    more: [
      "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=eyJhbGciOiJub25lIn0.eyJub25jZSI6Im4iLCJzdWIiOiJ1In0.c2ln",
    ],
  },
  page: {
    why: "A token reply holds up to three tokens that look alike. They are told apart by a prefix, by what stands inside (an ID token has a nonce, an access token a scope), or by the name of the variable that they were kept in.",
    wrong: "refresh_token=ya29.…",
    right: "refresh_token=1//…",
  },
  check(evidence, { report }) {
    const token = findMeant(evidence, "refresh_token");
    const told =
      token && !isKnown(token.value)
        ? tellName(unknownsOf(token.value))
        : token && isLiteral(token)
          ? tellValue(token.value.text, evidence)
          : undefined;
    if (token && told) return report(told.kind, atParameterValue(token), { data: { why: told.why } });
    const call = findCall(evidence);
    if (call) report(call.kind, atSpan([call.span]), { data: { why: call.why } });
  },
});

interface Told {
  readonly kind: "access" | "id";
  readonly why: string;
}

function tellName(names: readonly string[]): Told | undefined {
  const last =
    names.length === 1
      ? (names[0] ?? "")
          .split(/[.[\]'"()\s>:-]+/)
          .filter(Boolean)
          .at(-1)
      : undefined;
  const plain = last?.toLowerCase().replace(/[^a-z]/g, "");
  if (plain === "accesstoken")
    return { kind: "access", why: "The variable that is sent is named for an access token." };
  return plain === "idtoken" ? { kind: "id", why: "The variable that is sent is named for an ID token." } : undefined;
}

/** A program that hands another token to a function named for refreshing, where no request shows what it sends. */
function findCall({ format, text, request }: Evidence): (Told & { readonly span: Span }) | undefined {
  if (request || format !== "code") return undefined;
  const call = /\brefresh\w*\s*\(\s*([\w.$>[\]'"-]{1,100})\s*\)/i.exec(text);
  const told = call?.[1] ? tellName([call[1]]) : undefined;
  return call && told ? { ...told, span: { start: call.index, end: call.index + call[0].length } } : undefined;
}

function tellValue(value: string, evidence: Evidence): Told | undefined {
  const { provider } = evidence;
  const shapes = provider?.shapes;
  if (shapes?.accessToken?.test(value) && !shapes.refreshToken?.test(value)) {
    // A prefix as common as a JWT's tells only where the provider's refresh tokens look otherwise, or it was refused.
    const tells = shapes.refreshToken !== undefined || !value.startsWith("eyJ") || knownReplyOf(evidence) !== undefined;
    if (tells) return { kind: "access", why: `It looks as access tokens of ${provider?.name} do.` };
  }
  return tellClaims(readClaims(value));
}

function tellClaims(claims: Readonly<Record<string, unknown>> | undefined): Told | undefined {
  if (!claims) return undefined;
  if (
    claims.token_use === "id" ||
    claims.typ === "ID" ||
    "nonce" in claims ||
    "at_hash" in claims ||
    "c_hash" in claims
  ) {
    return claims.typ === "Refresh" ? undefined : { kind: "id", why: "It is a JWT with the claims of an ID token." };
  }
  const isAccess =
    claims.token_use === "access" || claims.typ === "Bearer" || "scp" in claims || claims.alg_typ === "at+jwt";
  return isAccess ? { kind: "access", why: "It is a JWT with the claims of an access token." } : undefined;
}

/** The claims of a JWT, and its header's `typ` as `alg_typ`; undefined for anything else. */
function readClaims(value: string): Readonly<Record<string, unknown>> | undefined {
  const parts = value.split(".");
  if (parts.length !== 3 || value.length > 20_000) return undefined;
  const [header, claims] = [readPart(parts[0] ?? ""), readPart(parts[1] ?? "")];
  return header && claims ? { ...claims, alg_typ: header.typ } : undefined;
}

function readPart(part: string): Record<string, unknown> | undefined {
  const base64 = part.replaceAll("-", "+").replaceAll("_", "/");
  const bytes = fromBase64(base64.padEnd(Math.ceil(base64.length / 4) * 4, "="));
  try {
    const value: unknown = bytes && JSON.parse(decodeBytes(bytes));
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
