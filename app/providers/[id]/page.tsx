import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CodeBlock } from "../../../components/ui/code-block.tsx";
import { Prose } from "../../../components/ui/prose.tsx";
import type { Provider } from "../../../lib/providers/provider.ts";
import { PROVIDERS } from "../../../lib/providers/providers.ts";
import { formatRefreshCommand } from "../../../lib/providers/refresh-command.ts";
import { listErrors } from "../../../lib/providers/replies/search-errors.ts";
import { ErrorTable } from "../../errors/error-table.tsx";
import { IssuanceOf } from "../issuance.tsx";
import { Facts } from "./facts.tsx";

interface Params {
  readonly params: Promise<{ id: string }>;
}

function findById(id: string): Provider | undefined {
  return PROVIDERS.find((provider) => provider.id === id);
}

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const provider = findById((await params).id);
  if (!provider) return {};
  const endpoint = provider.tokenEndpoint ?? provider.tokenEndpointTemplate ?? "";
  return {
    title: `${provider.name}: refresh an OAuth token, and what invalid_grant means`,
    description: `How to refresh a token at ${provider.name}: ${endpoint}, client authentication, lifetimes, errors.`,
  };
}

export default async function ProviderPage({ params }: Params) {
  const provider = findById((await params).id);
  if (!provider) notFound();
  const command = formatRefreshCommand(provider);
  const errors = listErrors().filter((entry) => entry.provider === provider.id);
  return (
    <main className="doc" id="verdict" tabIndex={-1}>
      <article>
        <h1>{provider.name}: refreshing a token</h1>
        <p className="lead">
          {provider.supportsRefresh
            ? "Where the refresh goes, how the client authenticates, how long tokens live, and what the errors mean."
            : "There is no refresh here: the access token lasts, or the user signs in again."}
        </p>
        <Facts provider={provider} />
        {command !== undefined && <Command id={provider.id} command={command} />}
        <IssuanceOf provider={provider} />
        {provider.quirks.length > 0 && <Quirks quirks={provider.quirks} />}
        {errors.length > 0 && (
          <>
            <h2>What its errors mean</h2>
            <ErrorTable entries={errors} />
          </>
        )}
      </article>
      <Side provider={provider} />
    </main>
  );
}

function Command({ id, command }: { id: string; command: string }) {
  return (
    <>
      <h2>A command that works</h2>
      <p>
        For bash, zsh and dash, with the values in <code>$CLIENT_ID</code>, <code>$CLIENT_SECRET</code> and{" "}
        <code>$REFRESH_TOKEN</code>.
      </p>
      <CodeBlock
        label="Command"
        code={command}
        action={
          <a className="btn sm" href={`/?try=provider:${id}`}>
            Try it
          </a>
        }
      />
    </>
  );
}

function Quirks({ quirks }: { quirks: readonly string[] }) {
  return (
    <>
      <h2>Where it differs</h2>
      <ul>
        {quirks.map((quirk) => (
          <li key={quirk}>
            <Prose text={quirk} />
          </li>
        ))}
      </ul>
    </>
  );
}

const CONFIDENCE = {
  verified: "The main facts were read in the provider’s own documentation.",
  likely: "Most facts were read in programs and articles, not in the provider’s own documentation.",
  unsure: "Little of this was read anywhere: take it for a hint.",
} as const;

function Side({ provider }: { provider: Provider }) {
  return (
    <aside className="side" aria-label="More">
      <section>
        <h2>How sure this is</h2>
        <p>{CONFIDENCE[provider.confidence]}</p>
        {provider.hints.length > 0 && <p>From memory, so hints only: {provider.hints.join("; ")}.</p>}
      </section>
      <section>
        <h2>Sources</h2>
        <ul>
          <li>
            <a href={provider.docs}>The provider’s documentation</a>
          </li>
          {provider.evidence
            .filter((source) => source !== provider.docs)
            .map((source) => (
              <li key={source}>{source}</li>
            ))}
        </ul>
      </section>
      <section>
        <h2>Other providers</h2>
        <p>
          <a href="/providers">All providers</a>
        </p>
      </section>
    </aside>
  );
}
