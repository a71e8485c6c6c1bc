import type { Metadata } from "next";
import { headers } from "next/headers";
import { DoneMark, ProgressLine } from "../../components/practice/lesson-marks.tsx";
import { Prose } from "../../components/ui/prose.tsx";
import { formatBasic } from "../../lib/http/basic.ts";
import { encodeComponent } from "../../lib/http/form.ts";
import { LESSONS } from "../../lib/practice/lessons.ts";
import { originOf } from "../../lib/server/catch/catching.ts";
import { settings } from "../../lib/server/settings.ts";
import { type PracticeView, viewPractice } from "../api/practice/view.ts";
import { ResetButton } from "./reset-button.tsx";

export const metadata: Metadata = {
  title: "Practice: ten broken token requests to mend",
  description:
    "Ten broken refresh requests, as people really send them, each to mend on a token server that tells why.",
};

/** The exercises, and the practice token server itself: its clients, and for each a refresh token made for this very view. */
export default async function PracticePage() {
  const view = await viewPractice();
  const endpoint = `${originOf(await headers(), settings())}/practice/token`;
  const [first] = view.tokens;
  const client = view.clients.find(({ clientId }) => clientId === first?.clientId);
  return (
    <main className="doc" id="verdict" tabIndex={-1}>
      <article>
        <h1>Ten broken requests to mend</h1>
        <p className="lead">
          Each is one that people really send. Mend it, send it to the practice server, and see what that makes of it.
          Help is there when you ask for it.
        </p>
        <ProgressLine ids={LESSONS.map(({ id }) => id)} />
        <ol className="lessons">
          {LESSONS.map(({ id, title, story }, i) => (
            <li key={id}>
              <span className="n">{i + 1}</span>
              <div>
                <a href={`/practice/${id}`}>{title}</a>
                <p>
                  <Prose text={story} />
                </p>
              </div>
              <DoneMark id={id} />
            </li>
          ))}
        </ol>
        <h2>The practice token server</h2>
        <p>
          It holds nothing of yours, and answers <code>POST /practice/token</code> as strictly as RFC 6749 allows: forms
          only, one way to authenticate, and refresh tokens that work once.
        </p>
        {first && client && (
          <>
            <h3>A refresh that works</h3>
            <pre className="code fold">
              <code>{formatCommand(endpoint, client, first.refreshToken)}</code>
            </pre>
            <p>
              Run it twice: the second time the token is spent, and its whole family is revoked, as a careful server
              does. Load this page again for a new one.
            </p>
          </>
        )}
        <h3>Clients</h3>
        <Clients clients={view.clients} />
        <h3>Live refresh tokens</h3>
        <p>One a client, made for this view alone: nobody else’s refresh uses them up.</p>
        <Tokens tokens={view.tokens} />
        <ResetButton tokens={view.tokens.map(({ refreshToken }) => refreshToken)} />
        <h3>Dialects</h3>
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
