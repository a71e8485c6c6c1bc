import { headers } from "next/headers";
import { diagnoseText } from "../components/workbench/engine.ts";
import { EXAMPLE_NAMES } from "../components/workbench/example-names.ts";
import { asExampleId, findExample } from "../components/workbench/examples.ts";
import { findHost } from "../components/workbench/fields.ts";
import { type PracticeTarget, toPracticeFields } from "../components/workbench/practice.ts";
import type { Draft } from "../components/workbench/state.ts";
import { Workbench } from "../components/workbench/workbench.tsx";
import { settings } from "../lib/server/settings.ts";
import { viewPractice } from "./api/practice/view.ts";
import { findTryDraft } from "./try-draft.ts";

interface Asked {
  readonly example?: string | string[];
  readonly view?: string | string[];
  /** "rule:json-body", "provider:keap": the example of a page to read. */
  readonly try?: string | string[];
}

/** The workbench, filled in: a first visit sees an example, already diagnosed, and a form that works without typing. */
export default async function Page({ searchParams }: { searchParams: Promise<Asked> }) {
  const { example: id, view, try: tried } = await searchParams;
  const exampleId = asExampleId(id) ?? EXAMPLE_NAMES[0].id;
  const example = findExample(exampleId);
  const practice = await findPractice();
  const fields = toPracticeFields(practice);
  const draft: Draft = {
    view: view === "form" ? "form" : "paste",
    text: example.text,
    reply: example.reply,
    shell: example.shell,
    provider: view === "form" ? "" : example.provider,
    fields,
    example: exampleId,
    newer: "text",
    boundHost: findHost(fields.tokenEndpoint),
    ...(typeof tried === "string" ? findTryDraft(tried) : {}),
  };
  return (
    <Workbench
      practice={practice}
      draft={draft}
      diagnosis={diagnoseText(draft)}
      isAsked={id !== undefined || view !== undefined || tried !== undefined}
    />
  );
}

/** The own practice server under the name by which the page was asked for, with a token made for this view. */
async function findPractice(): Promise<PracticeTarget> {
  // The Host header was checked before, so it is one of the server's own names.
  const host = (await headers()).get("host");
  const { origins } = settings();
  const origin = origins.find((each) => new URL(each).host === host) ?? origins[0] ?? "";
  const { clients, tokens } = await viewPractice();
  const [token] = tokens;
  const client = clients.find(({ clientId }) => clientId === token?.clientId);
  return {
    origin,
    clientId: client?.clientId ?? "",
    clientSecret: client?.clientSecret ?? "",
    refreshToken: token?.refreshToken ?? "",
  };
}
