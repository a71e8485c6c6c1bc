import type { Metadata } from "next";
import { ERROR_CODES } from "../../lib/oauth/error-codes.ts";
import { type ErrorEntry, listErrors, searchErrors } from "../../lib/providers/replies/search-errors.ts";
import { ErrorTable } from "./error-table.tsx";
import { type ErrorGroup, groupByCode, groupByWho } from "./groups.ts";

export const metadata: Metadata = {
  title: "OAuth token errors: what invalid_grant, invalid_client and the rest really mean",
  description:
    "The errors of token endpoints by provider, with their words and their real meaning. Paste the message that you got.",
};

interface Search {
  readonly searchParams: Promise<Readonly<Record<"q" | "from" | "all", string | string[] | undefined>>>;
}

const LONGEST_QUERY = 500;

/** The search, which is a plain form, and below it what it found; without a question the ways into the list. */
export default async function ErrorsPage({ searchParams }: Search) {
  const { q, from, all } = await searchParams;
  const query = (Array.isArray(q) ? q[0] : q)?.slice(0, LONGEST_QUERY).trim() ?? "";
  const who = Array.isArray(from) ? from[0] : from;
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
        {query !== "" ? (
          <Found entries={searchErrors(query)} />
        ) : who !== undefined ? (
          <Found entries={listErrors().filter((entry) => entry.who === who)} by={who} />
        ) : all !== undefined ? (
          <>
            <h2>All {listErrors().length} known errors</h2>
            <ErrorTable entries={listErrors()} />
          </>
        ) : (
          <Ways />
        )}
      </article>
    </main>
  );
}

function Found({ entries, by }: { entries: readonly ErrorEntry[]; by?: string }) {
  return (
    <>
      <h2>{by === undefined ? found(entries.length) : `${by}: ${entries.length} known errors`}</h2>
      {entries.length > 0 && <ErrorTable entries={entries} />}
      <p>
        {entries.length === 0 && "Nothing known fits. "}
        Paste the whole request with the reply into <a href="/">the workbench</a>, or look at{" "}
        <a href="/errors">the other errors</a>.
      </p>
    </>
  );
}

/** The list weighs much: here are its groups, and what the specifications say of each code. */
function Ways() {
  const entries = listErrors();
  const specified = new Set(ERROR_CODES.map(({ spec }) => spec.name));
  return (
    <>
      <h2>By code</h2>
      <Groups groups={groupByCode(entries)} parameter="q" isCode />
      <h2>What the specifications say</h2>
      <ErrorTable entries={entries.filter(({ who, provider }) => provider === null && specified.has(who))} />
      <h2>By who says it</h2>
      <Groups groups={groupByWho(entries)} parameter="from" />
      <p>
        <a href="/errors?all=1">All {entries.length} known errors on one page</a>
      </p>
    </>
  );
}

function Groups({ groups, parameter, isCode }: { groups: readonly ErrorGroup[]; parameter: string; isCode?: boolean }) {
  return (
    <ul className="groups">
      {groups.map(({ name, count }) => (
        <li key={name}>
          <a href={`/errors?${new URLSearchParams({ [parameter]: name })}`}>{isCode ? <code>{name}</code> : name}</a>{" "}
          {count}
        </li>
      ))}
    </ul>
  );
}

function found(count: number): string {
  return count === 1 ? "One known error fits" : `${count} known errors fit`;
}
