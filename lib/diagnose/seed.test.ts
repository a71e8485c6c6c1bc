import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatBasic } from "../http/basic.ts";
import { answer } from "../practice/answer.ts";
import { findClient } from "../practice/client.ts";
import { EMPTY_STATE, issueFamily, keepFamily, type PracticeState } from "../practice/state.ts";
import { toSnippets } from "../snippets/catalog.ts";
import { csharpMain, toCSharpClass } from "../snippets/proof/drivers.testing.ts";
import { inspect } from "./from-text.ts";

const hasMono = spawnSync("mcs", ["--version"]).status === 0 && existsSync("/usr/lib/mono/4.5/System.Net.Http.dll");

/** The two commands of the thread that Regrant comes from, as the forum shows them, and the server's reply to both. */
const COMMANDS = [
  "curl ‘https://api.infusionsoft.com/token’ -H ‘Authorization: Basic ##########’ -H ‘Accept: application/json’ -H ‘Content-Type: application/json’ -X POST -d ‘{ “grant_type”:“refresh_token”, “refresh_token”:“###########”}’",
  "curl ‘https://api.infusionsoft.com/token’ -H ‘Authorization: Basic ###########=’ -H ‘Accept: application/json’ -H ‘Content-Type: application/json’ --data ‘{“grant_type”:“refresh_token”,“refresh_token”:“#######”}’ -X POST",
];
const REPLY = {
  status: 400,
  body: '{"error":"invalid_request","error_description":"response_type or grant_type is required"}',
};

