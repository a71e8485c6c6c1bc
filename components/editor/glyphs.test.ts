import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { Glyphs, maskVisible } from "./glyphs.tsx";

describe("characters that cannot be seen", () => {
  test("stand as glyphs that say their code points", () => {
    const html = renderToStaticMarkup(createElement(Glyphs, { text: "id:se\u200bcret\n" }));
    expect(html).toContain("[U+200B]");
    expect(html).toContain("zero width space (U+200B)");
    expect(html).toContain("newline (U+000A)");
    expect(html.replace(/<[^>]+>/g, "")).toBe("id:se[U+200B]cret␊");
  });

  const cases: [name: string, text: string, masked: string][] = [
    ["long", "abcdefghijkl", "abcd••••••••"],
    ["short", "abc", "••••••••"],
    ["a newline at the end", "abcdefghijkl\n", "abcd••••••••\n"],
    ["a blank in front", " abcdefghijkl", " abcd••••••••"],
    ["in the middle", "abcdefgh\u200bijkl", "abcd••••••••\u200b••••••••"],
    ["nothing", "", ""],
  ];
  test.each(cases)("a masked secret keeps them: %s", (_, text, masked) => expect(maskVisible(text)).toBe(masked));
});
