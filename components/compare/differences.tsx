import type { Difference } from "../../lib/diagnose/difference.ts";
import { isSecretName } from "../../lib/oauth/redaction.ts";
import { Glyphs } from "../editor/glyphs.tsx";
import { maskText } from "../editor/secrets.ts";
import { SecretValue } from "../exchange/secret-value.tsx";
import { Icon } from "../ui/icon.tsx";
import { Prose } from "../ui/prose.tsx";
import { WEIGHT_SIGNS } from "./compare-words.ts";

/** What the two sides are called. */
export type SideNames = Readonly<Record<"works" | "fails", string>>;
const BY_OUTCOME: SideNames = { works: "Works", fails: "Fails" };

/** What differs, the weightiest first; what does not matter is folded. */
export function Differences({
  differences,
  names = BY_OUTCOME,
}: {
  differences: readonly Difference[];
  names?: SideNames;
}) {
  const weighty = differences.filter(({ weight }) => weight !== "cosmetic");
  const harmless = differences.filter(({ weight }) => weight === "cosmetic");
  return (
    <>
      {weighty.length > 0 && <List differences={weighty} names={names} />}
      {harmless.length > 0 && (
        <details className="harmless" open={weighty.length === 0}>
          <summary>
            {harmless.length === 1
              ? "1 difference that does not matter"
              : `${harmless.length} differences that do not matter`}
          </summary>
          <List differences={harmless} names={names} />
        </details>
      )}
    </>
  );
}

function List({ differences, names }: { differences: readonly Difference[]; names: SideNames }) {
  return (
    <ol className="diffs">
      {differences.map((difference) => (
        <Row key={difference.key} difference={difference} names={names} />
      ))}
    </ol>
  );
}

function Row({ difference, names }: { difference: Difference; names: SideNames }) {
  const { key, label, weight, works, fails, why, rule } = difference;
  const { icon, word, tone } = WEIGHT_SIGNS[weight];
  return (
    <li>
      <h2>
        <span className={`s-${tone}`}>
          <Icon name={icon} />
          {word}
        </span>
        <Prose text={label} />
      </h2>
      <p>
        <Prose text={why} />{" "}
        {rule && (
          <a href={`/rules/${rule}`}>
            <code>{rule}</code>
          </a>
        )}
      </p>
      {(works !== null || fails !== null) && (
        <dl>
          <div>
            <dt>{names.works}</dt>
            <dd>
              <Value name={key} value={works} side={sideOf(names.works)} />
            </dd>
          </div>
          <div>
            <dt>{names.fails}</dt>
            <dd>
              <Value name={key} value={fails} side={sideOf(names.fails)} />
            </dd>
          </div>
        </dl>
      )}
    </li>
  );
}

function sideOf(name: string): string {
  return name === "Works" || name === "Fails" ? `the one that ${name.toLowerCase()}` : name.toLowerCase();
}

const LONGEST = 400;

/** A secret by itself has an eye; in other values what looks like one is masked. */
function Value({ name, value, side }: { name: string; value: string | null; side: string }) {
  if (value === null) return <span className="none">not there</span>;
  if (value === "") return <span className="none">empty</span>;
  const parameter = /^(?:parameter|header|member) (.+)$/.exec(name)?.[1] ?? "";
  if (isSecretName(parameter) && parameter !== "client_id") {
    return <SecretValue value={value} name={`${parameter} of ${side}`} />;
  }
  const cut = value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
  return /^(?:parameter|member) /.test(name) ? <Glyphs text={cut} /> : maskText(cut, []);
}
