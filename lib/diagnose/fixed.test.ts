import { execFile } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatBasic } from "../http/basic.ts";
import { encodeComponent } from "../http/form.ts";
import { answer } from "../practice/answer.ts";
import { PRACTICE_CLIENTS } from "../practice/client.ts";
import { EMPTY_STATE, issueFamily, keepFamily, type PracticeState } from "../practice/state.ts";
import failing from "./corpus/failing.json" with { type: "json" };
import wideFailing from "./corpus/wide-failing.json" with { type: "json" };
import { type Inspection, inspect } from "./from-text.ts";

interface Case {
  readonly name: string;
  readonly provider: string;
  readonly shell?: string;
  readonly text: string;
  readonly reply?: { readonly status: number; readonly body: string };
}

const fixed = ([...failing, ...wideFailing] as readonly Case[]).flatMap((one) => {
  const { name, provider, text, reply } = one;
  const shell = (one.shell ?? "auto") as "auto";
  const given = { shell, provider, ...(reply ? { response: { status: reply.status, body: reply.body } } : {}) };
  const inspection = inspect({ text, ...given });
  return inspection.fixed ? [{ name, text, shell, provider, inspection, after: inspection.fixed }] : [];
});

test.each(fixed.map((one) => [one.name, one] as const))(
  "%s: with every fix applied no error is left that a text can fix",
  (_, { shell, provider, after }) => {
    const left = inspect({ text: after.text, shell, provider }).findings;
    const mendable = left.filter(({ severity, fix }) => severity === "error" && (fix?.edits.length ?? 0) > 0);
    expect(mendable.map(({ rule }) => rule)).toEqual([]);
  },
);

const client = PRACTICE_CLIENTS[0];
const family = client && issueFamily(client, { family: "f0", accessToken: "at0", refreshToken: "rt0" }, 1);
const values = { id: client?.id ?? "", secret: client?.secret ?? "", token: family?.current ?? "" };

/** The fixed command, pointed at the practice server with a client and a token that it knows; undefined if it cannot be. */
function toPractice({ fixed: after, shell, format, argv }: Inspection, url: string): string | undefined {
  const { request, text = "" } = after ?? {};
  if (!request || format !== "curl" || shell !== "posix" || argv === null || request.scope) return undefined;
  const { tokenEndpoint, clientId, clientSecret = "", refreshToken, clientAuth } = request;
  const isPlain = [clientId, clientSecret, refreshToken].every((value) => value.length > 3 && !/[$<>{}\s]/.test(value));
  // The practice server reads no parameters in the URL.
  if (!isPlain || !text.includes(tokenEndpoint) || text.includes(`${tokenEndpoint}?`)) return undefined;
  const basic = formatBasic(clientId, clientSecret, "form");
  if (clientAuth === "client_secret_basic" && !text.includes(basic) && !text.includes(`${clientId}:${clientSecret}`))
    return undefined;
  const swaps: [string, string][] = [
    [tokenEndpoint, url],
    [basic, formatBasic(values.id, values.secret, "form")],
    ...bothWays(refreshToken, values.token),
    ...bothWays(clientSecret, values.secret),
    ...bothWays(clientId, values.id),
  ];
  return swaps.reduce((all, [from, to]) => all.replaceAll(from, to), text);
}

function bothWays(from: string, to: string): [string, string][] {
  return [
    [from, to],
    [encodeComponent(from), to],
  ];
}

describe("fixed commands run for real against the practice server", () => {
  let state: PracticeState = EMPTY_STATE;
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)] as const);
      const ids = { family: "f1", accessToken: "at1", refreshToken: "rt1" };
      const request = { method: incoming.method ?? "", headers, query: "", body: Buffer.concat(chunks) };
      // Each command finds the token unused.
      const { reply } = answer(request, state, 1, ids);
      outgoing.writeHead(reply.status, Object.fromEntries(reply.headers)).end(reply.body);
    });
  });
  beforeAll(() => {
    if (family) state = keepFamily(EMPTY_STATE, family, 1);
    return new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const runnable = fixed.filter(({ inspection }) => toPractice(inspection, "") !== undefined);

  test("there are enough of them to tell", () => expect(runnable.length).toBeGreaterThanOrEqual(20));

  test.each(runnable.map((one) => [one.name, one] as const))("%s succeeds", async (_, { inspection }) => {
    const { port } = server.address() as AddressInfo;
    const command = toPractice(inspection, `http://127.0.0.1:${port}/token`) ?? "";
    const { stdout } = await promisify(execFile)("bash", ["-c", command]);
    expect(stdout, command).toContain("access_token");
  });
});
