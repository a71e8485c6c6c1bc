"use client";

import { decodeJwt, decodeProtectedHeader } from "jose";
import { useMemo } from "react";

interface Decoded {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** A signed JWT (RFC 7519) taken apart; undefined for any other token. The signature is not checked. */
export function decodeToken(token: string): Decoded | undefined {
  if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)) return undefined;
  try {
    return { header: { ...decodeProtectedHeader(token) }, claims: decodeJwt(token) };
  } catch {
    return undefined;
  }
}

const DATES = ["exp", "iat", "nbf", "auth_time"];

function formatClaim(name: string, value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (!DATES.includes(name) || typeof value !== "number" || Math.abs(value) > 8.64e12) return text;
  return `${text}, ${new Date(value * 1000).toISOString()}`;
}

/** What a JWT says of itself, in place. Nothing for a token that is none. */
export function JwtClaims({ token }: { token: string }) {
  const decoded = useMemo(() => decodeToken(token), [token]);
  if (!decoded) return null;
  return (
    <details className="claims">
      <summary>A JWT: what it says (its signature is not checked here)</summary>
      <table className="ptab">
        <tbody>
          {[...Object.entries(decoded.header), ...Object.entries(decoded.claims)].map(([name, value], i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: header and claims may share a name
            <tr key={i}>
              <td>{name}</td>
              <td>{formatClaim(name, value)}</td>
              <td className="x">{i < Object.keys(decoded.header).length ? "header" : "claim"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
