import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findProgram } from "../../../scripts/tools.mjs";
import { toCaught } from "./caught.ts";
import { openTrap, type Trap } from "./client.testing.ts";

/** Programs as people write them: JSON where a form belongs, and the form. `ENDPOINT` stands for the address. */
interface Client {
  readonly name: string;
  /** Programs and files without which it cannot run. */
  readonly needs: readonly string[];
  readonly file: string;
  readonly json: string;
  readonly form: string;
  readonly run: (file: string) => string[];
}

const JSON_BODY = '{"grant_type":"refresh_token","refresh_token":"r1"}';
const FORM_BODY = "grant_type=refresh_token&refresh_token=r1";
const CSHARP = (
  content: string,
) => `using System; using System.Collections.Generic; using System.Net.Http; using System.Text;
static class Program { static void Main() {
  var client = new HttpClient { BaseAddress = new Uri("ENDPOINT/") };
  client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Basic cHJhY3RpY2U6cHJhY3RpY2Utc2VjcmV0");
  client.PostAsync("oauth/token", ${content}).Wait();
} }`;
const PHP = (field: string) => `<?php $c = curl_init("ENDPOINT/oauth/token");
curl_setopt($c, CURLOPT_USERPWD, "practice:practice-secret");
curl_setopt($c, CURLOPT_RETURNTRANSFER, true);
${field}
curl_exec($c);`;

const CLIENTS: readonly Client[] = [
  {
    name: "curl",
    needs: ["curl"],
    file: "run.sh",
    json: `curl -s ENDPOINT/oauth/token -u practice:practice-secret -H 'Content-Type: application/json' -d '${JSON_BODY}'`,
    form: `curl -s ENDPOINT/oauth/token -u practice:practice-secret -d '${FORM_BODY}'`,
    run: (file) => ["sh", file],
  },
  {
    name: "wget",
    needs: ["wget"],
    file: "run.sh",
    json: `wget -qO- --header='Authorization: Basic cHJhY3RpY2U6cHJhY3RpY2Utc2VjcmV0' --header='Content-Type: application/json' --post-data='${JSON_BODY}' ENDPOINT/oauth/token || true`,
    form: `wget -qO- --header='Authorization: Basic cHJhY3RpY2U6cHJhY3RpY2Utc2VjcmV0' --post-data='${FORM_BODY}' ENDPOINT/oauth/token || true`,
    run: (file) => ["sh", file],
  },
  {
    name: "Python requests",
    needs: ["python3", "/usr/lib/python3/dist-packages/requests/__init__.py"],
    file: "run.py",
    json: `import requests\nrequests.post("ENDPOINT/oauth/token", auth=("practice", "practice-secret"), json=${JSON_BODY})`,
    form: `import requests\nrequests.post("ENDPOINT/oauth/token", auth=("practice", "practice-secret"), data=${JSON_BODY})`,
    run: (file) => ["/usr/bin/python3", file],
  },
  {
    name: "node fetch",
    needs: [],
    file: "run.mjs",
    json: `await fetch("ENDPOINT/oauth/token", { method: "POST", headers: { Authorization: "Basic cHJhY3RpY2U6cHJhY3RpY2Utc2VjcmV0", "Content-Type": "application/json" }, body: JSON.stringify(${JSON_BODY}) })`,
    form: `await fetch("ENDPOINT/oauth/token", { method: "POST", headers: { Authorization: "Basic cHJhY3RpY2U6cHJhY3RpY2Utc2VjcmV0" }, body: new URLSearchParams(${JSON_BODY}) })`,
    run: (file) => [process.execPath, file],
  },
  {
    name: "PHP curl",
    needs: ["php", "/etc/php/8.2/mods-available/curl.ini"],
    file: "run.php",
    json: PHP(
      `curl_setopt($c, CURLOPT_HTTPHEADER, ["Content-Type: application/json"]); curl_setopt($c, CURLOPT_POSTFIELDS, '${JSON_BODY}');`,
    ),
    form: PHP(`curl_setopt($c, CURLOPT_POSTFIELDS, '${FORM_BODY}');`),
    run: (file) => ["php", file],
  },
  {
    name: "mono HttpClient",
    needs: ["mono", "mcs", "/usr/lib/mono/4.5/System.Net.Http.dll"],
    file: "run.cs",
    json: CSHARP(`new StringContent(${JSON.stringify(JSON_BODY)}, Encoding.UTF8, "application/json")`),
    form: CSHARP(
      'new FormUrlEncodedContent(new Dictionary<string, string> { { "grant_type", "refresh_token" }, { "refresh_token", "r1" } })',
    ),
    run: (file) => {
      const program = file.replace(/cs$/, "exe");
      execFileSync("mcs", ["-nologo", "-r:System.Net.Http.dll", `-out:${program}`, file]);
      return ["mono", program];
    },
  },
];

let trap: Trap;
const folder = mkdtempSync(path.join(tmpdir(), "regrant-catch-"));
beforeAll(async () => {
  trap = await openTrap();
});
afterAll(() => {
  trap.listener.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a program against the box, and gives what was caught of it. */
async function runClient({ file, run }: Client, source: string) {
  const { boxes, box, port } = trap;
  const before = (await boxes.list(box.id)).length;
  const program = path.join(folder, file);
  writeFileSync(program, source.replaceAll("ENDPOINT", `http://127.0.0.1:${port}/${box.id}`));
  const [command = "", ...args] = run(program);
  await new Promise((resolve) => spawn(command, args, { stdio: "ignore" }).on("close", resolve));
  return (await boxes.list(box.id)).slice(before).map((kept) => toCaught(kept, "http"));
}

describe.each(CLIENTS.map((client) => [client.name, client] as const))("%s", (_, client) => {
  const isHere = client.needs.every((name) => (name.startsWith("/") ? existsSync(name) : findProgram(name)));

  test.skipIf(!isHere)("JSON is told as the cause, and the client is cleared", async () => {
    const [caught, ...more] = await runClient(client, client.json);
    expect(more).toEqual([]);
    expect(caught).toMatchObject({ malformed: null, answer: { status: 400 } });
    expect(caught?.findings[0]).toMatchObject({ rule: "json-body", severity: "error" });
    expect(caught?.understood).toContainEqual({ name: "client_id", value: "practice", from: "authorization" });
  });

  test.skipIf(!isHere)("a form is right: only its token is unknown here", async () => {
    const [caught, ...more] = await runClient(client, client.form);
    expect(more).toEqual([]);
    expect(caught).toMatchObject({ malformed: null, answer: { body: expect.stringContaining("invalid_grant") } });
    expect(caught?.findings.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(caught?.understood).toContainEqual({ name: "refresh_token", value: "r1", from: "body" });
  });
});
