import type { Metadata } from "next";
import { COMPARE_EXAMPLE } from "../../components/compare/compare-example.ts";
import { CompareView } from "../../components/compare/compare-view.tsx";
import { compareTexts } from "../../lib/diagnose/compare.ts";

export const metadata: Metadata = {
  title: "Works in Postman, fails in curl: compare two token requests",
  description:
    "Paste a request that works and one that fails, in any format: what differs as a token server sees it, what matters first.",
};

/** Two requests side by side; a first visit sees an example, already compared. */
export default function ComparePage() {
  return (
    <main className="cmp">
      <CompareView first={compareTexts(COMPARE_EXAMPLE.works, COMPARE_EXAMPLE.fails)}>
        <p className="lead">
          It works in Postman and fails in curl, or the other way round? Here are both as a token server sees them.
          Nothing leaves this tab.
        </p>
        <noscript>
          <p className="note">Without JavaScript only the example is compared.</p>
        </noscript>
      </CompareView>
    </main>
  );
}
