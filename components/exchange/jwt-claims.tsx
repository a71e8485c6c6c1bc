"use client";

import { decodeJwt, decodeProtectedHeader } from "jose";

/** What a JWT says, unverified: its header and its claims. Nothing for tokens that are none. */
export function JwtClaims({ token, name }: { token: string; name: string }) {
  const decoded = decode(token);
  if (!decoded) return null;
  return (
    <details className="claims">
      <summary>The {name} is a JWT: read it (its signature is not checked)</summary>
      <dl className="facts">
        {Object.entries(decoded.header).map(([key, value]) => (
          <Claim key={`h ${key}`} name={key} value={value} />
        ))}
        {Object.entries(decoded.claims).map(([key, value]) => (
          <Claim key={`c ${key}`} name={key} value={value} />
        ))}
      </dl>
    </details>
  );
}

const TIMES = new Set(["exp", "iat", "nbf", "auth_time"]);

function Claim({ name, value }: { name: string; value: unknown }) {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const time = TIMES.has(name) && typeof value === "number" ? formatTime(value) : undefined;
  return (
    <>
      <dt>{name}</dt>
      <dd>{time === undefined ? text : `${text}, ${time}`}</dd>
    </>
  );
}

/** Seconds since the epoch (RFC 7519 section 2) as an ISO 8601 time; undefined beyond what a date can hold. */
function formatTime(seconds: number): string | undefined {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().replace(".000Z", "Z");
}

function decode(token: string) {
  if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)) return undefined;
  try {
    return { header: decodeProtectedHeader(token), claims: decodeJwt(token) };
  } catch {
    // Three parts with dots between are not always a JWT.
    return undefined;
  }
}
