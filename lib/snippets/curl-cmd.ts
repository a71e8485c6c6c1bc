import { quoteCmd } from "../shell/quote.ts";
import { writeForCmd } from "./curl-windows.ts";
import { defineSnippet } from "./define-snippet.ts";

/** One line for the prompt of cmd.exe. */
export default defineSnippet({
  id: "curl-cmd",
  label: "curl (cmd.exe prompt)",
  language: "bat",
  write: (call) => writeForCmd(call, quoteCmd, " ", "%"),
});
