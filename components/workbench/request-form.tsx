"use client";

import { type Dispatch, lazy, Suspense } from "react";
import type { ProviderEntry } from "../../lib/providers/provider.ts";
import { Segmented } from "../ui/segmented.tsx";
import { useIsLive } from "../ui/use-is-live.ts";
import { needsSecret, toSendOptions } from "./client-material.ts";
import { ExtraRows } from "./extra-rows.tsx";
import { type TextField as FieldName, type FieldProblem, type Fields, FORM_AUTH_METHODS } from "./fields.ts";
import { ProviderSelect } from "./provider-select.tsx";
import type { Action, Draft } from "./state.ts";
import { TextField } from "./text-field.tsx";

const ClientKeyFields = lazy(() =>
  import("./material-fields.tsx").then(({ ClientKeyFields }) => ({ default: ClientKeyFields })),
);
const Discovery = lazy(() => import("../around/discovery.tsx").then(({ Discovery }) => ({ default: Discovery })));
const MoreFields = lazy(() => import("./material-fields.tsx").then(({ MoreFields }) => ({ default: MoreFields })));

type ShownMethod = (typeof FORM_AUTH_METHODS)[number] | "other";
const METHODS = [...FORM_AUTH_METHODS, "other" as const].map((value) => ({ value, label: value }));
const ENCODINGS = [
  { value: "form", label: "form-encoded" },
  { value: "raw", label: "raw" },
] as const;

export interface RequestFormProps {
  readonly draft: Draft;
  readonly dispatch: Dispatch<Action>;
  readonly problems: readonly FieldProblem[];
  readonly providers: readonly ProviderEntry[];
  readonly providerFound: string | null;
  /** Called when the endpoint is left: its host may have changed. */
  readonly onEndpointCommit: () => void;
  /** What is known of the refresh token in the form: that it was used, say. */
  readonly tokenHint: string | undefined;
}

/** The request as a form. Its values never leave but by Send. */
export function RequestForm(props: RequestFormProps) {
  const { draft, dispatch, problems } = props;
  const { fields } = draft;
  const isLive = useIsLive();
  const method = FORM_AUTH_METHODS.find((each) => each === fields.clientAuth) ?? "other";
  const material = { fields, dispatch, problems };
  const field = (name: FieldName) => ({
    id: name,
    value: fields[name],
    onChange: (value: string) => dispatch({ type: "field", field: name, value }),
    onRemove: (value: string, what: string) =>
      dispatch({ type: "replace", draft: { fields: { ...fields, [name]: value }, newer: "fields" }, what }),
    problem: problems.find((problem) => problem.field === name),
  });
  return (
    <div className="form">
      <div className="two">
        <ProviderSelect
          id="form-provider"
          value={draft.provider}
          found={props.providerFound}
          providers={props.providers}
          onChoose={(entry) => {
            dispatch(toProviderAction(entry));
            props.onEndpointCommit();
          }}
        />
        <TextField {...field("clientId")} label="Client id" />
      </div>
      <TextField {...field("tokenEndpoint")} label="Token endpoint" onCommit={props.onEndpointCommit} />
      {isLive && (
        <details className="more">
          <summary>Find it by the issuer</summary>
          <Suspense fallback={null}>
            <Discovery
              method={fields.clientAuth}
              options={toSendOptions(fields)}
              onFound={(found) => {
                const what = "Filled in from the issuer’s metadata.";
                dispatch({ type: "replace", draft: { fields: { ...fields, ...found }, newer: "fields" }, what });
                props.onEndpointCommit();
              }}
            />
          </Suspense>
        </details>
      )}
      {needsSecret(fields.clientAuth) && (
        <TextField
          {...field("clientSecret")}
          label="Client secret"
          isSecret
          hint={fields.clientSecret === "" ? "Empty: sent as an empty secret." : undefined}
        />
      )}
      <div>
        <TextField {...field("refreshToken")} label="Refresh token" isSecret hint={props.tokenHint} />
        <a className="ask" href={toIssuancePage(props)}>
          I have no refresh token
        </a>
      </div>
      <div className="fld">
        <span className="lab">Client authentication</span>
        <Segmented<ShownMethod>
          label="Client authentication"
          as="radios"
          className="bytes-type"
          choices={METHODS}
          value={method}
          onChoose={(chosen) =>
            dispatch({ type: "fields", fields: { clientAuth: chosen === "other" ? "private_key_jwt" : chosen } })
          }
        />
        {method !== "other" && <span className="hint">{ABOUT[method]}</span>}
      </div>
      {method === "other" && isLive && (
        <Suspense fallback={null}>
          <ClientKeyFields {...material} />
        </Suspense>
      )}
      <div className="two">
        <TextField {...field("scope")} label="Scope, if any" mayHoldBlanks />
        {fields.clientAuth === "client_secret_basic" && (
          <div className="fld">
            <span className="lab">Basic encoding</span>
            <Segmented
              label="Basic encoding: id and secret before base64"
              as="radios"
              choices={ENCODINGS}
              value={fields.basicEncoding}
              onChoose={(basicEncoding) => dispatch({ type: "fields", fields: { basicEncoding } })}
            />
          </div>
        )}
      </div>
      <ExtraRows rows={fields.rows} problems={problems} onChange={(rows) => dispatch({ type: "rows", rows })} />
      {isLive && (
        <details className="more" open={hasMore(fields) || undefined}>
          <summary>More: DPoP, resources, a private authority, timeout</summary>
          <Suspense fallback={null}>
            <MoreFields {...material} />
          </Suspense>
        </details>
      )}
      <noscript>
        <p className="note">
          Send needs JavaScript: without it the secret would have to go into a page or a URL. The rules, the errors and
          the practice server can be read without.
        </p>
      </noscript>
    </div>
  );
}

/** What makes a provider issue a refresh token, on its own page where it is known. */
function toIssuancePage({ draft, providers, providerFound }: RequestFormProps): string {
  const id = draft.provider || providers.find(({ name }) => name === providerFound)?.id;
  return `/providers${id ? `/${id}` : ""}#no-refresh-token`;
}

/** What is set must not be out of sight. */
function hasMore({ dpop, resources, caCertificate, timeout }: Fields): boolean {
  return dpop || [resources, caCertificate, timeout].some((value) => value !== "");
}

const ABOUT: Record<(typeof FORM_AUTH_METHODS)[number], string> = {
  client_secret_basic: "Id and secret go into the Authorization header.",
  client_secret_post: "Id and secret go into the body.",
  none: "A public client: the id goes into the body, and no secret.",
};

function toProviderAction(entry: ProviderEntry | undefined): Action {
  if (!entry) return { type: "provider", provider: "" };
  const fields = {
    ...(entry.tokenEndpoint ? { tokenEndpoint: entry.tokenEndpoint } : {}),
    clientAuth: entry.clientAuth,
  };
  return { type: "provider", provider: entry.id, fields };
}
