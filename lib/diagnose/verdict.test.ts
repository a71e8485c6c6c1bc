import { expect, test } from "vitest";
import { toHttpRequest } from "../oauth/refresh-request.ts";
import { findProvider } from "../providers/find-provider.ts";
import { type Evidence, NO_EVIDENCE } from "../rules/evidence.ts";
import { RIGHT_FORM } from "../rules/right-request.ts";
import { withRequest } from "./evidence.ts";
import { judge } from "./judge.ts";
import { chooseRow, findStop, toVerdict, type Verdict, withoutToken } from "./verdict.ts";

function evidenceOf(status: number, body: unknown, more: Partial<Evidence> = {}, provider?: string): Evidence {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const reply = status === 0 ? null : { status, headers: [], body: text };
  const preset = (provider && findProvider(provider)) || null;
  const base: Evidence = { ...NO_EVIDENCE, door: "form", form: RIGHT_FORM, provider: preset, reply, ...more };
  return withRequest(base, toHttpRequest(RIGHT_FORM, "x"));
}

const short = ({ format, client, endpoint }: Verdict) => [format, client, endpoint].map((each) => each[0]).join("");
const failed = (kind: "dns" | "refused" | "timeout" | "tls" | "reset") => ({ failure: { kind, message: "no" } });

/** format, client, endpoint: r(ight), w(rong), u(nknown). Replies as facts have them. */
test.each([
  ["any server refuses the token", 400, { error: "invalid_grant" }, undefined, "rrr"],
  ["any server refuses the client", 401, { error: "invalid_client" }, undefined, "rwr"],
  ["the grant is not allowed to the client", 400, { error: "unauthorized_client" }, undefined, "rwr"],
  ["any server misses a parameter", 400, { error: "invalid_request" }, undefined, "wur"],
  ["no grant_type was read", 400, { error: "unsupported_grant_type" }, undefined, "wur"],
  [
    "Keap: its own word for a dead token",
    400,
    { error: "invalid_request", error_description: "Invalid Refresh Token" },
    "keap",
    "rrr",
  ],
  [
    "Keap: no form",
    400,
    { error: "invalid_request", error_description: "response_type or grant_type is required" },
    "keap",
    "wur",
  ],
  [
    "Google: another client's token",
    401,
    { error: "unauthorized_client", error_description: "Unauthorized" },
    "google",
    "rwr",
  ],
  [
    "Atlassian: 403 for a token",
    403,
    { error: "invalid_grant", error_description: "Unknown or invalid refresh token." },
    "atlassian",
    "rrr",
  ],
  [
    "HubSpot: a token",
    400,
    { status: "BAD_REFRESH_TOKEN", message: "missing or invalid refresh token" },
    "hubspot",
    "rrr",
  ],
  [
    "HubSpot: a secret",
    400,
    { status: "BAD_CLIENT_SECRET", message: "missing or invalid client secret" },
    "hubspot",
    "rwr",
  ],
  ["Slack: an error under 200", 200, { ok: false, error: "invalid_refresh_token" }, "slack", "rrr"],
  [
    "Strava: a token without an error member",
    400,
    { message: "Bad Request", errors: [{ resource: "RefreshToken", field: "refresh_token", code: "invalid" }] },
    "strava",
    "rrr",
  ],
  [
    "Microsoft: a damaged token",
    400,
    { error: "invalid_grant", error_description: "AADSTS9002313: Invalid request." },
    "microsoft",
    "rrr",
  ],
  [
    "Microsoft: a wrong secret",
    401,
    { error: "invalid_client", error_description: "AADSTS7000215: Invalid client secret provided." },
    "microsoft",
    "rwr",
  ],
  ["no such page", 404, "not found", undefined, "uuw"],
  ["a page", 200, "<!doctype html><title>Sign in</title>", undefined, "uuw"],
  ["a redirect", 302, "", undefined, "uuw"],
  ["gone", 410, "", undefined, "uuw"],
  ["a guard's page", 403, "<html>blocked by network security</html>", undefined, "uuu"],
  ["a gateway's page", 502, "<html>Bad gateway</html>", undefined, "uuu"],
  ["too many requests", 429, "", undefined, "uuu"],
  ["a server that fails", 500, { error: "server_error" }, undefined, "uur"],
  ["other JSON", 200, { hello: "there" }, undefined, "uuu"],
  ["a nonce first", 400, { error: "use_dpop_nonce" }, undefined, "uur"],
] as const)("%s", (_, status, body, provider, expected) => {
  expect(short(toVerdict(evidenceOf(status, body, {}, provider)))).toBe(expected);
});

test.each([
  ["dns", "uuw"],
  ["refused", "uuw"],
  ["timeout", "uuu"],
  ["tls", "uuu"],
  ["reset", "uuu"],
] as const)("no answer (%s)", (kind, expected) => {
  expect(short(toVerdict(evidenceOf(0, "", failed(kind))))).toBe(expected);
});

test("what is said of the token is left out", () => {
  const { findings } = judge(evidenceOf(400, { error: "invalid_grant" }));
  expect(findings.map(({ rule }) => rule)).toContain("refresh-token-dead");
  expect(withoutToken(findings)).toEqual([]);
});

test.each([
  ["429", 429, "", {}, "rate-limited"],
  [
    "Zoho's words",
    400,
    { error: "Access Denied", error_description: "You have made too many requests continuously" },
    {},
    "rate-limited",
  ],
  ["423", 423, "", {}, "locked-out"],
  [
    "locked in words",
    401,
    { error: "invalid_client", error_description: "The client has been locked" },
    {},
    "locked-out",
  ],
  ["attempts", 400, { error: "invalid_grant", error_description: "Too many failed attempts" }, {}, "locked-out"],
  ["nothing listens", 0, "", failed("refused"), "unreachable"],
  ["a refusal", 401, { error: "invalid_client", error_description: "Client is blocking on nothing" }, {}, null],
  ["a reset", 0, "", failed("reset"), null],
] as const)("the matrix stops: %s", (_, status, body, more, expected) => {
  const evidence = evidenceOf(status, body, more);
  expect(findStop(evidence, judge(evidence).findings)).toBe(expected);
});

const rows = (...letters: string[]) =>
  letters.map((word, i) => {
    const [format, client, endpoint] = [...word].map((letter) =>
      letter === "r" ? ("right" as const) : letter === "w" ? ("wrong" as const) : ("unknown" as const),
    );
    return { id: `${i}`, label: `row ${i}`, verdict: { format, client, endpoint } as Verdict };
  });

test.each([
  [["rrr", "rrr"], "0", /request as given.*One other/],
  [["rwr", "rrr", "rwr"], "1", /“row 1”/],
  [["rwr", "rwr"], null, /in every form/],
  [["wur", "rwr"], null, /No variation/],
  [["uuw"], null, /No variation/],
  [[], null, /No variation/],
] as const)("%j: use %s", (letters, use, why) => {
  expect(chooseRow(rows(...letters))).toEqual({ use, why: expect.stringMatching(why) });
});
