"use client";

import { useState } from "react";
import { findProvider, findProviderByUrl } from "../../lib/providers/find-provider.ts";
import { ExchangePanel } from "../exchange/exchange-panel.tsx";
import type { SendOptions } from "../exchange/send-options.ts";
import { type Sent, type SentExchange, secretsOf, tokensOf } from "../exchange/sent.ts";
import { Icon } from "../ui/icon.tsx";
import { say } from "../ui/say.ts";
import { Findings } from "../verdict/findings.tsx";
import { callResource, callWithToken, type TokenTask } from "./around-client.ts";

interface Answer {
  readonly title: string;
  readonly exchange: SentExchange;
}

/** What can be done with tokens that just came: use one, ask about one, end one; each a send of its own. */
export function TokenCalls({ granted, onRevoked }: { granted: Sent; onRevoked: (token: string) => void }) {
  const { request, provider, exchange } = granted;
  const tokens = tokensOf(granted);
  const preset = findProvider(provider) ?? findProviderByUrl(request.tokenEndpoint)?.provider;
  const cheap = preset?.verifyAccessToken;
  const [url, setUrl] = useState(cheap?.method === "GET" ? cheap.url : "");
  const [endpoint, setEndpoint] = useState("");
  const [busy, setBusy] = useState("");
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [trouble, setTrouble] = useState("");
  if (!tokens) return null;
  const key = exchange.dpop?.key as Record<string, string> | null | undefined;
  const dpopKey = key ? { jwk: key } : request.dpopKey;
  const bound = request.dpop ? { dpop: true, ...(dpopKey ? { dpopKey } : {}) } : {};
  const secrets = secretsOf(granted);

  /** A private authority is trusted for the host alone that it was given for. */
  function optionsFor(address: string): SendOptions {
    const { caCertificate, ...rest } = granted.options ?? {};
    const isSame = URL.canParse(address) && new URL(address).host === new URL(request.tokenEndpoint).host;
    return caCertificate !== undefined && isSame ? { ...rest, caCertificate } : rest;
  }

  async function run(title: string, call: () => Promise<SentExchange>): Promise<void> {
    setBusy(title);
    setTrouble("");
    setAnswer(null);
    try {
      const came = await call();
      setAnswer({ title, exchange: came });
      say(`${title}: ${came.response?.status ?? came.failure?.kind}.`);
    } catch (error) {
      setTrouble((error as Error).message);
    }
    setBusy("");
  }
  const tell = (task: TokenTask, title: string, token: string, hint: string) =>
    run(title, async () => {
      const came = await callWithToken(task, endpoint, token, hint, request, optionsFor(endpoint));
      // RFC 7009 section 2.2: 200 says that the token is of no use any more.
      if (task === "revoke" && hint === "refresh_token" && came.response?.status === 200) onRevoked(token);
      return came;
    });
  const refreshToken = tokens.refreshToken ?? tokens.spent;

  return (
    <details className="more around">
      <summary>Try the new access token, ask about it, or revoke it</summary>
      <div className="form">
        <Address id="resource" label="Resource" value={url} onChange={setUrl} hint={cheap?.note} />
        <div className="acts">
          <Call
            title="Try the access token"
            url={url}
            busy={busy}
            onClick={(title) => run(title, () => callResource(url, tokens.accessToken, bound, optionsFor(url)))}
          />
          <Target url={url} />
        </div>
        <Address id="tokenAbout" label="Introspection or revocation endpoint" value={endpoint} onChange={setEndpoint} />
        <div className="acts">
          <Call
            title="Introspect the access token"
            url={endpoint}
            busy={busy}
            onClick={(title) => tell("introspect", title, tokens.accessToken, "access_token")}
          />
          <Call
            title="Revoke the access token"
            url={endpoint}
            busy={busy}
            onClick={(title) => tell("revoke", title, tokens.accessToken, "access_token")}
          />
          <Call
            title="Revoke the refresh token"
            url={endpoint}
            busy={busy}
            onClick={(title) => tell("revoke", title, refreshToken, "refresh_token")}
          />
          <Target url={endpoint} />
        </div>
      </div>
      {trouble !== "" && (
        <p className="said s-error">
          <Icon name="error" />
          <span>{trouble}</span>
        </p>
      )}
      {answer && (
        <section aria-label={answer.title}>
          {answer.exchange.findings.length > 0 ? (
            <Findings findings={answer.exchange.findings} text="" secrets={secrets} />
          ) : (
            <p className="note">{wordsForStatus(answer)}</p>
          )}
          <ExchangePanel of={answer.title} exchange={answer.exchange} secrets={secrets} />
        </section>
      )}
    </details>
  );
}

function wordsForStatus({ title, exchange: { response, failure } }: Answer): string {
  if (!response) return failure?.message ?? "No answer came.";
  return response.status < 300 ? `${title}: it worked.` : `${title}: answered with ${response.status}.`;
}

function Call({
  title,
  url,
  busy,
  onClick,
}: {
  title: string;
  url: string;
  busy: string;
  onClick: (title: string) => void;
}) {
  return (
    <button
      type="button"
      className="btn sm"
      disabled={busy !== "" || !URL.canParse(url)}
      onClick={() => onClick(title)}
    >
      {busy === title ? "Waiting …" : title}
    </button>
  );
}

function Target({ url }: { url: string }) {
  return (
    <span className="hint">
      this server → <code>{URL.canParse(url) ? new URL(url).host : "…"}</code>
    </span>
  );
}

function Address({
  id,
  label,
  value,
  onChange,
  hint,
}: {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: string | undefined;
}) {
  return (
    <div className="fld">
      <label htmlFor={id}>{label}</label>
      <div className="inp">
        <input
          id={id}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          placeholder="https://"
          spellCheck={false}
          autoComplete="off"
          aria-describedby={hint ? `${id}-hint` : undefined}
        />
      </div>
      {hint && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}
