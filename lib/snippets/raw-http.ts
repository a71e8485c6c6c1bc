import { defineSnippet } from "./define-snippet.ts";
import { formatBody, formatHeaders, hasPlaceholder, placeholderNotes } from "./http-text.ts";

/**
 * The request as HTTP/1.1 sends it (RFC 9112), with its CRLF line ends. With placeholders it is a form to fill in: the
 * length of the body is not known, and `base64(…)` is to be worked out.
 */
export default defineSnippet({
  id: "raw-http",
  label: "HTTP (raw request)",
  language: "http",
  names: "placeholder",
  write(call) {
    const body = formatBody(call);
    const lines = [
      `POST ${call.target} HTTP/1.1`,
      `Host: ${call.url.host}`,
      ...formatHeaders(call, "Basic base64({{client_id}}:{{client_secret}})"),
      `Content-Length: ${hasPlaceholder(call) ? "{{content_length}}" : body.length}`,
      "Connection: close",
    ];
    const notes = placeholderNotes(call);
    return { code: `${lines.join("\r\n")}\r\n\r\n${body}`, ...(notes.length > 0 && { notes }) };
  },
});
