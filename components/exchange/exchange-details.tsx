"use client";

import { Fragment } from "react";
import type { Exchange } from "../../lib/http/exchange.ts";
import { Icon } from "../ui/icon.tsx";
import {
  type Fact,
  findAskedNonce,
  toAddressFacts,
  toChainFacts,
  toJwtFacts,
  wordsForClocks,
  wordsForProxy,
} from "./exchange-facts.ts";

/** What was signed for the exchange, what the way there showed, and where a redirect leads; nothing where there is none. */
export function ExchangeDetails({
  exchange,
  onNonce,
}: {
  exchange: Exchange;
  /** Sends once more with the server's nonce; undefined where that cannot be. */
  onNonce: ((nonce: string) => void) | undefined;
}) {
  const { assertion, dpop, clientCertificate, clocks, redirect, proxy, remote } = exchange;
  const nonce = findAskedNonce(exchange);
  const tls = remote?.tls;
  const way: Fact[] = [
    ...toAddressFacts(exchange),
    ...(proxy ? [{ name: "Proxy", value: wordsForProxy(proxy) }] : []),
    ...(clocks ? [{ name: "Clocks", value: wordsForClocks(clocks) }] : []),
    ...(clientCertificate
      ? [
          { name: "Own certificate", value: clientCertificate.subject },
          { name: "x5t#S256", value: clientCertificate.thumbprint },
        ]
      : []),
  ];
  return (
    <>
      {redirect && (
        <p className="note">
          <Icon name="info" />
          <span>{redirect.sentence}</span>
        </p>
      )}
      {tls?.problem && (
        <p className="said s-error">
          <Icon name="error" />
          <span>
            {tls.problem.message} (<code>{tls.problem.code}</code>)
          </span>
        </p>
      )}
      {nonce !== undefined && (
        <div className="leave">
          <p className="note">
            <Icon name="info" />
            <span>
              The server asks for its nonce in the <code>DPoP</code> proof. Nothing was sent again by itself.
            </span>
          </p>
          {onNonce && (
            <div className="acts">
              <button type="button" className="btn sm" onClick={() => onNonce(nonce)}>
                Send again with the server’s nonce
              </button>
            </div>
          )}
        </div>
      )}
      <Facts title="The way there" facts={way} isOpen />
      <Facts title="The certificates" facts={toChainFacts(tls?.chain ?? [])} />
      {assertion && <Facts title="The assertion, decoded" facts={toJwtFacts(assertion)} isOpen />}
      {dpop && (
        <Facts
          title="The DPoP proof, decoded"
          facts={[...toJwtFacts(dpop), { name: "jkt of its key", value: dpop.thumbprint }]}
        />
      )}
    </>
  );
}

function Facts({ title, facts, isOpen = false }: { title: string; facts: readonly Fact[]; isOpen?: boolean }) {
  if (facts.length === 0) return null;
  return (
    <details className="claims" open={isOpen}>
      <summary>{title}</summary>
      <dl className="facts">
        {facts.map(({ name, value }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: header and claims may share names
          <Fragment key={i}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
    </details>
  );
}
