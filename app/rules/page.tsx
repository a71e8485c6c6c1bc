import type { Metadata } from "next";
import { Icon } from "../../components/ui/icon.tsx";
import { Prose } from "../../components/ui/prose.tsx";
import { RULES } from "../../lib/rules/catalog.ts";
import { groupRules } from "./groups.ts";

export const metadata: Metadata = {
  title: "All rules: why OAuth 2 token requests fail",
  description: "Every fault of a token request that Regrant tells, with the reason, the wrong form and the right one.",
};

export default function RulesPage() {
  return (
    <main className="doc" id="verdict" tabIndex={-1}>
      <article>
        <h1>Why a token request fails: {RULES.length} rules</h1>
        <p className="lead">
          One rule, one condition. Each page tells what the rule looks for, why it matters to the server, and what to
          write instead. A rule that is not sure stays silent.
        </p>
        {groupRules().map(({ title, rules }) => (
          <section key={title}>
            <h2>{title}</h2>
            <ul className="entries">
              {rules.map((rule) => (
                <li key={rule.id}>
                  <Icon name={rule.severity} />
                  <div>
                    <a href={`/rules/${rule.id}`}>{rule.title}</a> <code>{rule.id}</code>
                    <p>
                      <Prose text={rule.summary} />
                    </p>
                  </div>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </article>
    </main>
  );
}
