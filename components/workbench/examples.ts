/** A failing command as people bring it, with the reply they got. */
export interface Example {
  readonly id: ExampleId;
  readonly name: string;
  readonly text: string;
  readonly reply: string;
  readonly shell: "auto" | "cmd";
  readonly provider: string;
}
export type ExampleId = "keap-json-body" | "echo-without-n" | "cmd-single-quotes";

/** The examples that the workbench links to; the first is what a first visit shows. All values are made up. */
export const EXAMPLES: readonly [Example, ...Example[]] = [
  {
    id: "keap-json-body",
    name: "the Keap JSON body",
    text: "curl ‘https://api.infusionsoft.com/token’ -H ‘Authorization: Basic azN0cThicDJ4dzVtcjdkbjpWcTdoJXoyUms5’ -H ‘Accept: application/json’ -H ‘Content-Type: application/json’ -X POST -d ‘{ “grant_type”:“refresh_token”, “refresh_token”:“zuq4dyq6yxnw2yxsk3fcjc8h”}’",
    reply: '{"error":"invalid_request","error_description":"response_type or grant_type is required"}',
    shell: "auto",
    provider: "keap",
  },
  {
    id: "echo-without-n",
    name: "echo without -n",
    text: 'curl https://id.example.com/oauth/token \\\n  -H "Authorization: Basic azN0cThicDJ4dzVtcjdkbjpWcTdoejJSazkK" \\\n  -d grant_type=refresh_token \\\n  -d refresh_token=zuq4dyq6yxnw2yxsk3fcjc8h',
    reply: '{"error":"invalid_client"}',
    shell: "auto",
    provider: "",
  },
  {
    id: "cmd-single-quotes",
    name: "cmd single quotes",
    text: "curl https://id.example.com/oauth/token -u k3tq8bp2xw5mr7dn:Vq7hz2Rk9 -d 'grant_type=refresh_token' -d 'refresh_token=zuq4dyq6yxnw2yxsk3fcjc8h'",
    reply: "",
    shell: "cmd",
    provider: "",
  },
];

export function findExample(id: string): Example | undefined {
  return EXAMPLES.find((example) => example.id === id);
}
