import type { Metadata } from "next";
import { listErrors, searchErrors } from "../../lib/providers/replies/search-errors.ts";
import { ErrorTable } from "./error-table.tsx";

export const metadata: Metadata = {
  title: "OAuth token errors: what invalid_grant, invalid_client and the rest really mean",
  description:
    "The errors of token endpoints by provider, with their words and their real meaning. Paste the message that you got.",
};

interface Search {
  readonly searchParams: Promise<{ readonly q?: string | string[] }>;
}

const LONGEST_QUERY = 500;

export default async function ErrorsPage({ searchParams }: Search) {
  const { q } = await searchParams;
  const query = (Array.isArray(q) ? q[0] : q)?.slice(0, LONGEST_QUERY).trim() ?? "";
  const entries = query === "" ? listErrors() : searchErrors(query);
  return (
    <main className="doc" id="verdict" tabIndex={-1}>
      <article className="wide">
        <h1>What the error really means</h1>
        <p className="lead">
          Servers use few codes for many faults, and their own words for the rest. Paste the message that you got, a
          code, or a number such as AADSTS700082.
        </p>
        <search className="find">
          <form method="get" action="/errors">
            <div className="fld">
              <label htmlFor="q">Error message</label>
              <div className="inp">
                <input id="q" name="q" defaultValue={query} maxLength={LONGEST_QUERY} autoComplete="off" />
              </div>
              <p className="hint">The words get into the address of this page: leave tokens and secrets out.</p>
            </div>
            <button type="submit" className="btn">
              Search
            </button>
          </form>
        </search>
        <h2>{query === "" ? `All ${entries.length} known errors` : found(entries.length)}</h2>
        {entries.length > 0 ? (
          <ErrorTable entries={entries} />
        ) : (
          <p>
            Nothing known fits. Paste the whole request with the reply into <a href="/">the workbench</a>, or look at{" "}
            <a href="/errors">all known errors</a>.
          </p>
        )}
      </article>
    </main>
  );
}

function found(count: number): string {
  return count === 1 ? "One known error fits" : `${count} known errors fit`;
}
