/** What a pasted text can be. "code" is an excerpt of a program, "error-reply" an answer without its request. */
export const TEXT_FORMATS = [
  "curl",
  "http",
  "fetch",
  "powershell",
  "httpie",
  "wget",
  "har",
  "postman",
  "code",
  "error-reply",
  "unknown",
] as const;
export type TextFormat = (typeof TEXT_FORMATS)[number];
