/** The examples that the workbench links to, each with a fault of its own; the first is what a first visit shows. */
export const EXAMPLE_NAMES = [
  { id: "keap-json-body", name: "the Keap JSON body" },
  { id: "echo-without-n", name: "echo without -n" },
  { id: "cmd-single-quotes", name: "cmd single quotes" },
  { id: "bare-ampersand", name: "an & that bash takes" },
  { id: "dollar-in-secret", name: "a $ in the secret" },
  { id: "multipart-form", name: "-F for a form" },
  { id: "basic-in-clear", name: "Basic without base64" },
  { id: "powershell-curl", name: "PowerShell’s own curl" },
  { id: "dead-google-token", name: "Google after seven days" },
  { id: "authenticated-twice", name: "authenticated twice" },
] as const;

export type ExampleId = (typeof EXAMPLE_NAMES)[number]["id"];
