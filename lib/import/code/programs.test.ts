import fc from "fast-check";
import { expect, test } from "vitest";
import { parseForm } from "../../http/form.ts";
import { decodeBytes, fromBase64 } from "../../text/bytes.ts";
import { detectLanguage, type Language } from "./language.ts";
import { readCode } from "./read-code.ts";

interface Program {
  readonly name: string;
  readonly language: Language;
  readonly source: string;
  readonly type: string | null;
  readonly form: readonly (readonly [string, string])[];
  /** What Basic carries. */
  readonly basic?: string;
}

const FORM = "application/x-www-form-urlencoded";
const REFRESH = [
  ["grant_type", "refresh_token"],
  ["refresh_token", "a+b/c"],
] as const;

/** Programs as their authors write them; all call https://a.example/oauth/token. */
const PROGRAMS: readonly Program[] = [
  {
    name: "node:https with options, write and end",
    language: "javascript",
    type: FORM,
    form: REFRESH,
    source: `const https = require('https');
const querystring = require('querystring');
const postData = querystring.stringify({ grant_type: 'refresh_token', refresh_token: 'a+b/c' });
const options = { hostname: 'a.example', port: 443, path: '/oauth/token', method: 'POST',
  headers: { 'Content-Type': '${FORM}', 'Content-Length': Buffer.byteLength(postData) } };
const req = https.request(options, (res) => {
  let data = '';
  res.on('data', (chunk) => { data += chunk; });
  res.on('end', () => { console.log(JSON.parse(data)); });
});
req.on('error', (e) => { console.error(e); });
req.write(postData);
req.end();`,
  },
  {
    name: "node:https inside a promise",
    language: "javascript",
    type: FORM,
    form: REFRESH,
    basic: "id:s3cret",
    source: `import { request as send } from "node:https";
export function refresh(done) {
  return new Promise((resolve, reject) => {
    const req = send(new URL("https://a.example/oauth/token"), {
      method: "POST",
      headers: { Authorization: "Basic " + Buffer.from("id:s3cret").toString("base64"), "Content-Type": "${FORM}" },
    }, (res) => { res.resume(); resolve(res.statusCode); });
    req.on("error", reject);
    req.end(new URLSearchParams({ grant_type: "refresh_token", refresh_token: "a+b/c" }).toString());
  });
}`,
  },
  {
    name: "node:https written in two chunks from a callback",
    language: "javascript",
    type: FORM,
    form: REFRESH,
    source: `const { request } = require("https");
readConfig(function (config) {
  const req = request("https://a.example/oauth/token", { method: "POST", headers: { "content-type": "${FORM}" } });
  req.write("grant_type=refresh_token");
  req.write("&refresh_token=" + encodeURIComponent("a+b/c"));
  req.end();
});`,
  },
  {
    name: "node:https with auth in the options",
    language: "javascript",
    type: FORM,
    form: REFRESH,
    basic: "id:s3cret",
    source: `const https = require("node:https");
const body = "grant_type=refresh_token&refresh_token=a%2Bb%2Fc";
const req = https.request({ host: "a.example", path: "/oauth/token", method: "POST", auth: "id:s3cret",
  headers: { "Content-Type": "${FORM}" } });
req.end(body);`,
  },
  {
    name: "reqwest with a form and Basic",
    language: "rust",
    type: FORM,
    form: REFRESH,
    basic: "id:s3cret",
    source: `use reqwest::Client;

#[tokio::main]
async fn main() -> Result<(), reqwest::Error> {
    let params = [("grant_type", "refresh_token"), ("refresh_token", "a+b/c")];
    let res = Client::new().post("https://a.example/oauth/token").basic_auth("id", Some("s3cret")).form(&params).send().await?;
    println!("{}", res.text().await?);
    Ok(())
}`,
  },
  {
    name: "reqwest with a map",
    language: "rust",
    type: FORM,
    form: REFRESH,
    source: `use std::collections::HashMap;

pub async fn refresh<'a>(client: &'a reqwest::Client) -> anyhow::Result<Token> {
    let mut form = HashMap::new();
    form.insert("grant_type", "refresh_token".to_string());
    form.insert("refresh_token", String::from("a+b/c"));
    let token = client.post("https://a.example/oauth/token").form(&form).send().await?.error_for_status()?.json::<Token>().await?;
    Ok(token)
}`,
  },
  {
    name: "reqwest with a formatted body and constants for headers",
    language: "rust",
    type: FORM,
    form: REFRESH,
    source: `use reqwest::header::CONTENT_TYPE;
let refresh = "a%2Bb%2Fc";
let res = reqwest::blocking::Client::new()
    .post("https://a.example/oauth/token")
    .header(CONTENT_TYPE, "${FORM}")
    .body(format!("grant_type=refresh_token&refresh_token={refresh}"))
    .send()
    .unwrap();`,
  },
  {
    name: "reqwest with JSON where a form is wanted",
    language: "rust",
    type: "application/json",
    form: [],
    source: `let client = reqwest::Client::builder().build()?;
let res = client.post("https://a.example/oauth/token")
    .json(&serde_json::json!({ "grant_type": "refresh_token", "refresh_token": "a+b/c" }))
    .send().await?;`,
  },
  {
    name: "reqwest with a vector of pairs",
    language: "rust",
    type: FORM,
    form: REFRESH,
    source: `let mut params: Vec<(&str, String)> = Vec::new();
params.push(("grant_type", "refresh_token".into()));
params.push(("refresh_token", r#"a+b/c"#.to_owned()));
let res = reqwest::Client::new().post("https://a.example/oauth/token").form(&params).send().await?;`,
  },
  {
    name: "ureq with a form",
    language: "rust",
    type: FORM,
    form: REFRESH,
    source: `let token: serde_json::Value = ureq::post("https://a.example/oauth/token")
    .send_form(&[("grant_type", "refresh_token"), ("refresh_token", "a+b/c")])?
    .into_json()?;`,
  },
  {
    name: "HttpClient with a helper that encodes",
    language: "java",
    type: FORM,
    form: REFRESH,
    basic: "id:s%2Bx",
    source: `import java.net.http.*;
class Token {
    static String enc(String value) { return URLEncoder.encode(value, StandardCharsets.UTF_8); }
    public static void main(String[] args) throws Exception {
        String body = "grant_type=refresh_token&refresh_token=" + enc("a+b/c");
        String basic = Base64.getEncoder().encodeToString((enc("id") + ":" + enc("s+x")).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder()
            .uri(URI.create("https://a.example/oauth/token"))
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", "${FORM}")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}`,
  },
  {
    name: "HttpClient with raw Basic",
    language: "java",
    type: FORM,
    form: REFRESH,
    basic: "id:s3cret",
    source: `HttpRequest request = HttpRequest.newBuilder(URI.create("https://a.example/oauth/token"))
    .headers("Content-Type", "${FORM}", "Authorization", "Basic " + Base64.getEncoder().encodeToString("id:s3cret".getBytes("UTF-8")))
    .POST(HttpRequest.BodyPublishers.ofString("grant_type=refresh_token&refresh_token=" + URLEncoder.encode("a+b/c", "UTF-8")))
    .build();`,
  },
];

