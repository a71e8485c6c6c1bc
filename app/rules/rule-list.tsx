import { Fragment } from "react";
import { groupRules } from "./groups.ts";

/** The table of contents of the rule pages; `here` is the page's own rule. */
export function RuleList({ here }: { here: string }) {
  return (
    <nav className="toc" aria-label="Rules">
      {groupRules().map(({ title, rules }) => (
        <Fragment key={title}>
          <h2>{title}</h2>
          <ul>
            {rules.map(({ id }) => (
              <li key={id}>
                <a href={`/rules/${id}`} {...(id === here ? { "aria-current": "page" as const } : {})}>
                  {id}
                </a>
              </li>
            ))}
          </ul>
        </Fragment>
      ))}
    </nav>
  );
}
