import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { diagnoseText } from "../workbench/engine.ts";
import { EXAMPLE_NAMES } from "../workbench/example-names.ts";
import { findExample } from "../workbench/examples.ts";
import { Findings } from "./findings.tsx";

test("no finding repeats a secret in clear, also where its words tell what the credentials decode to", () => {
  const SECRET = "Vq7hz2Rk9";
  for (const { id } of EXAMPLE_NAMES) {
    const example = findExample(id);
    const { findings, secrets } = diagnoseText(example);
    const words = findings.map(({ detail }) => detail).join(" ");
    const html = renderToStaticMarkup(createElement(Findings, { findings, secrets, text: example.text }));
    expect(html).not.toContain(SECRET);
    if (id === "echo-without-n") expect(words).toContain(SECRET);
  }
});