test.each(PROGRAMS)("$name", ({ language, source, type, form, basic }) => {
  expect(detectLanguage(source)).toBe(language);
  const { request } = readCode(source);
  const header = (name: string) =>
    request?.headers.findLast((field) => field.name.text.toLowerCase() === name)?.value.text ?? null;
  expect([request?.method.text, request?.host.text, request?.target.text]).toEqual([
    "POST",
    "a.example",
    "/oauth/token",
  ]);
  expect(header("content-type")).toBe(type);
  if (type === FORM) {
    const pairs = request?.body ? parseForm(request.body).map(({ name, value }) => [name.text, value.text]) : [];
    expect(Object.fromEntries(pairs)).toEqual(Object.fromEntries(form));
  }
  const bytes = basic === undefined ? null : fromBase64(header("authorization")?.slice("Basic ".length) ?? "");
  expect(bytes && decodeBytes(bytes)).toBe(basic ?? null);
});

test("what a value is called is where it is written", () => {
  const source = `let t = std::env::var("REFRESH_TOKEN")?;
reqwest::Client::new().post("https://a.example/oauth/token").form(&[("refresh_token", t)]).send().await?;`;
  const { request } = readCode(source);
  const unknown = request?.body?.pieces.find((piece) => piece.unknown !== undefined);
  expect(unknown?.unknown).toBe("REFRESH_TOKEN");
  expect(unknown?.origin.door === "text" && source.slice(unknown.origin.start, unknown.origin.end)).toContain(
    "REFRESH_TOKEN",
  );
  const given = readCode(source, undefined, new Map([["REFRESH_TOKEN", "a b"]]));
  expect(given.request?.body?.text).toBe("refresh_token=a+b");
});

test("pieces of programs in any order are read without failing", () => {
  const pieces = PROGRAMS.flatMap(({ source }) => source.split(/(?<=[\s({;])/));
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), (parts) => {
      const source = parts.join("");
      for (const language of ["javascript", "java", "rust"] as const) readCode(source, language);
    }),
  );
  for (const deep of [
    "f(() => {",
    "f(function () {",
    "new Promise((a) => { x.y(() => {",
    "a?.b::<",
    "format!(",
    "X { a: ",
  ]) {
    for (const language of ["javascript", "rust"] as const) readCode(deep.repeat(3_000), language);
  }
});
