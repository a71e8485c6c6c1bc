import { curlManual } from "../../oauth/spec.ts";
import { printedOf } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import type { Evidence } from "../evidence.ts";
import { atSpan } from "../place.ts";
import { PRINTED } from "../printed.ts";
import { printed } from "../right-request.ts";

/** To curl an @ at the start of data names a file. */
export default defineRule({
  id: "data-from-file",
  severity: "error",
  title: "curl reads a file instead of the value",
  summary:
    "The value begins with @, or --data-urlencode holds an @ and no =: curl takes what follows for a file's name.",
  spec: curlManual("--data-urlencode"),
  messages: {
    printed: PRINTED,
    file: {
      title: "curl reads the file {file} here",
      detail:
        "An @ in this place names a file. It is taken as missing here: current curl then refuses (exit code 26), older ones send an empty value. If the @ belongs to the value, write --data-raw, or an = before it.",
    },
    urlencode: {
      title: "--data-urlencode reads {file} as a file's name",
      detail:
        "Without an = the text before @ is the parameter's name and the text behind it a file. Write name=value instead.",
    },
    header: {
      title: "curl reads headers from the file {file} here",
      detail: "A header that begins with @ names a file. It is taken as missing here.",
    },
  },
  cleared: null,
  noFix: "The same text is right where the file exists; only its author can tell whether the @ was meant.",
  example: {
    reports:
      "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token --data-urlencode refresh_token@r1",
    ignores:
      "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token --data-urlencode refresh_token=@r1",
    more: [
      printed("curl: (26) Failed to open/read local data from file/application"),
      "curl https://auth.example.com/token -u id1:s3cret -d @body.txt",
      "curl https://auth.example.com/token -H @headers.txt -d grant_type=refresh_token -d refresh_token=r1",
    ],
  },
  page: {
    why: "curl reads @name in -d and --data-urlencode as: take the content of this file. A password or a token with an @ in the wrong place is taken for a file that does not exist.",
    wrong: "--data-urlencode client_secret@k9Lq2",
    right: "--data-urlencode client_secret=k9Lq2",
  },
  check(evidence: Evidence, { report }) {
    const { curl } = evidence;
    for (const note of curl?.notes ?? []) {
      const file = note.data?.file ?? "";
      const option = curl?.options.find(({ span }) => span.start <= note.span.start && note.span.end <= span.end);
      if (note.kind === "header-from-file") report("header", atSpan(note.span), { data: { file } });
      if (note.kind !== "data-from-file") continue;
      const isNamed = option?.name === "data-urlencode" && !option.value?.text.startsWith("@");
      const severity = isDeliberate(file) && printedOf(evidence)?.rule !== "data-from-file" ? "info" : "error";
      report(isNamed ? "urlencode" : "file", atSpan(note.span), { data: { file }, severity });
    }
  },
});

/** A path or a name with a usual ending is a file that somebody means to send. */
function isDeliberate(file: string): boolean {
  return /^(?:-$|[~.]{0,2}\/|\$)|\.(?:txt|json|token|secret|dat|b64|form|body|url|key|pem|jwt|data|conf|cfg|env)$/i.test(
    file,
  );
}
