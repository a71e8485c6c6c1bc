import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { toOpenApi } from "./openapi.json/document.ts";
import { API_ROUTES } from "./routes.ts";

const APP = path.resolve(import.meta.dirname, "..");

/** `GET /api/send/{exchangeId}` for every handler that a route file gives. */
function served(): string[] {
  return readdirSync(path.join(APP, "api"), { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "route.ts" && !file.includes("[[..."))
    .flatMap((file) => {
      const address = `/api/${path.dirname(file).replaceAll("[", "{").replaceAll("]", "}")}`;
      const given = /apiRoute\(\{([\s\S]*?)^\}\);/m.exec(readFileSync(path.join(APP, "api", file), "utf8"))?.[1] ?? "";
      return [...given.matchAll(/^ {2}(GET|POST|PUT|PATCH|DELETE)\b/gm)].map(([, method]) => `${method} ${address}`);
    });
}

test("the document lists every served route, and no other", () => {
  const written = API_ROUTES.map(({ method, path: address }) => `${method.toUpperCase()} ${address}`);
  expect(written.sort()).toEqual([...served(), "POST /practice/token"].sort());
  expect(written).toContain("GET /api/health");
});

test("every reference in the document leads somewhere, and no schema is anonymous", () => {
  const document = toOpenApi();
  const text = JSON.stringify(document);
  const names = Object.keys((document as unknown as { components: { schemas: object } }).components.schemas);
  const references = [...text.matchAll(/"\$ref":"([^"]*)"/g)].map(([, target]) => target);
  expect(references.length).toBeGreaterThan(5);
  for (const target of references) expect(names.map((name) => `#/components/schemas/${name}`)).toContain(target);
  expect(text).not.toMatch(/__shared|\$schema|\$id/);
});
