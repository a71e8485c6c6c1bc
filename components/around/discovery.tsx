"use client";

import { Fragment, useEffect, useRef, useState } from "react";
import type { ClientAuthMethod } from "../../lib/oauth/client-request.ts";
import type { SendOptions } from "../exchange/send-options.ts";
import { Icon } from "../ui/icon.tsx";
import { say } from "../ui/say.ts";
import { Findings } from "../verdict/findings.tsx";
import { askIssuer, type Discovery as Found } from "./around-client.ts";
import { type DiscoveredFields, toDiscoveredFields, toSupportFacts } from "./support-words.ts";

/** Asks an issuer where its token endpoint is and what it takes (RFC 8414, OpenID Connect Discovery). */
export function Discovery({
  method,
  options,
  onFound,
}: {
  method: ClientAuthMethod;
  options: SendOptions;
  onFound: (fields: DiscoveredFields) => void;
}) {
  const [issuer, setIssuer] = useState("");
  const [isAsking, setAsking] = useState(false);
  const [found, setFound] = useState<Found | null>(null);
  const [trouble, setTrouble] = useState("");
  // The form may have gone on while the issuer was asked.
  const fill = useRef(onFound);
  useEffect(() => {
    fill.current = onFound;
  }, [onFound]);
  const host = URL.canParse(issuer) ? new URL(issuer).host : "";

  async function ask(): Promise<void> {
    setAsking(true);
    setTrouble("");
    setFound(null);
    try {
      const answer = await askIssuer(issuer.trim(), options);
      setFound(answer);
      if (answer.supports) fill.current(toDiscoveredFields(answer.supports, method));
      else say("No metadata was found.");
    } catch (error) {
      setTrouble((error as Error).message);
    }
    setAsking(false);
  }

  return (
    <div className="form">
      <div className="fld">
        <label htmlFor="issuer">Issuer</label>
        <div className="inp">
          <input
            id="issuer"
            value={issuer}
            onChange={(event) => setIssuer(event.target.value)}
            onKeyDown={(event) => {
              // Enter here asks; it must not send the form.
              if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
              event.preventDefault();
              if (host !== "" && !isAsking) ask();
            }}
            placeholder="https://id.example.com"
            inputMode="url"
            spellCheck={false}
            autoComplete="off"
          />
        </div>
      </div>
      <div className="acts">
        <button type="button" className="btn sm" disabled={host === "" || isAsking} onClick={ask}>
          {isAsking ? "Asking …" : "Ask the issuer"}
        </button>
        <span className="hint">
          this server → <code>{host || "…"}</code>
        </span>
      </div>
      {trouble !== "" && (
        <p className="said s-error">
          <Icon name="error" />
          <span>{trouble}</span>
        </p>
      )}
      {found?.supports && (
        <dl className="facts">
          {toSupportFacts(found.supports).map(({ name, value }) => (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </Fragment>
          ))}
        </dl>
      )}
      {found && !found.supports && found.findings.length === 0 && <p className="note">No metadata was found there.</p>}
      {found && found.findings.length > 0 && <Findings findings={found.findings} text="" secrets={[]} />}
    </div>
  );
}
