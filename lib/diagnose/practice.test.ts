import { expect, test } from "vitest";
import type { HttpRequest } from "../http/request.ts";
import type { PracticeRequest } from "../practice/parameters.ts";
import { REFUSALS } from "../practice/refusals.testing.ts";
import { send, toRequest } from "../practice/requests.testing.ts";
import { findRule } from "../rules/catalog.ts";
import { NO_EVIDENCE } from "../rules/evidence.ts";
import { decodeBytes } from "../text/bytes.ts";
import { traced } from "../text/traced.ts";
import { withRequest } from "./evidence.ts";
import { judge } from "./judge.ts";

/**
 * Truths that only the server can know, and what may be said from outside instead. The practice server knows its clients
 * and tokens; a reader of request and reply does not.
 */
const TOLD_FROM_OUTSIDE: Record<string, readonly string[]> = {
  "refresh-token-never-issued": ["refresh-token-dead"],
  "refresh-token-expired": ["refresh-token-dead"],
  "refresh-token-rotated": ["refresh-token-dead"],
  "refresh-token-revoked": ["refresh-token-dead"],
  "wrong-client": ["wrong-secret", "refresh-token-dead"],
  "credentials-swapped": ["wrong-secret", "wrong-client"],
  "wrong-auth-method": ["wrong-secret", "wrong-client"],
  "basic-not-form-encoded": ["wrong-secret"],
  "double-encoded-value": ["refresh-token-dead"],
  // A plus in Basic is an encoded blank, or a plus that nobody encoded: on the wire both look the same.
  "whitespace-in-value": ["basic-not-form-encoded"],
};

/** The practice server itself refuses these for reasons of its own, which no rule is about. */
const BEYOND_RULES = ["wrong-endpoint"];

function toHttpRequest({ query, headers, body }: PracticeRequest): HttpRequest {
  const wire = (text: string) => traced(text, { door: "wire", start: 0, end: text.length });
  return {
    method: wire("POST"),
    scheme: "https",
    host: wire("auth.example.com"),
    target: wire(`/token${query === "" ? "" : `?${query}`}`),
    headers: headers.map(([name, value]) => ({ name: wire(name), value: wire(value) })),
    body: wire(decodeBytes(body)),
  };
}

for (const { name, sent, rule } of REFUSALS.filter((each) => !BEYOND_RULES.includes(each.rule))) {
  const accepted = [rule, ...(TOLD_FROM_OUTSIDE[rule] ?? [])];
  const known = accepted.every((id) => findRule(id));

  test.skipIf(!known)(`the diagnosis of "${name}" agrees with the practice server's own truth: ${rule}`, () => {
    const { reply } = send(sent);
    const base = { ...NO_EVIDENCE, door: "wire" as const, reply };
    const { findings } = judge(withRequest(base, toHttpRequest(toRequest(sent))));
    expect(accepted).toContain(findings.find(({ severity }) => severity !== "info")?.rule);
  });
}
