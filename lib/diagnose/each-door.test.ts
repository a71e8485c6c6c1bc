import { describe, expect, test } from "vitest";
import { formatUrl, type HttpRequest, toWireRequest } from "../http/request.ts";
import { formatRequestBytes } from "../http/request-bytes.ts";
import { type RefreshRequest, toHttpRequest } from "../oauth/refresh-request.ts";
import type { Understood } from "../oauth/understood.ts";
import { quotePosix } from "../shell/quote.ts";
import { diagnoseForm, readForm } from "./from-form.ts";
import { inspect } from "./from-text.ts";
import { diagnoseCaught, readArrival, toCaughtRequest } from "./from-wire.ts";

const FORM = "application/x-www-form-urlencoded";
const RIGHT: RefreshRequest = {
  tokenEndpoint: "https://auth.example.com/oauth/token",
  clientId: "kx9Tq2LmVb7",
  clientSecret: "w4Jr8Ns1Zp6Yc3Hd",
  refreshToken: "tGzv8mKp3XwLr6Ns",
  clientAuth: "client_secret_basic",
};
const basic = (pair: string) => Buffer.from(pair).toString("base64");
const withHeader = (name: string, value: string): Partial<RefreshRequest> => ({
  clientAuth: "none",
  headers: [[name, value]],
});

/** What each form of a refresh must be told, whatever door it comes in by. */
const CASES: readonly { name: string; change: Partial<RefreshRequest>; rules: readonly string[] }[] = [
  { name: "all right", change: {}, rules: [] },
  { name: "right with the secret in the body", change: { clientAuth: "client_secret_post" }, rules: [] },
  { name: "right for a public client", change: { clientAuth: "none" }, rules: [] },
  { name: "a secret of special characters", change: { clientSecret: "s3c&r=+ %2F/?#é" }, rules: [] },
  { name: "http", change: { tokenEndpoint: "http://auth.example.com/oauth/token" }, rules: ["cleartext-http"] },
  { name: "a line break copied along", change: { refreshToken: "tGzv8mKp3X\n" }, rules: ["whitespace-in-value"] },
  { name: "undefined", change: { clientSecret: "undefined" }, rules: ["undefined-credentials"] },
  { name: "a placeholder", change: { refreshToken: "YOUR_REFRESH_TOKEN" }, rules: ["placeholder-left"] },
  { name: "quotes in a value", change: { refreshToken: '"tGzv8mKp3X"' }, rules: ["quotes-in-value"] },
  { name: "the id as secret", change: { clientSecret: "kx9Tq2LmVb7" }, rules: ["secret-equals-id"] },
  { name: "encoded before", change: { refreshToken: "1%2F%2F0gAbc" }, rules: ["double-encoded-value"] },
  { name: "an empty token", change: { refreshToken: "" }, rules: ["empty-value"] },
  { name: "JSON by name", change: { headers: [["Content-Type", "application/json"]] }, rules: ["json-content-type"] },
  { name: "plain text by name", change: { headers: [["Content-Type", "text/plain"]] }, rules: ["wrong-content-type"] },
  {
    name: "quotes in a header",
    change: { headers: [["Content-Type", `'${FORM}'`]] },
    rules: ["quotes-in-header-value"],
  },
  { name: "Bearer", change: withHeader("Authorization", "Bearer abc.def"), rules: ["bearer-instead-of-basic"] },
  { name: "raw pair", change: withHeader("Authorization", "Basic kx9Tq2LmVb7:w4Jr8"), rules: ["basic-not-base64"] },
  {
    name: "no colon",
    change: withHeader("Authorization", `Basic ${basic("w4Jr8Ns1Zp6Yc3Hd")}`),
    rules: ["basic-missing-colon"],
  },
  {
    name: "encoded one by one",
    change: withHeader("Authorization", `Basic ${basic("kx9Tq2LmVb7")}:${basic("w4Jr8Ns1Zp6Y")}`),
    rules: ["basic-encoded-separately"],
  },
  {
    name: "encoded twice",
    change: withHeader("Authorization", `Basic ${basic(basic("kx9Tq2LmVb7:w4Jr8Ns1"))}`),
    rules: ["basic-double-encoded"],
  },
  {
    name: "padding lost",
    change: withHeader("Authorization", `Basic ${basic("kx9Tq2LmVb7:w4Jr8").replace(/=+$/, "")}`),
    rules: ["basic-missing-padding"],
  },
  {
    name: "a line break encoded along",
    change: withHeader("Authorization", `Basic ${basic("kx9Tq2LmVb7:w4Jr8Ns1\n")}`),
    rules: ["basic-trailing-newline"],
  },
  {
    name: "brackets around",
    change: withHeader("Authorization", `Basic {${basic("kx9Tq2LmVb7:w4Jr8Ns1")}}`),
    rules: ["basic-stray-characters"],
  },
  {
    name: "no blank",
    change: withHeader("Authorization", `Basic${basic("kx9Tq2LmVb7:w4Jr8Ns1")}`),
    rules: ["basic-malformed-scheme"],
  },
  {
    name: "the formula",
    change: withHeader("Authorization", "Basic base64_encode(kx9Tq2LmVb7 + ':' + w4Jr8Ns1)"),
    rules: ["basic-literal-formula"],
  },
  {
    name: "another name for the header",
    change: withHeader("Authentication", `Basic ${basic("kx9Tq2LmVb7:w4Jr8Ns1")}`),
    rules: ["wrong-header-name"],
  },
  {
    name: "two methods",
    change: {
      clientAuth: "client_secret_post",
      headers: [["Authorization", `Basic ${basic("kx9Tq2LmVb7:w4Jr8Ns1")}`]],
    },
    rules: ["two-client-auth-methods"],
  },
  {
    name: "a + in Basic that nobody encoded",
    change: { clientSecret: "w4Jr+8Ns", basicEncoding: "raw" },
    rules: ["basic-not-form-encoded"],
  },
  {
    name: "a misspelled parameter",
    change: { params: { redirectUri: "https://a.example/" } },
    rules: ["misspelled-parameter"],
  },
];

