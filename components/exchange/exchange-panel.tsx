"use client";

import { useMemo, useState } from "react";
import type { Exchange, Remote } from "../../lib/http/exchange.ts";
import { magnifyBasic } from "../../lib/oauth/basic-microscope.ts";
import { readAuthorizationField } from "../../lib/oauth/client-auth.ts";
import { decodeBytes, fromBase64 } from "../../lib/text/bytes.ts";
import { addedBy } from "../../lib/text/traced.ts";
import { BasicView } from "../readings/basic-view.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { ExchangeDetails } from "./exchange-details.tsx";
import { ReplyBody } from "./reply-body.tsx";
import { findTokens } from "./token-set.ts";
import { WaterfallChart } from "./waterfall-chart.tsx";
import { WireBytes } from "./wire-bytes.tsx";

const VIEWS = [
  { value: "text", label: "text" },
  { value: "hex", label: "hex" },
] as const;

/** One exchange in full: its stages, the other side, the reply, and the bytes both ways. `secrets` are hidden. */
export function ExchangePanel({
  exchange,
  secrets,
  of,
  onNonce,
}: {
  exchange: Exchange;
  secrets: readonly string[];
  /** What the exchange is, where a page may show more than one: their regions have names of their own then. */
  of?: string;
  /** Sends once more with the nonce that the server asked for. */
  onNonce?: ((nonce: string) => void) | undefined;
}) {
  const [view, setView] = useState<"text" | "hex">("text");
  const { response, failure, remote } = exchange;
  const hidden = [...secrets, ...secretsOf(exchange)];
  const basic = useMemo(() => magnify(exchange), [exchange]);
  const received = response?.raw.base64 ?? failure?.received?.base64;
  return (
    <>
      <div className="split">
        <WaterfallChart timings={exchange.timings} />
        <Facts remote={remote} />
      </div>
      {failure && (
        <p className="note">
          <b>{failure.kind}</b>: {failure.message}
        </p>
      )}
      <ExchangeDetails exchange={exchange} onNonce={onNonce} />
      {response && <ReplyBody response={response} secrets={hidden} label={of && `The reply to: ${of}`} />}
      <div className="sh">
        <h2>Bytes on the wire</h2>
        <span className="r">
          <Segmented className="sm" label="Show bytes as" choices={VIEWS} value={view} onChoose={setView} />
        </span>
      </div>
      <div className="bytes">
        <WireBytes title="Sent" of={of} base64={exchange.request.raw.base64} as={view} secrets={hidden} />
        {received === undefined ? (
          <p className="note">Nothing came back.</p>
        ) : (
          <WireBytes title="Received" of={of} base64={received} as={view} secrets={hidden} />
        )}
      </div>
      {basic && <BasicView basic={basic} of={of} />}
    </>
  );
}

function magnify({ request: { headers } }: Exchange) {
  const [name, value] = headers.find((header) => header[0].toLowerCase() === "authorization") ?? [];
  if (name === undefined || value === undefined) return null;
  return magnifyBasic(readAuthorizationField({ name: addedBy("wire", name), value: addedBy("wire", value) }));
}

/** What the exchange itself shows to be secret: Authorization, assertion and proof, and the tokens that came back. */
function secretsOf(exchange: Exchange): string[] {
  const authorization = exchange.request.headers.filter(([name]) =>
    ["authorization", "dpop"].includes(name.toLowerCase()),
  );
  const sent = decodeBytes(fromBase64(exchange.request.body?.base64 ?? "") ?? new Uint8Array());
  const assertion = /(?:^|&)client_assertion=([^&]+)/.exec(sent)?.[1];
  const tokens = findTokens(exchange, "", 0);
  return [
    ...authorization.map(([, value]) => value.replace(/^\w+ /, "")),
    ...(assertion ? [assertion] : []),
    ...[tokens?.accessToken, tokens?.refreshToken, tokens?.idToken].filter((token) => typeof token === "string"),
  ];
}

function Facts({ remote }: { remote: Remote | null }) {
  if (!remote) return <p className="note">No connection was made.</p>;
  const { address, port, tls } = remote;
  return (
    <dl className="facts">
      <dt>Remote</dt>
      <dd>{address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`}</dd>
      {tls ? (
        <>
          <dt>TLS</dt>
          <dd>{`${tls.protocol.replace(/^TLSv/, "")}, ${tls.cipher}`}</dd>
          <dt>Certificate</dt>
          <dd>{tls.subject}</dd>
          <dt>Issued by</dt>
          <dd>{tls.issuer}</dd>
          <dt>Valid to</dt>
          <dd>{tls.validTo.slice(0, 10)}</dd>
        </>
      ) : (
        <>
          <dt>TLS</dt>
          <dd>none: in clear</dd>
        </>
      )}
    </dl>
  );
}
