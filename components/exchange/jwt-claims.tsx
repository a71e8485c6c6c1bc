"use client";

import { decodeJwt, decodeProtectedHeader } from "jose";
import { Fragment } from "react";
import { toJwtFacts } from "./exchange-facts.ts";

/** What a JWT says, unverified: its header and its claims. Nothing for tokens that are none. */
export function JwtClaims({ token, name }: { token: string; name: string }) {
  const decoded = decode(token);
  if (!decoded) return null;
  return (
    <details className="claims">
      <summary>The {name} is a JWT: read it (its signature is not checked)</summary>
      <dl className="facts">
        {toJwtFacts(decoded).map(({ name: key, value }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: header and claims may share names
          <Fragment key={i}>
            <dt>{key}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
    </details>
  );
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