/** The request as it is read from its bytes on the wire. */
function asCaught(request: HttpRequest): HttpRequest {
  const arrived = readArrival(formatRequestBytes(request));
  // On the wire the target does not say which scheme it came by, but the catch server knows.
  const caught = arrived && toCaughtRequest(arrived, request.scheme === "http" ? "http" : "https");
  if (!caught) throw new Error("the request did not come through");
  return caught;
}

function asCurl(request: HttpRequest): string {
  const words = ["curl", "-X", request.method.text, formatUrl(request), "-H", "Content-Type:"];
  for (const { name, value } of request.headers) {
    if (!/^(?:host|content-length|connection|user-agent|accept)$/i.test(name.text))
      words.push("-H", `${name.text}: ${value.text}`);
  }
  words.splice(4, 2);
  if (request.body) words.push("--data-raw", request.body.text);
  return words.map((word) => ((quoted) => (quoted.ok ? quoted.text : ""))(quotePosix(word))).join(" ");
}

function asHttp(request: HttpRequest): string {
  const lines = request.headers.map(({ name, value }) => `${name.text}: ${value.text}`);
  return [`${request.method.text} ${formatUrl(request)} HTTP/1.1`, ...lines, "", request.body?.text ?? ""].join("\r\n");
}

const loud = (findings: readonly { rule: string; severity: string }[]) =>
  findings.filter(({ severity }) => severity !== "info").map(({ rule }) => rule);

describe.each(CASES.map((one) => [one.name, one] as const))("%s", (_, { change, rules }) => {
  const form = { ...RIGHT, ...change };
  const request = toHttpRequest(form, "test");

  test("typed for curl", () => expect(loud(inspect({ text: asCurl(request) }).findings)).toEqual(rules));
  test("pasted as HTTP", () => expect(loud(inspect({ text: asHttp(request) }).findings)).toEqual(rules));
  test("filled into the form", () => {
    const { findings } = diagnoseForm(form);
    expect(loud(findings)).toEqual(rules);
    for (const { spans, part } of findings) {
      expect(spans).toEqual([]);
      expect(part).not.toBeNull();
    }
  });
  test("caught on the wire", () => {
    const { findings } = diagnoseCaught(asCaught(request));
    expect(loud(findings)).toEqual(rules);
    for (const { spans, part } of findings) {
      expect(spans).toEqual([]);
      expect(part).not.toBeNull();
    }
  });
  test("all doors see the same request, and the server understands the same", () => {
    const typed = inspect({ text: asHttp(request) });
    const { evidence } = diagnoseCaught(asCaught(request));
    const plain = (understood: Understood | null) =>
      understood?.parameters.map(({ name, value, from }) => [name.text, value.text, from]);
    expect(toWireRequest(asCaught(request))).toEqual(toWireRequest(request));
    expect(plain(evidence.understood)).toEqual(plain(readForm(form).understood));
    expect(plain(evidence.understood)).toEqual(plain(typed.understood));
  });
});
