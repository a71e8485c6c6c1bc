import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { diagnoseText } from "../workbench/engine.ts";
import { EXAMPLES } from "../workbench/examples.ts";
import { Findings } from "./findings.tsx";

test("no finding repeats a secret in clear, also where its words tell what the credentials decode to", () => {
  const SECRET = "Vq7hz2Rk9";
  for (const example of EXAMPLES) {
    const { findings, secrets } = diagnoseText(example);
    const words = findings.map(({ detail }) => detail).join(" ");
    const html = renderToStaticMarkup(createElement(Findings, { findings, secrets, text: example.text }));
    expect(html).not.toContain(SECRET);
    if (example.id === "echo-without-n") expect(words).toContain(SECRET);
  }
});
