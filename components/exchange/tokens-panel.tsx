"use client";

import { formatMasked } from "../editor/secrets.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { JwtClaims } from "./jwt-claims.tsx";
import { SecretValue } from "./secret-value.tsx";
import { formatDuration, formatEnv, secondsLeft, type TokenSet } from "./token-set.ts";
import { useNow } from "./use-now.ts";

const time = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** What the refresh brought: the access token with its clock, and the new refresh token beside the old one. */
export function TokensPanel({
  tokens,
  usesNew,
  isDoubted,
  onUse,
}: {
  tokens: TokenSet;
  /** True if the old token was sent once more since: a careful server then revokes the new one too (RFC 9700 4.14.2). */
  isDoubted: boolean;
  /** True while the form holds the new refresh token. */
  usesNew: boolean;
  onUse: (refreshToken: string) => void;
}) {
  const kind = [tokens.tokenType?.toLowerCase(), tokens.scope].filter(Boolean).join(", ");
  return (
    <section className="tokens" aria-label="Tokens">
      <div className="sh">
        <h2>Tokens</h2>
        <span className="r">held in this tab; by this server for ten minutes</span>
      </div>
      <div className="tok">
        <span className="n">
          Access token
          {kind && <small>{kind}</small>}
        </span>
        <div className="v">
          <SecretValue value={tokens.accessToken} name="access token" />
          <Clock tokens={tokens} />
        </div>
        <div className="acts">
          <CopyButton text={() => tokens.accessToken} said="Access token" />
        </div>
        <JwtClaims token={tokens.accessToken} name="access token" />
      </div>
      <RefreshToken tokens={tokens} isDoubted={isDoubted} />
      {tokens.idToken && (
        <div className="tok">
          <span className="n">ID token</span>
          <div className="v">
            <SecretValue value={tokens.idToken} name="ID token" />
          </div>
          <div className="acts">
            <CopyButton text={() => tokens.idToken ?? ""} said="ID token" />
          </div>
          <JwtClaims token={tokens.idToken} name="ID token" />
        </div>
      )}
      <div className="tok last">
        <span className="n" />
        <div className="acts">
          {tokens.rotated && (
            <button
              type="button"
              className="btn sm"
              disabled={usesNew}
              onClick={() => onUse(tokens.refreshToken ?? "")}
            >
              {usesNew ? "It is in the form" : "Use it in the form"}
            </button>
          )}
          <CopyButton text={() => formatEnv(tokens)} said="Tokens as .env" label="Copy as .env" />
        </div>
      </div>
    </section>
  );
}

function RefreshToken({ tokens, isDoubted }: { tokens: TokenSet; isDoubted: boolean }) {
  const { refreshToken, rotated, spent, receivedAt } = tokens;
  return (
    <div className="tok">
      <span className="n">
        Refresh token
        <small>{rotated ? "rotated" : refreshToken === null ? "none in the reply" : "the same again"}</small>
      </span>
      {rotated && refreshToken !== null ? (
        <div className="swap">
          <div className="bus old">
            <span>
              <s>{formatMasked(spent)}</s>
            </span>
            <small>dead since {time.format(receivedAt)}</small>
          </div>
          <svg viewBox="0 0 32 32" aria-hidden="true">
            <path className="was" d="M0 .6h7L16 16 7 31.4H0" />
            <path className="is" d="M32 .6h-7L16 16l9 15.4h7" />
          </svg>
          <div className="bus new">
            <SecretValue value={refreshToken} name="new refresh token" />
            <small>{isDoubted ? "perhaps revoked: the old one was sent again" : "live, not used yet"}</small>
          </div>
        </div>
      ) : (
        <div className="v">
          <span>{formatMasked(spent)}</span>
          <small>keep using the one that you sent</small>
        </div>
      )}
      <div className="acts">
        <CopyButton text={() => refreshToken ?? spent} said={rotated ? "New refresh token" : "Refresh token"} />
      </div>
      {refreshToken !== null && <JwtClaims token={refreshToken} name="refresh token" />}
    </div>
  );
}

function Clock({ tokens }: { tokens: TokenSet }) {
  const now = useNow(tokens.expiresIn !== null);
  const left = secondsLeft(tokens, now);
  if (left === null || tokens.expiresIn === null)
    return <span className="clock">the reply does not say how long it lives</span>;
  const width = tokens.expiresIn > 0 ? Math.round((left / tokens.expiresIn) * 1000) : 0;
  return (
    <span className="clock">
      <svg className="drain" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
        <rect width={width} height="10" />
      </svg>
      <span>
        {left > 0 ? (
          <>
            <b>{formatDuration(left)}</b> left
          </>
        ) : (
          "expired"
        )}
      </span>
    </span>
  );
}
