import { defineSnippet } from "./define-snippet.ts";
import { formatBody, formatHeaders, hasForeignPlaceholder, placeholderNotes } from "./http-text.ts";

/**
 * A .http file for the clients of VS Code, JetBrains and Visual Studio. The first two make base64 of the two words after
 * `Basic`, which is why the id and the secret must hold no blank there; form-encoded they hold none.
 */
export default defineSnippet({
  id: "http-file",
  label: "HTTP file (.http, .rest)",
  language: "http",
  names: "placeholder",
  write(call) {
    if (hasForeignPlaceholder(call)) {
      return { declined: "The endpoint or a header holds {{, which an .http file takes for a placeholder." };
    }
    if (call.basic?.id.role && call.basic.encoding === "raw") {
      const { id, secret } = call.basic;
      if (!/^[^\s:]*$/.test(id.text) || /\s/.test(secret.text)) {
        return {
          declined: "An .http file cannot hold Basic credentials with a blank, or an id with a colon, in a variable.",
        };
      }
    }
    const notes = placeholderNotes(call);
    const code = [
      "### Refresh the access token",
      ...notes.map((note) => `# ${note}`),
      `POST ${call.address} HTTP/1.1`,
      ...formatHeaders(call, "Basic {{client_id}} {{client_secret}}"),
      "",
      formatBody(call),
      "",
    ].join("\n");
    return { code, ...(notes.length > 0 && { notes }) };
  },
});
