import net from "node:net";
import { describe, expect, test } from "vitest";
import { setUpBench } from "./bench.testing.ts";
import type { ProofCase } from "./hostile.testing.ts";
import { expectRight, inPairs, type Job, jobsFor, noteSkipped, run, sample, withMode } from "./jobs.testing.ts";
import { PowershellModel, type Value } from "./powershell.testing.ts";

const bench = setUpBench();
const HOUR = 3_600_000;
const NO_POWERSHELL = "no PowerShell is packaged for Debian: the model reads its documented rules";

function jobsOf(id: string, count: number): Job[] {
  const { jobs, declined } = jobsFor(id, id, bench());
  expect(declined.filter(([proof]) => !mayDecline(id, proof)).map(([{ key }, reason]) => [key, reason])).toEqual([]);
  return sample(jobs, count);
}

/**
 * Raw credentials stand in an .http file as two words, no argument in PowerShell may hold a double quote, and Windows
 * PowerShell 5.1 refuses a Referer.
 */
function mayDecline(id: string, { secrets, refresh }: ProofCase): boolean {
  if (id === "invoke-restmethod") return refresh.headers?.some(([name]) => name === "Referer") ?? false;
  if (id === "curl-powershell") return refresh.headers?.some(([, value]) => value.includes('"')) ?? false;
  if (id !== "http-file" || secrets !== "env" || refresh.basicEncoding !== "raw") return false;
  return /[\s:]/.test(refresh.clientId) || /\s/.test(refresh.clientSecret ?? "");
}

function send(bytes: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = net.connect(bench().recorder.port, "127.0.0.1", () => socket.write(bytes));
    socket.on("data", () => socket.end());
    socket.on("close", () => resolve());
    socket.on("error", () => resolve());
  });
}

function encode(text: string): string {
  return new URLSearchParams([["", text]]).toString().slice(1);
}

/** Fills in the placeholders as the notes say: form-encoded, raw in raw credentials. */
function fill(code: string, job: Job): string {
  const isRaw = job.proof.refresh.basicEncoding === "raw";
  return code
    .split(/\r?\n/)
    .map((line) =>
      line.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => {
        const value = job.env[name];
        if (value === undefined) return whole;
        return isRaw && line.startsWith("Authorization: ") ? value : encode(value);
      }),
    )
    .join("\n");
}

test(
  "raw-http is what goes on the wire",
  async () => {
    const jobs = jobsOf("raw-http", 300);
    for (const job of withMode(jobs, "literal")) await send(job.code);
    for (const job of withMode(jobs, "env")) {
      const [head = "", body = ""] = fill(job.code, job).split("\n\n");
      const credentials = /^Authorization: Basic base64\(([\s\S]*)\)\n(?:accept|content-type|x-\S+):/im.exec(head)?.[1];
      const text = head
        .replace("{{content_length}}", String(body.length))
        .replace(`base64(${credentials})`, () => Buffer.from(credentials ?? "").toString("base64"));
      await send(`${text.replaceAll("\n", "\r\n")}\r\n\r\n${body}`);
    }
    expectRight(bench().recorder, bench().canary, jobs, "a socket");
  },
  HOUR,
);

/** The documented reading of an .http file: comments, request line, headers, a blank line, the body. A model. */
function fromHttpFile(text: string): string {
  const lines = text.split("\n").filter((line) => !/^#/.test(line));
  const [method, address = ""] = (lines.shift() ?? "").split(" ");
  const url = new URL(address);
  const blank = lines.indexOf("");
  const body = lines
    .slice(blank + 1)
    .join("\n")
    .replace(/\n$/, "");
  const headers = lines.slice(0, blank).map((line) => {
    const words = /^Authorization: Basic ([^ ]*) (.*)$/.exec(line);
    return words ? `Authorization: Basic ${Buffer.from(`${words[1]}:${words[2]}`).toString("base64")}` : line;
  });
  const head = [`${method} ${url.pathname}${url.search} HTTP/1.1`, `Host: ${url.host}`, ...headers];
  return [...head, `Content-Length: ${body.length}`, "", body].join("\r\n");
}

test(
  "http-file, by the documented rules of its clients (a model)",
  async () => {
    const jobs = jobsOf("http-file", 300);
    for (const job of jobs) await send(fromHttpFile(fill(job.code, job)));
    expectRight(bench().recorder, bench().canary, jobs, "a model of its clients");
  },
  HOUR,
);

describe("PowerShell, by its documented rules (a model)", () => {
  test(
    "curl-powershell gives curl the right words",
    async () => {
      const jobs = jobsOf("curl-powershell", 60);
      noteSkipped("curl-powershell", "PowerShell", NO_POWERSHELL);
      await inPairs(jobs, (job) => {
        const [program, ...words] = new PowershellModel(job.code, job.env).readCommand();
        expect(program).toBe("curl.exe");
        return run("curl", words);
      });
      expectRight(bench().recorder, bench().canary, jobs, "a model of PowerShell");
    },
    HOUR,
  );

  test(
    "invoke-restmethod is given the right table",
    async () => {
      const jobs = jobsOf("invoke-restmethod", 300);
      noteSkipped("invoke-restmethod", "PowerShell", NO_POWERSHELL);
      for (const job of jobs) await send(fromTable(new PowershellModel(job.code, job.env).readAssignment()));
      expectRight(bench().recorder, bench().canary, jobs, "a model of PowerShell");
    },
    HOUR,
  );
});

/** What Invoke-RestMethod sends: a table as a form, a string as it is. */
function fromTable(request: Map<string, Value>): string {
  const text = (value: Value | undefined) => {
    if (typeof value !== "string") throw new Error("text expected");
    return value;
  };
  const url = new URL(text(request.get("Uri")));
  const given = request.get("Body") ?? "";
  const pairs = typeof given === "string" ? [] : [...given].map(([key, value]) => [key, text(value)]);
  const body =
    typeof given === "string"
      ? given
      : pairs.map((pair) => pair.map((part) => encodeURIComponent(part ?? "")).join("=")).join("&");
  const headers = request.get("Headers");
  const lines = headers instanceof Map ? [...headers].map(([name, value]) => `${name}: ${text(value)}`) : [];
  const head = [
    `${text(request.get("Method")).toUpperCase()} ${url.pathname}${url.search} HTTP/1.1`,
    `Host: ${url.host}`,
  ];
  const userAgent = request.get("UserAgent");
  if (userAgent !== undefined) lines.push(`User-Agent: ${text(userAgent)}`);
  const own = [`Content-Type: ${text(request.get("ContentType"))}`, `Content-Length: ${body.length}`];
  return [...head, ...lines, ...own, "", body].join("\r\n");
}
