import { expect, test } from "vitest";
import type { TextFormat } from "../http/format.ts";
import { detectFormat } from "./detect.ts";

const TEXTS: readonly [format: TextFormat, text: string][] = [
  ["curl", "curl https://a.example"],
  ["curl", "  $ curl -d a=b https://a.example"],
  ["curl", "C:\\Users\\a>curl.exe -d a=b https://a.example"],
  ["curl", "PS C:\\> curl.exe https://a.example"],
  ["curl", "A=b sudo /usr/bin/curl https://a.example"],
  ["curl", "export RT=x\ncurl \\\n  -d a=b https://a.example"],
  ["curl", "TOKEN=$(curl -s https://a.example)"],
  ["curl", "curl ‘https://a.example’"],
  ["curl", "\u200bcurl\u00a0-X POST https://a.example"],
  ["http", "POST /token HTTP/1.1\nHost: a"],
  ["http", "POST https://a.example/token\n\na=b"],
  ["http", "### x\nPOST {{host}}/token"],
  ["fetch", "await fetch('https://a.example', { method: 'POST' })"],
  ["powershell", "$r = Invoke-RestMethod -Uri https://a.example"],
  ["powershell", "irm https://a.example -Method Post"],
  ["httpie", "http POST a.example/token a=b"],
  ["httpie", "https -f POST a.example a=b"],
  ["wget", "wget --post-data='a=b' https://a.example"],
  ["har", '{"log":{"version":"1.2","entries":[]}}'],
  [
    "postman",
    '{"info":{"_postman_id":"1","schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},"item":[]}',
  ],
  ["postman", "POST {{base}}/token\nBody (form-data)\na: b"],
  ["code", "requests.post('https://a.example', data={})"],
  ["code", "$ch = curl_init(); curl_setopt($ch, CURLOPT_POST, true);"],
  ["code", "var client = new HttpClient();"],
  ["error-reply", '{"error":"invalid_grant"}'],
  ["error-reply", "HTTP/1.1 400 Bad Request\n\n{}"],
  ["error-reply", "curl: (6) Could not resolve host: a"],
  ["error-reply", "AADSTS7000215: Invalid client secret is provided."],
  ["error-reply", "<!DOCTYPE html><html><title>502</title></html>"],
  ["unknown", ""],
  ["unknown", "hello there"],
  ["unknown", "I used curl and it failed"],
];

test.each(TEXTS)("%s: %j", (format, text) => expect(detectFormat(text)).toBe(format));

test("a megabyte is told at once", () => {
  for (const unit of ["A=b ", "curl", "x", "/", "( ", "\n", "'", "$ "]) {
    const start = performance.now();
    detectFormat(unit.repeat(1_000_000 / unit.length));
    expect(performance.now() - start, JSON.stringify(unit)).toBeLessThan(5_000);
  }
}, 60_000);