describe.each(COMMANDS.map((text) => [text.slice(-30), text] as const))("…%s", (_, text) => {
  const { argv, request, findings, cleared, fixed, understood } = inspect({ text, response: REPLY });

  test("json-body comes first, the curly quotes beside it, and nothing else that is loud", () => {
    const loud = findings.filter(({ severity }) => severity !== "info");
    expect(loud.map(({ rule, severity }) => [rule, severity])).toEqual([
      ["json-body", "error"],
      ["smart-quotes", "warning"],
    ]);
    const [body] = loud;
    const [span] = body?.spans ?? [];
    expect(text.slice(span?.start, body?.spans.at(-1)?.end)).toMatch(/^\{.*\}$/);
  });

  test("it is read as it was run: with straight quotes", () => {
    expect(argv?.slice(0, 2)).toEqual(["curl", "https://api.infusionsoft.com/token"]);
    expect(request?.method.text).toBe("POST");
    expect(request?.body?.text).toMatch(/^\{ ?"grant_type":"refresh_token"/);
  });

  test("what the paste itself would do is at hand too: more words, and nothing that reaches the endpoint", () => {
    const { pasted, evidence } = inspect({ text, response: REPLY });
    expect(pasted?.command?.words.length).not.toBe(evidence.command?.words.length);
    expect(pasted?.request?.host.text).not.toBe("api.infusionsoft.com");
    const straight = text.replace(/[‘’]/g, "'").replace(/[“”]/g, '"');
    expect(inspect({ text: straight, response: REPLY }).pasted).toBeNull();
  });

  test("the server sees one odd parameter", () => {
    expect(understood?.parameters.filter(({ from }) => from === "body").map(({ name }) => name.text)).toEqual([
      request?.body?.text,
    ]);
  });

  test("the suspects of the thread are cleared by name", () => {
    const titles = Object.fromEntries(cleared.map(({ rule, title }) => [rule, title]));
    expect(titles["basic-not-base64"]).toContain("not invalid_client");
    expect(titles["missing-client-auth"]).toContain("accepted the client");
    expect(titles["unbalanced-quote"]).toBe("The quotes are closed");
    expect(titles["method-not-post"]).toBe("The method is POST");
    expect(titles["cleartext-http"]).toContain("https");
  });

  test("the fixed text sends the form, blacked-out values as they stand", () => {
    expect(fixed?.text).toContain("-H 'Content-Type: application/x-www-form-urlencoded'");
    expect(fixed?.text).toMatch(/'grant_type=refresh_token&refresh_token=#+'/);
    expect(fixed?.request?.clientAuth).toBe("client_secret_basic");
  });
});

test("without a reply the command is shown as it stands, and what is behind the quotes is told all the same", () => {
  for (const text of COMMANDS) {
    const { argv, request, findings } = inspect({ text });
    expect(argv?.[1]).toBe("‘https://api.infusionsoft.com/token’");
    // The # begins a comment for the shell, so curl is left with one broken address and one named Basic.
    expect(request?.host.text).toBe("Basic");
    expect(findings.map(({ rule }) => rule).slice(0, 2)).toEqual(["smart-quotes", "json-body"]);
  }
});

describe("the fixed command, run by bash and curl against the practice server in Keap's dialect", () => {
  const client = findClient("practice");
  const family = client && issueFamily(client, { family: "f", accessToken: "at0", refreshToken: "rt0" }, 0);
  let state: PracticeState = family ? keepFamily(EMPTY_STATE, family, 0) : EMPTY_STATE;
  let serial = 0;
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)] as const);
      serial++;
      const ids = { family: `f${serial}`, accessToken: `at${serial}`, refreshToken: `rt${serial}` };
      const request = { method: incoming.method ?? "", headers, query: "dialect=keap", body: Buffer.concat(chunks) };
      const result = answer(request, state, 1, ids);
      state = result.state;
      outgoing.writeHead(result.reply.status, Object.fromEntries(result.reply.headers)).end(result.reply.body);
    });
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  async function run(command: string) {
    const { port } = server.address() as AddressInfo;
    const local = command.replace("https://api.infusionsoft.com/token", `http://127.0.0.1:${port}/practice/token`);
    const { stdout } = await promisify(execFile)("bash", ["-c", `${local} -s -w '\\n%{http_code}'`]);
    const [body = "", status] = stdout.split(/\n(?=\d+$)/);
    return { status: Number(status), body: JSON.parse(body) };
  }

  test("as posted the server refuses it, as fixed it issues tokens", async () => {
    const basic = formatBasic(client?.id ?? "", client?.secret ?? "", "form").slice("Basic ".length);
    const text = (COMMANDS[0] ?? "")
      .replace("Basic ##########", `Basic ${basic}`)
      .replace("###########", family?.current ?? "");
    const straight = text.replace(/[‘’]/g, "'").replace(/[“”]/g, '"');
    const refused = await run(straight);
    expect(refused).toEqual({ status: 400, body: JSON.parse(REPLY.body) });
    const { fixed, findings } = inspect({
      text,
      response: refused.body && { status: 400, body: JSON.stringify(refused.body) },
    });
    expect(findings[0]?.rule).toBe("json-body");
    const granted = await run(fixed?.text ?? "");
    expect(granted.status).toBe(200);
    expect(granted.body).toHaveProperty("refresh_token");
  });

  test.skipIf(!hasMono)(
    "the C# snippet made of the fixed request, compiled by mcs and run by mono, succeeds too",
    async () => {
      const { port } = server.address() as AddressInfo;
      const held = client && issueFamily(client, { family: "cs", accessToken: "at-cs", refreshToken: "rt-cs" }, 1);
      if (held) state = keepFamily(state, held, 1);
      const basic = formatBasic(client?.id ?? "", client?.secret ?? "", "form").slice("Basic ".length);
      const text = (COMMANDS[0] ?? "")
        .replace("Basic ##########", `Basic ${basic}`)
        .replace("###########", held?.current ?? "");
      const request = inspect({ text, response: REPLY }).fixed?.request;
      expect(request).not.toBeNull();
      if (!request) return;
      const tokenEndpoint = `http://127.0.0.1:${port}/practice/token`;
      const snippets = toSnippets({ ...request, tokenEndpoint }, { secrets: "literal" });
      const code = snippets.find(({ id }) => id === "csharp-httpclient")?.code ?? "";
      const folder = mkdtempSync(path.join(tmpdir(), "regrant-seed-"));
      try {
        const at = (name: string) => path.join(folder, name);
        // mcs knows no top-level statements: the snippet stands in a method, to the letter.
        writeFileSync(at("Refresh.cs"), toCSharpClass("Case0", code));
        writeFileSync(at("Main.cs"), csharpMain([{}]));
        const sources = [at("Main.cs"), at("Refresh.cs")];
        const program = at("refresh.exe");
        await promisify(execFile)("mcs", ["-langversion:7", "-r:System.Net.Http.dll", `-out:${program}`, ...sources]);
        const { stdout } = await promisify(execFile)("mono", [program]);
        expect(stdout).toContain("200");
        expect(stdout).toContain("access_token");
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});
