import fc from "fast-check";
import { expect, test } from "vitest";
import { listErrors, searchErrors } from "./search-errors.ts";

test.each([
  ['{"error":"invalid_request","error_description":"response_type or grant_type is required"}', "Keap (Infusionsoft)"],
  ["{“error”:“invalid_request”,“error_description”:“response_type or grant_type is required”}", "Keap (Infusionsoft)"],
  ["AADSTS7000215", "Microsoft Entra ID (v2.0)"],
  ["curl: (60) SSL certificate problem", "clients of every kind"],
  ["bad_refresh_token", "GitHub App (user tokens)"],
  ["invalid_dpop_proof", "RFC 9449 §5"],
])("%s", (query, who) => {
  expect(searchErrors(query)[0]?.who).toBe(who);
});

test("nothing is found for nothing", () => {
  expect(searchErrors("")).toEqual([]);
  expect(searchErrors("zzzzqqqq xxyy")).toEqual([]);
});

test("any query is answered; the list is complete and each entry explains", () => {
  expect(listErrors().length).toBeGreaterThan(250);
  for (const { meaning } of listErrors()) expect(meaning).toMatch(/\.$/);
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (query) => void searchErrors(query)),
    { numRuns: 30 },
  );
});
