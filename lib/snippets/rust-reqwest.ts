import { FORM_TYPE } from "../http/request.ts";
import { defineSnippet } from "./define-snippet.ts";
import { quoteRust } from "./escape/rust.ts";
import { type CallValue, isUnreserved, type TokenCall, valuesOf, variableOf } from "./token-call.ts";

const FORM_ENCODE = `
fn form_encode(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
`;

/** The reqwest crate with its blocking client. */
export default defineSnippet({
  id: "rust-reqwest",
  label: "Rust (reqwest)",
  language: "rust",
  write(call) {
    const usesEnvironment = valuesOf(call).some(({ role }) => role !== null);
    const encodes = [call.basic?.id, call.basic?.secret].some((value) => value && isEncoded(call, value));
    const lines = [
      `// Cargo.toml: reqwest = { version = "0.11", features = ["blocking"] }${encodes ? ', url = "2"' : ""}`,
      ...(usesEnvironment ? ["use std::env;"] : []),
      "use std::error::Error;",
      ...(encodes ? FORM_ENCODE.split("\n").slice(0, -1) : []),
      "",
      "fn main() -> Result<(), Box<dyn Error>> {",
      "    let response = reqwest::blocking::Client::new()",
      `        .post(${quoteRust(call.address)})`,
      ...basicLines(call),
      ...call.headers.map(([name, value]) => `        .header(${quoteRust(name)}, ${quoteRust(value)})`),
      "        .form(&[",
      ...call.form.map(([name, value]) => `            (${quoteRust(name)}, ${formValue(value, usesEnvironment)}),`),
      "        ])",
      // `header` would add a second one to what `form` has set; `headers` replaces it.
      ...(call.contentType === FORM_TYPE
        ? []
        : [
            `        .headers([(reqwest::header::CONTENT_TYPE, ${quoteRust(call.contentType)}.parse()?)].into_iter().collect())`,
          ]),
      "        .send()?;",
      "",
      "    let status = response.status();",
      '    println!("{status} {}", response.text()?);',
      "    if !status.is_success() {",
      "        std::process::exit(1);",
      "    }",
      "    Ok(())",
      "}",
    ];
    return { code: `${lines.join("\n")}\n` };
  },
});

function isEncoded(call: TokenCall, { role, text }: CallValue): boolean {
  return call.basic?.encoding === "form" && (role !== null || !isUnreserved(text));
}

/** All the values of an array have one type: owned strings as soon as one comes from the environment. */
function formValue({ text, role }: CallValue, isOwned: boolean): string {
  if (role) return `env::var("${variableOf(role)}")?`;
  return isOwned ? `${quoteRust(text)}.to_string()` : quoteRust(text);
}

function basicLines(call: TokenCall): string[] {
  if (!call.basic) return [];
  const write = (value: CallValue) => {
    const source = value.role ? `env::var("${variableOf(value.role)}")?` : quoteRust(value.text);
    if (!isEncoded(call, value)) return source;
    return value.role ? `form_encode(&${source})` : `form_encode(${source})`;
  };
  return [`        .basic_auth(${write(call.basic.id)}, Some(${write(call.basic.secret)}))`];
}
