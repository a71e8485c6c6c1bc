import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { CatchView } from "../../../components/catch/catch-view.tsx";
import { catching } from "../../../lib/server/catch/catching.ts";
import { sharingProblem } from "../../../lib/server/redis.ts";
import { settings } from "../../../lib/server/settings.ts";
import { viewBox } from "../../api/catch/view.ts";

export const metadata: Metadata = { title: "Caught requests", robots: { index: false } };

/** A box. What it has caught is not in the HTML: the page asks for it. */
export default async function CatchPage({ params }: { params: Promise<{ id: string }> }) {
  const box = await catching().boxes.find((await params).id);
  if (!box) notFound();
  return (
    <CatchView
      box={viewBox(box, await headers())}
      isPublic={settings().mode === "public"}
      problems={[catching().problem, sharingProblem()].filter((problem) => problem !== null)}
    />
  );
}
