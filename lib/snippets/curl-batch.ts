import { quoteBatch } from "../shell/quote.ts";
import { writeForCmd } from "./curl-windows.ts";
import { defineSnippet } from "./define-snippet.ts";

/** A .bat or .cmd file, where `%` is doubled. */
export default defineSnippet({
  id: "curl-batch",
  label: "curl (batch file)",
  language: "bat",
  write(call) {
    const written = writeForCmd(call, quoteBatch, " ^\r\n  ", "%%");
    return "declined" in written ? written : { ...written, code: `@echo off\r\n${written.code}\r\n` };
  },
});
