import { EXAMPLE_NAMES, type ExampleId } from "./example-names.ts";
import type { ShellChoice } from "./state.ts";

/** A failing request as people bring it, with the reply they got. All values are made up. */
export interface Example {
  readonly text: string;
  readonly reply: string;
  readonly shell: ShellChoice;
  readonly provider: string;
}

const EXAMPLES: Readonly<Record<ExampleId, Example>> = {
  "keap-json-body": {
    text: "curl ‘https://api.infusionsoft.com/token’ -H ‘Authorization: Basic azN0cThicDJ4dzVtcjdkbjpWcTdoJXoyUms5’ -H ‘Accept: application/json’ -H ‘Content-Type: application/json’ -X POST -d ‘{ “grant_type”:“refresh_token”, “refresh_token”:“zuq4dyq6yxnw2yxsk3fcjc8h”}’",
    reply: '{"error":"invalid_request","error_description":"response_type or grant_type is required"}',
    shell: "auto",
    provider: "keap",
  },
  "echo-without-n": {
    text: 'curl https://id.example.com/oauth/token \\\n  -H "Authorization: Basic azN0cThicDJ4dzVtcjdkbjpWcTdoejJSazkK" \\\n  -d grant_type=refresh_token \\\n  -d refresh_token=zuq4dyq6yxnw2yxsk3fcjc8h',
    reply: '{"error":"invalid_client"}',
    shell: "auto",
    provider: "",
  },
  "cmd-single-quotes": {
    text: "curl https://id.example.com/oauth/token -u k3tq8bp2xw5mr7dn:Vq7hz2Rk9 -d 'grant_type=refresh_token' -d 'refresh_token=zuq4dyq6yxnw2yxsk3fcjc8h'",
    reply: "",
    shell: "cmd",
    provider: "",
  },
  "bare-ampersand": {
    text: "curl -X POST https://id.example.com/oauth/token -d grant_type=refresh_token&client_id=k3tq8bp2xw5mr7dn&client_secret=Vq7hz2Rk9&refresh_token=zuq4dyq6yxnw2yxsk3fcjc8h",
    reply: '{"error":"invalid_request","error_description":"The request is missing a required parameter."}',
    shell: "posix",
    provider: "",
  },
  "dollar-in-secret": {
    text: 'curl https://id.example.com/oauth/token \\\n  -u "k3tq8bp2xw5mr7dn:Vq7h$z2Rk9" \\\n  -d grant_type=refresh_token \\\n  -d refresh_token=zuq4dyq6yxnw2yxsk3fcjc8h',
    reply: '{"error":"invalid_client","error_description":"Client authentication failed"}',
    shell: "posix",
    provider: "",
  },
  "multipart-form": {
    text: "curl https://id.example.com/oauth/token \\\n  -u k3tq8bp2xw5mr7dn:Vq7hz2Rk9 \\\n  -F grant_type=refresh_token \\\n  -F refresh_token=zuq4dyq6yxnw2yxsk3fcjc8h",
    reply: '{"error":"invalid_request","error_description":"Missing form parameter: grant_type"}',
    shell: "posix",
    provider: "",
  },
  "basic-in-clear": {
    text: 'curl -X POST https://accounts.spotify.com/api/token \\\n  -H "Authorization: Basic 7c1d9e40b2a84f6395d0e8b1c3f7a264:91e4b7d20c5f4a6883b2d9e0f1a7c365" \\\n  -d grant_type=refresh_token \\\n  -d refresh_token=AQDm4d3UpR3fr3shT0k3nV4lu3_xYz-0123456789abcdef',
    reply: '{"error":"invalid_client"}',
    shell: "posix",
    provider: "spotify",
  },
  "powershell-curl": {
    text: 'curl -X POST "https://id.example.com/oauth/token" -H "Content-Type: application/x-www-form-urlencoded" -d "grant_type=refresh_token&client_id=k3tq8bp2xw5mr7dn&refresh_token=zuq4dyq6yxnw2yxsk3fcjc8h"',
    reply:
      'Invoke-WebRequest : Cannot bind parameter \'Headers\'. Cannot convert the "Content-Type: application/x-www-form-urlencoded" value of type "System.String" to type "System.Collections.IDictionary".',
    shell: "powershell",
    provider: "",
  },
  "dead-google-token": {
    text: "POST /token HTTP/1.1\nHost: oauth2.googleapis.com\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=refresh_token&client_id=418203957716-q7m2v9k4x1c8b5n0t3r6w2y8p5s1d4f7.apps.googleusercontent.com&client_secret=GOCSPX-q7Vh2Rk9z4Tn8Lw3&refresh_token=1%2F%2F0gZuq4dyq6yxnw2CgYIARAAGBASNwF-L9IrYxSk3fcjc8h",
    reply: '{"error":"invalid_grant","error_description":"Token has been expired or revoked."}',
    shell: "auto",
    provider: "google",
  },
  "authenticated-twice": {
    text: 'const reply = await fetch("https://id.example.com/oauth/token", {\n  method: "POST",\n  headers: { Authorization: "Basic " + btoa("k3tq8bp2xw5mr7dn:Vq7hz2Rk9") },\n  body: new URLSearchParams({\n    grant_type: "refresh_token",\n    refresh_token: "zuq4dyq6yxnw2yxsk3fcjc8h",\n    client_id: "k3tq8bp2xw5mr7dn",\n    client_secret: "Vq7hz2Rk9",\n  }),\n});',
    reply:
      '{"error":"invalid_request","error_description":"The request must not use more than one method of client authentication"}',
    shell: "auto",
    provider: "",
  },
};

export function findExample(id: ExampleId): Example {
  return EXAMPLES[id];
}

/** The id, if it is that of an example. */
export function asExampleId(id: unknown): ExampleId | undefined {
  return EXAMPLE_NAMES.find((example) => example.id === id)?.id;
}
