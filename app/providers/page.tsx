import type { Metadata } from "next";
import { PROVIDERS } from "../../lib/providers/providers.ts";
import { IssuanceInGeneral } from "./issuance.tsx";
import { formatRotation } from "./words.ts";

export const metadata: Metadata = {
  title: "Token endpoints of 87 OAuth providers: refresh address, client authentication, lifetimes",
  description:
    "How each provider wants its token refreshed: address, method, rotation, lifetimes, and where it differs.",
};

export default function ProvidersPage() {
  const sorted = [...PROVIDERS].sort((a, b) => a.name.localeCompare(b.name, "en"));
  return (
    <main className="doc" id="verdict" tabIndex={-1}>
      <article className="wide">
        <h1>How {PROVIDERS.length} providers want their tokens refreshed</h1>
        <p className="lead">
          Address, client authentication and rotation of each. The pages tell what differs from the specification, what
          the errors mean, and a command that works.
        </p>
        <table className="stack">
          <thead>
            <tr>
              <th scope="col">Provider</th>
              <th scope="col">Token endpoint</th>
              <th scope="col">Client authentication</th>
              <th scope="col">Refresh token</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((provider) => (
              <tr key={provider.id}>
                <th scope="row">
                  <a href={`/providers/${provider.id}`}>{provider.name}</a>
                </th>
                <td>
                  <code>{provider.tokenEndpoint ?? provider.tokenEndpointTemplate}</code>
                </td>
                <td>
                  <code>{provider.clientAuth.preferred}</code>
                </td>
                <td>{formatRotation(provider)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <IssuanceInGeneral />
      </article>
    </main>
  );
}
