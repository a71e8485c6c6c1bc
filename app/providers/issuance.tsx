import { Prose } from "../../components/ui/prose.tsx";
import { findIssuance, GENERAL_ISSUANCE, type Issuance, type IssuanceStep } from "../../lib/providers/issuance.ts";
import type { Provider } from "../../lib/providers/provider.ts";

const KINDS: Readonly<Record<IssuanceStep["kind"], string>> = {
  scope: "Scope",
  parameter: "Parameter of the authorization request",
  "token-parameter": "Parameter of the token request",
  switch: "Switch of the app",
  grant: "Grant",
  approval: "Approval",
  again: "Once more",
  never: "It issues none",
};

const SURE: Readonly<Record<Issuance["sure"], string>> = {
  documented: "Read in the provider’s own documentation.",
  reported: "Read in programs and articles, not in the provider’s own documentation.",
  memory: "From memory, so a hint only: look it up in the provider’s documentation.",
};

/** What makes a provider issue a refresh token, and how sure that is. */
export function IssuanceOf({ provider }: { provider: Provider }) {
  const issuance = findIssuance(provider);
  return (
    <>
      <h2 id="no-refresh-token">No refresh token? What makes it issue one</h2>
      {issuance ? (
        <>
          <Steps steps={issuance.steps} />
          <p>{SURE[issuance.sure]}</p>
        </>
      ) : (
        <p>
          Nothing is known that {provider.name} would need beyond the authorization code grant. What most servers want
          is <a href="/providers#no-refresh-token">told in general</a>.
        </p>
      )}
    </>
  );
}

/** The answer for a server that nothing is known of. */
export function IssuanceInGeneral() {
  return (
    <>
      <h2 id="no-refresh-token">I have no refresh token</h2>
      <p>
        A refresh token comes beside the access token, in the reply to the request that exchanges the code. Where none
        came, one of these is missing, the likeliest first. The provider’s own page above may tell more.
      </p>
      <Steps steps={GENERAL_ISSUANCE} />
    </>
  );
}

function Steps({ steps }: { steps: readonly IssuanceStep[] }) {
  return (
    <ul>
      {steps.map(({ kind, what, note }) => (
        <li key={`${kind} ${what}`}>
          <b>
            {KINDS[kind]}
            {kind !== "never" && ": "}
            {kind !== "never" && (IS_CODE.has(kind) ? <code>{what}</code> : what)}
          </b>
          {". "}
          <Prose text={note} />
        </li>
      ))}
    </ul>
  );
}

const IS_CODE = new Set<IssuanceStep["kind"]>(["scope", "parameter", "token-parameter", "grant"]);
