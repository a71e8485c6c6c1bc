"use client";

import { useMemo, useState } from "react";
import { fromBase64 } from "../../lib/text/bytes.ts";
import { maskText } from "../editor/secrets.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { Scrollable } from "../ui/scrollable.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { ByteView } from "./byte-view.tsx";
import { readBody, type Sent, secretsOf } from "./sent.ts";
import { Waterfall } from "./waterfall.tsx";

const KEPT_MS = 10 * 60_000;

/** What went out and what came back: time, connection, reply, bytes. */
export default function ExchangePanel({ sent }: { sent: Sent }) {
  const [as, setAs] = useState<"text" | "hex">("text");
  const [isShown, setShown] = useState(false);
  const { exchange } = sent;
  const secrets = useMemo(() => (isShown ? null : secretsOf(sent)), [sent, isShown]);
  const out = useMemo(() => fromBase64(exchange.request.raw.base64) ?? new Uint8Array(), [exchange]);
  const back = useMemo(() => toReceived(sent), [sent]);
  return (
    <>
      <div className="split">
        <div>
          <Waterfall timings={exchange.timings} />
        </div>
        <Connection sent={sent} />
      </div>
      {exchange.response && <Reply sent={sent} secrets={secrets} />}
      <div className="sh mt-3">
        <h2>Bytes on the wire</h2>
        <span className="r">
          <button type="button" className="btn ghost sm" aria-pressed={isShown} onClick={() => setShown(!isShown)}>
            {isShown ? "Hide secrets" : "Show secrets"}
          </button>
          <Segmented
            label="Show bytes as"
            className="sm"
            choices={[
              { value: "text", label: "text" },
              { value: "hex", label: "hex" },
            ]}
            value={as}
            onChoose={setAs}
          />
        </span>
      </div>
      <div className="bytes">
        <ByteView title="Sent" bytes={out} secrets={secrets} as={as} />
        {back.length > 0 ? (
          <ByteView title="Received" bytes={back} secrets={secrets} as={as} />
        ) : (
          <div>
            <div className="sh">
              <span>Received, nothing</span>
            </div>
            <p className="note py-2">{exchange.failure?.message}</p>
          </div>
        )}
      </div>
    </>
  );
}

function toReceived({ exchange: { response, failure } }: Sent): Uint8Array {
  const base64 = response?.raw?.base64 ?? failure?.received?.base64 ?? response?.body.base64 ?? "";
  return fromBase64(base64) ?? new Uint8Array();
}

/** The reply as a reader wants it: status, then the body, JSON in lines; its headers in a table. */
function Reply({ sent, secrets }: { sent: Sent; secrets: readonly string[] | null }) {
  const { response } = sent.exchange;
  const [as, setAs] = useState<"pretty" | "headers">("pretty");
  if (!response) return null;
  const body = readBody(sent.exchange);
  const pretty = formatJson(body) ?? body;
  const mask = (text: string) => (secrets ? maskText(text, secrets) : text);
  return (
    <>
      <div className="sh mt-3">
        <h2>
          The reply: <code>{`${response.status} ${response.reason}`.trim()}</code>
        </h2>
        <span className="r">
          <Segmented
            label="Show of the reply"
            className="sm"
            choices={[
              { value: "pretty", label: "body" },
              { value: "headers", label: `headers, ${response.headers.length}` },
            ]}
            value={as}
            onChoose={setAs}
          />
          <CopyButton text={() => body} said="Reply body" />
        </span>
      </div>
      {as === "headers" ? (
        <table className="ptab mt-2">
          <tbody>
            {response.headers.map(([name, value], i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a header may stand twice
              <tr key={i}>
                <th scope="row">{name}</th>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <Scrollable className="code fold mt-2" label="Reply body">
          {body === "" ? "(empty)" : mask(pretty)}
        </Scrollable>
      )}
      {response.body.truncated && (
        <p className="hint">Cut at {response.body.bytes} bytes: more came, or was to come.</p>
      )}
    </>
  );
}

function formatJson(text: string): string | undefined {
  // JSON.parse would drop a duplicate key and round a long number; a reply that holds either is shown as it came.
  if (text.length > 100_000 || /"\s*:\s*-?\d{16}/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    const lines = JSON.stringify(value, null, 2);
    return lines.replace(/\s/g, "").length === text.replace(/\s/g, "").length ? lines : undefined;
  } catch {
    return undefined;
  }
}

function Connection({ sent: { exchange, at } }: { sent: Sent }) {
  const { remote } = exchange;
  const tls = remote?.tls;
  const facts: [name: string, value: string][] = [
    ...(remote ? [["Remote", `${formatAddress(remote.address)}:${remote.port}`] as [string, string]] : []),
    ...(tls
      ? ([
          ["TLS", `${tls.protocol.replace(/^TLSv/, "")}, ${tls.cipher.replace(/^TLS_/, "")}`],
          ["Certificate", tls.subject],
          ["Issued by", tls.issuer],
          ["Valid to", tls.validTo.slice(0, 10)],
        ] as [string, string][])
      : ([["TLS", "none, cleartext"]] as [string, string][])),
    ["Answer kept", `until ${formatTime(at + KEPT_MS)}`],
  ];
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div className="contents" key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function formatAddress(address: string): string {
  return address.includes(":") ? `[${address}]` : address;
}

/** Hours, minutes and seconds of the reader's own clock. */
export function formatTime(at: number): string {
  return new Date(at).toLocaleTimeString("en-GB");
}
