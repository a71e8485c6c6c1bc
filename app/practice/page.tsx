import type { Metadata } from "next";
import { headers } from "next/headers";
import { formatBasic } from "../../lib/http/basic.ts";
import { encodeComponent } from "../../lib/http/form.ts";
import { settings } from "../../lib/server/settings.ts";
import { type PracticeView, viewPractice } from "../api/practice/view.ts";
import { ResetButton } from "./reset-button.tsx";

export const metadata: Metadata = { title: "Practice" };

/** The practice token server: its clients, and for each one a refresh token that works, made for this very view. */
export default async function PracticePage() {
  const view = viewPractice();
  // The Host header was checked before, so it is one of the server's own names.
  const host = (await headers()).get("host");
  const origin = settings().origins.find((each) => new URL(each).host === host);
  const endpoint = `${origin}/practice/token`;
  const [first] = view.tokens;
  const client = view.clients.find(({ clientId }) => clientId === first?.clientId);
  return (
    <main className="doc" id="verdict" tabIndex={-1}>
      <article>
        <h1>Practice on a token server that holds nothing of yours</h1>
        <p className="lead">
          It answers <code>POST /practice/token</code> as strictly as RFC 6749 allows: forms only, one way to
          authenticate, and refresh tokens that work once.
        </p>
        {first && client && (
          <>
            <h2>A refresh that works</h2>
            <pre className="code fold">
              <code>{formatCommand(endpoint, client, first.refreshToken)}</code>
            </pre>
            <p>
              Run it twice: the second time the token is spent, and its whole family is revoked, as a careful server
              does. Load this page again for a new one.
            </p>
          </>
        )}
        <h2>Clients</h2>
        <Clients clients={view.clients} />
        <h2>Live refresh tokens</h2>
        <p>One a client, made for this view alone: nobody else’s refresh uses them up.</p>
        <Tokens tokens={view.tokens} />
        <ResetButton tokens={view.tokens.map(({ refreshToken }) => refreshToken)} />
        <h2>Dialects</h2>
        <ul>
          {view.dialects.map(({ id, path, about }) => (
            <li key={id}>
              <code>{path}</code>: {about}
            </li>
          ))}
        </ul>
      </article>
    </main>
  );
}

type Client = PracticeView["clients"][number];

/** The first client's id and secret need no escaping in any shell. */
function formatCommand(endpoint: string, { clientId, clientSecret }: Client, token: string): string {
  const basic = formatBasic(clientId, clientSecret ?? "", "form");
  const body = `grant_type=refresh_token&refresh_token=${encodeComponent(token)}`;
  return `curl ${endpoint} -H "Authorization: ${basic}" -d "${body}"`;
}

function Clients({ clients }: { clients: readonly Client[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">client_id</th>
          <th scope="col">client_secret</th>
          <th scope="col">What it is for</th>
        </tr>
      </thead>
      <tbody>
        {clients.map(({ clientId, clientSecret, about }) => (
          <tr key={clientId}>
            <td>
              <code>{clientId}</code>
            </td>
            <td>{clientSecret === null ? "none" : <code>{clientSecret}</code>}</td>
            <td>{about}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Tokens({ tokens }: { tokens: PracticeView["tokens"] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Client</th>
          <th scope="col">refresh_token</th>
          <th scope="col">scope</th>
        </tr>
      </thead>
      <tbody>
        {tokens.map(({ clientId, refreshToken, scope }) => (
          <tr key={clientId}>
            <td>
              <code>{clientId}</code>
            </td>
            <td>
              <code>{refreshToken}</code>
            </td>
            <td>
              <code>{scope}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
