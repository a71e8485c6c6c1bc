import { Prose } from "../../components/ui/prose.tsx";
import type { ErrorEntry } from "../../lib/providers/replies/search-errors.ts";

const SURE = {
  A: "read at the source",
  B: "wording read, meaning partly inferred",
  C: "from memory: a hint",
} as const;

/** Known errors: who says them, in which words, and what they mean. */
export function ErrorTable({ entries }: { entries: readonly ErrorEntry[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Who says it</th>
          <th scope="col">What it says</th>
          <th scope="col">What it means</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={`${entry.who} ${entry.error} ${entry.text} ${entry.meaning}`}>
            <td>{entry.provider ? <a href={`/providers/${entry.provider}`}>{entry.who}</a> : entry.who}</td>
            <td>
              {entry.status !== null && <span>{entry.status} </span>}
              {entry.error !== null && <code>{entry.error}</code>}
              {entry.text !== null && (
                <>
                  {entry.error !== null && " "}
                  {entry.text}
                </>
              )}
            </td>
            <td>
              <Prose text={entry.meaning} />
              {entry.sure !== null && ` (${SURE[entry.sure]})`}{" "}
              {entry.rule !== null && (
                <a href={`/rules/${entry.rule}`}>
                  <code>{entry.rule}</code>
                </a>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
