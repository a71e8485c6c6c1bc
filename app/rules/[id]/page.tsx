import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { CodeBlock } from "../../../components/ui/code-block.tsx";
import { Icon } from "../../../components/ui/icon.tsx";
import { Prose } from "../../../components/ui/prose.tsx";
import { listErrors } from "../../../lib/providers/replies/search-errors.ts";
import { findRule } from "../../../lib/rules/catalog.ts";
import type { Example, Rule } from "../../../lib/rules/define-rule.ts";
import { ErrorTable } from "../../errors/error-table.tsx";
import { toTryAddress } from "../../try-draft.ts";
import { RuleList } from "../rule-list.tsx";
import { SeverityTag } from "../severity.tsx";
import { exampleOf, fixTitlesOf, requestOf } from "./example.ts";

interface Params {
  readonly params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const rule = findRule((await params).id);
  return rule ? { title: toTitle(rule), description: rule.summary } : {};
}

/** People search for the error that they got: the code that servers say most often then comes first. */
function toTitle({ id, title }: Rule): string {
  const codes = listErrors().flatMap(({ rule, error }) => (rule === id && error !== null ? [error] : []));
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most ? `${most[0]}: ${title}` : `${title} (OAuth 2 token request)`;
}

export default async function RulePage({ params }: Params) {
  const rule = findRule((await params).id);
  if (!rule) notFound();
  return (
    <main className="doc" id="verdict" tabIndex={-1}>
      <RuleList here={rule.id} />
      <article>
        <div className="idl">
          <SeverityTag severity={rule.severity} />
          <code>{rule.id}</code>
        </div>
        <h1>{rule.title}</h1>
        <p className="lead">
          <Prose text={rule.summary} />
        </p>
        {rule.page && (
          <>
            <h2>Why it fails</h2>
            <p>
              <Prose text={rule.page.why} />
            </p>
          </>
        )}
        <WrongAndRight rule={rule} />
        <Messages rule={rule} />
        <Fixes rule={rule} />
        <Replies id={rule.id} />
      </article>
      <Side rule={rule} />
    </main>
  );
}

function WrongAndRight({ rule: { id, page, example } }: { rule: Rule }) {
  const tried = toTryAddress(`rule:${id}`);
  return (
    <>
      <h2>Wrong, and right</h2>
      {page?.wrong && <CodeBlock label="Wrong, in short" code={page.wrong} head={WRONG} />}
      <ExampleBlock
        label="Wrong, an example"
        example={example.reports}
        head={page?.wrong ? "An example" : WRONG}
        action={
          tried && (
            <a className="btn sm" href={tried}>
              Try it
            </a>
          )
        }
      />
      {page?.right && <CodeBlock label="Right, in short" code={page.right} head={RIGHT} />}
      <ExampleBlock label="Right, an example" example={example.ignores} head={page?.right ? "An example" : RIGHT} />
    </>
  );
}

const WRONG = (
  <span className="tag s-error">
    <Icon name="error" />
    Wrong
  </span>
);
const RIGHT = (
  <span className="tag s-ok">
    <Icon name="ok" />
    Right
  </span>
);

function ExampleBlock({
  label,
  example,
  head,
  action,
}: {
  label: string;
  example: Example;
  head: ReactNode;
  action?: ReactNode;
}) {
  const code = exampleOf(example);
  if (!code) return null;
  return <CodeBlock label={label} code={code} copied={requestOf(example) ?? code} head={head} action={action} />;
}

/** What Regrant says, its blanks shown as an ellipsis. */
function Messages({ rule }: { rule: Rule }) {
  const plain = (text: string) => text.replace(/\{\w+\}/g, "…").replace(/^(?:… )+/, "");
  return (
    <>
      <h2>What to do</h2>
      {Object.entries(rule.messages).map(([name, { title, detail }]) => (
        <section key={name}>
          <h3>
            <Prose text={plain(title)} />
          </h3>
          <p>
            <Prose text={plain(detail)} />
          </p>
        </section>
      ))}
      {rule.cleared !== null && (
        <p className="cap">
          <Icon name="ok" />
          <span>
            Where nothing is wrong Regrant says: <Prose text={plain(rule.cleared)} />
          </span>
        </p>
      )}
    </>
  );
}

/** The edits that Regrant offers, or why it offers none. */
function Fixes({ rule }: { rule: Rule }) {
  const titles = fixTitlesOf(rule);
  return (
    <>
      <h2>Fix</h2>
      {titles.length === 0 ? (
        <p>
          Regrant offers no edit here. <Prose text={rule.noFix ?? ""} />
        </p>
      ) : (
        <>
          <p>Regrant offers, with one click:</p>
          <ul>
            {titles.map((title) => (
              <li key={title}>
                <Prose text={title} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Replies({ id }: { id: string }) {
  const entries = listErrors().filter(({ rule }) => rule === id);
  if (entries.length === 0) return null;
  return (
    <>
      <h2>What servers and clients say then</h2>
      <ErrorTable entries={entries} />
    </>
  );
}

function Side({ rule }: { rule: Rule }) {
  const tried = toTryAddress(`rule:${rule.id}`);
  return (
    <aside className="side" aria-label="More">
      {rule.spec && (
        <section>
          <h2>Where it is written</h2>
          <p>
            <a href={rule.spec.url}>{rule.spec.name}</a>
          </p>
        </section>
      )}
      <section>
        <h2>Try it</h2>
        <p>
          {tried ? (
            <>
              <a href={tried}>Open the wrong example in the workbench</a>, or paste your own.
            </>
          ) : (
            <>
              Paste a command, a request or a reply into <a href="/">the workbench</a>.
            </>
          )}{" "}
          It is judged in your tab.
        </p>
      </section>
      <section>
        <h2>All rules</h2>
        <p>
          <a href="/rules">The list of rules</a>, <a href="/errors">the list of errors</a>
        </p>
      </section>
    </aside>
  );
}
