import { expect, test } from "vitest";
import { judge } from "../../diagnose/judge.ts";
import type { RemoteTls } from "../../http/exchange.ts";
import { NO_EVIDENCE } from "../evidence.ts";

function rulesOf(tls: Pick<RemoteTls, "subject" | "subjectAltName">): string[] {
  const remote = { address: "192.0.2.1", port: 443, tls: tls as RemoteTls };
  return judge({ ...NO_EVIDENCE, remote }).findings.map(({ rule }) => rule);
}

test.each([
  [{ subject: "CN=auth.example.com", subjectAltName: "" }, true],
  [{ subject: "O=Example, CN=auth.example.com", subjectAltName: "" }, true],
  [{ subject: "CN=auth.example.com", subjectAltName: "DNS:auth.example.com" }, false],
  [{ subject: "", subjectAltName: "" }, false],
] as const)("a certificate with %j: %s", (tls, isTold) => {
  expect(rulesOf(tls).includes("certificate-common-name-only")).toBe(isTold);
});
