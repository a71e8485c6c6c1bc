import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Icon } from "../../../components/ui/icon.tsx";
import { Prose } from "../../../components/ui/prose.tsx";
import { Scrollable } from "../../../components/ui/scrollable.tsx";
import { listErrors } from "../../../lib/providers/replies/search-errors.ts";
import { findRule } from "../../../lib/rules/catalog.ts";
import type { Rule } from "../../../lib/rules/define-rule.ts";
import { ErrorTable } from "../../errors/error-table.tsx";
import { RuleList } from "../rule-list.tsx";
import { SeverityTag } from "../severity.tsx";
import { exampleOf } from "./example.ts";

interface Params {
  readonly params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const rule = findRule((await params).id);
  return rule ? { title: `${rule.id}: ${rule.title}`, description: rule.summary } : {};
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
        <Replies id={rule.id} />
      </article>
      <Side rule={rule} />
    </main>
  );
}

function WrongAndRight({ rule: { page, example } }: { rule: Rule }) {
  const wrong = exampleOf(example.reports);
  const right = exampleOf(example.ignores);
  return (
    <>
      <h2>Wrong, and right</h2>
      <p className="cap">
        <span className="tag s-error">
          <Icon name="error" />
          Wrong
        </span>
      </p>
      {page?.wrong && (
        <Scrollable label="Wrong, in short" className="code fold">
          {page.wrong}
        </Scrollable>
      )}
      {wrong && (
        <Scrollable label="Wrong, an example" className="code fold">
          {wrong}
        </Scrollable>
      )}
      <p className="cap">
        <span className="tag s-ok">
          <Icon name="ok" />
          Right
        </span>
      </p>
      {page?.right && (
        <Scrollable label="Right, in short" className="code fold">
          {page.right}
        </Scrollable>
      )}
      {right && (
        <Scrollable label="Right, an example" className="code fold">
          {right}
        </Scrollable>
      )}
    </>
  );
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
          Paste a command, a request or a reply into <a href="/">the workbench</a>. It is judged in your tab.
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
