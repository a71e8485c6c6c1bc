"use client";

import type { Dispatch } from "react";
import type { ClientAuthMethod } from "../../lib/oauth/client-request.ts";
import { Icon } from "../ui/icon.tsx";
import { BlockField } from "./block-field.tsx";
import { isAssertion, type MaterialText, needsCertificate, needsKey, OTHER_AUTH_METHODS } from "./client-material.ts";
import type { FieldProblem, Fields } from "./fields.ts";
import type { Action } from "./state.ts";
import { TextField } from "./text-field.tsx";

export interface MaterialProps {
  readonly fields: Fields;
  readonly dispatch: Dispatch<Action>;
  readonly problems: readonly FieldProblem[];
}

/** The client authentications that sign: which one, and what it signs with. */
export function ClientKeyFields(props: MaterialProps) {
  const { fields, dispatch } = props;
  const { clientAuth } = fields;
  const { text, block } = bindings(props);
  return (
    <>
      <div className="fld">
        <label htmlFor="otherAuth">Method</label>
        <div className="sel">
          <select
            id="otherAuth"
            value={clientAuth}
            onChange={(event) =>
              dispatch({ type: "fields", fields: { clientAuth: event.target.value as ClientAuthMethod } })
            }
          >
            {OTHER_AUTH_METHODS.map((method) => (
              <option key={method} value={method}>
                {method}
              </option>
            ))}
          </select>
          <Icon name="down" />
        </div>
        <span className="hint">{ABOUT[clientAuth]}</span>
      </div>
      {needsKey(clientAuth) && (
        <BlockField {...block("clientKey")} label="Private key" isSecret placeholder="PEM or JWK" hint={KEPT} />
      )}
      {needsCertificate(clientAuth) && (
        <BlockField
          {...block("certificate")}
          label="Certificate"
          placeholder="-----BEGIN CERTIFICATE-----"
          hint="With its chain behind it, if the server asks for one."
        />
      )}
      {isAssertion(clientAuth) && (
        <>
          <div className="two">
            <TextField {...text("keyAlg")} label="alg, if any" placeholder={ALGS[clientAuth] ?? ""} />
            {needsKey(clientAuth) && <TextField {...text("keyId")} label="kid, if any" />}
          </div>
          <TextField
            {...text("audience")}
            label="aud of the assertion, if any"
            hint="Empty: the token endpoint. Some servers want their issuer."
          />
        </>
      )}
    </>
  );
}

const KEPT = "Kept in this tab; goes to this server with a send, which signs with it and forgets it.";
const ALGS: Partial<Record<ClientAuthMethod, string>> = {
  private_key_jwt: "the first that fits the key",
  client_secret_jwt: "HS256",
};
const ABOUT: Partial<Record<ClientAuthMethod, string>> = {
  private_key_jwt: "An assertion (RFC 7523), signed with the private key, goes into the body.",
  client_secret_jwt: "An assertion (RFC 7523), signed with the secret, goes into the body.",
  tls_client_auth: "The certificate is shown in TLS; the server knows who issued it (RFC 8705).",
  self_signed_tls_client_auth: "The certificate is shown in TLS; the server knows this very one (RFC 8705).",
};

/** What a send may need beside the request: a DPoP proof, resources, an authority to trust, more time. */
export function MoreFields(props: MaterialProps) {
  const { fields, dispatch } = props;
  const { text, block } = bindings(props);
  return (
    <div className="form">
      <label className="check">
        <input
          type="checkbox"
          checked={fields.dpop}
          onChange={(event) => dispatch({ type: "fields", fields: { dpop: event.target.checked } })}
        />
        <span>
          Send a <code>DPoP</code> proof (RFC 9449)
        </span>
      </label>
      {fields.dpop && (
        <>
          <BlockField
            {...block("dpopKey")}
            label="DPoP key"
            isSecret
            placeholder="PEM or JWK"
            hint="Empty: a key is made for the send. Tokens that are bound already need theirs."
          />
          <TextField {...text("dpopNonce")} label="DPoP nonce, if the server gave one" />
        </>
      )}
      <BlockField
        {...block("resources")}
        label="Resources, one a line"
        hint="Each goes out as a resource parameter (RFC 8707)."
      />
      <BlockField
        {...block("caCertificate")}
        label="Certificate of a private authority"
        placeholder="-----BEGIN CERTIFICATE-----"
        hint="Trusted for this endpoint alone, in place of the public ones."
      />
      <TextField {...text("timeout")} label="Timeout in seconds" placeholder="10" />
    </div>
  );
}

function bindings({ fields, dispatch, problems }: MaterialProps) {
  const shared = (name: MaterialText) => ({
    id: name,
    value: fields[name],
    onChange: (value: string) => dispatch({ type: "field", field: name, value }),
    problem: problems.find(({ field }) => field === name),
  });
  return {
    text: (name: MaterialText) => ({
      ...shared(name),
      onRemove: (value: string, what: string) =>
        dispatch({ type: "replace", draft: { fields: { ...fields, [name]: value }, newer: "fields" }, what }),
    }),
    block: shared,
  };
}
