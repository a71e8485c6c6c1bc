"use client";

import { useState } from "react";
import { formatMasked } from "../editor/secrets.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Clock } from "./clock.tsx";
import { formatTime } from "./exchange-panel.tsx";
import { JwtClaims } from "./jwt-claims.tsx";
import { findGrant, formatEnv, isRotated, type Sent } from "./sent.ts";

/** The tokens that a send brought: the old refresh token and the new one on one bus, with a crossover between. */
export default function TokenPanel({
  sent,
  usesNew,
  onUse,
}: {
  sent: Sent;
  /** True while the form holds the new refresh token. */
  usesNew: boolean;
  onUse: (refreshToken: string) => void;
}) {
  const grant = findGrant(sent.exchange);
  if (!grant) return null;
  const rotated = isRotated(sent);
  const { refreshToken, idToken } = grant;
  return (
    <section className="tokens" aria-label="Tokens">
      <div className="sh">
        <h2>Tokens</h2>
        <span className="r">held in this tab; by this server for ten minutes</span>
      </div>
      <div className="tok">
        <span className="n">
          Access token<small>{[grant.tokenType, grant.scope].filter(Boolean).join(", ") || "type not told"}</small>
        </span>
        <div className="v">
          <Token name="access token" value={grant.accessToken} />
          {grant.expiresIn === undefined ? (
            <span className="clock">no expires_in: its end is not told</span>
          ) : (
            <Clock from={sent.at} seconds={grant.expiresIn} />
          )}
        </div>
        <div className="acts">
          <CopyButton text={() => grant.accessToken} said="Access token" />
        </div>
        <JwtClaims token={grant.accessToken} />
      </div>
      {refreshToken !== undefined && (
        <div className="tok">
          <span className="n">
            Refresh token<small>{rotated ? "rotated" : "the same as before"}</small>
          </span>
          {rotated ? (
            <Swap old={sent.request.refreshToken} next={refreshToken} at={sent.at} />
          ) : (
            <div className="v">
              <Token name="refresh token" value={refreshToken} />
            </div>
          )}
          <div className="acts">
            <CopyButton text={() => refreshToken} said="New refresh token" />
          </div>
          <JwtClaims token={refreshToken} />
        </div>
      )}
      {idToken !== undefined && (
        <div className="tok">
          <span className="n">ID token</span>
          <div className="v">
            <Token name="ID token" value={idToken} />
          </div>
          <div className="acts">
            <CopyButton text={() => idToken} said="ID token" />
          </div>
          <JwtClaims token={idToken} />
        </div>
      )}
      <div className="tok last">
        <span className="n" />
        <div className="acts">
          {refreshToken !== undefined && rotated && (
            <button type="button" className="btn sm" disabled={usesNew} onClick={() => onUse(refreshToken)}>
              {usesNew ? "In the form" : "Use it in the form"}
            </button>
          )}
          <CopyButton text={() => formatEnv(grant, sent.request)} said=".env lines" label="Copy as .env" />
        </div>
        <span />
      </div>
    </section>
  );
}

function Token({ name, value }: { name: string; value: string }) {
  const [isShown, setShown] = useState(false);
  return (
    <>
      <span>{isShown ? value : formatMasked(value)}</span>
      <Eye name={name} isShown={isShown} onToggle={() => setShown(!isShown)} />
    </>
  );
}

function Eye({ name, isShown, onToggle }: { name: string; isShown: boolean; onToggle: () => void }) {
  return (
    <button type="button" className="ico" aria-pressed={isShown} aria-label={`Show the ${name}`} onClick={onToggle}>
      <Icon name="eye" />
    </button>
  );
}

function Swap({ old, next, at }: { old: string; next: string; at: number }) {
  const [isShown, setShown] = useState(false);
  return (
    <div className="swap">
      <div className="bus old">
        <span>
          <s>{formatMasked(old)}</s>
        </span>
        <small>dead since {formatTime(at)}</small>
      </div>
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <path className="was" d="M0 .6h7L16 16 7 31.4H0" />
        <path className="is" d="M32 .6h-7L16 16l9 15.4h7" />
      </svg>
      <div className={`bus new${isShown ? " shown" : ""}`}>
        <span data-token="new">{isShown ? next : formatMasked(next)}</span>
        <Eye name="new refresh token" isShown={isShown} onToggle={() => setShown(!isShown)} />
        <small>live, not used yet</small>
      </div>
    </div>
  );
}
