import { curlManual } from "../../oauth/spec.ts";
import { isTyped } from "../command.ts";
import { defineRule } from "../define-rule.ts";
import { atValue } from "../place.ts";
import { isLiteral } from "../token-request.ts";

const SECRET = /^(?:client_secret|refresh_token|password|code|client_assertion)$/;

/** A command line is visible to others and kept in the history. */
export default defineRule({
  id: "secret-on-command-line",
  severity: "info",
  title: "Secrets on the command line",
  summary: "Secrets in a command are kept in the shell's history and can be seen by other users of the machine.",
  spec: curlManual("-K"),
  messages: {
    visible: {
      title: "{names} stands on the command line",
      detail:
        "The history keeps it, and other users of the machine can see it while curl runs. Let curl read it instead: curl -K - takes options from standard input, and -d @file a body from a file that only you can read.",
    },
  },
  cleared: null,
  noFix: "The safe form needs a file or a variable, whose name and place are yours to choose.",
  example: {
    reports: "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    ignores: `curl https://auth.example.com/token -u "$ID:$SECRET" -d grant_type=refresh_token -d "refresh_token=$RT"`,
  },
  page: {
    why: "Programs' arguments are public on most systems (ps shows them), and interactive shells write every line into a history file. For a test that may do; in scripts and on shared machines read secrets from a file or from the environment.",
    wrong: "curl -u id:secret …",
    right: 'printf \'user = "%s:%s"\' "$ID" "$SECRET" | curl -K - …',
  },
  check(evidence, { report }) {
    if (!isTyped(evidence)) return;
    const secrets = evidence.meant.filter((parameter) => SECRET.test(parameter.name.text) && isLiteral(parameter));
    const [first] = secrets;
    if (!first) return;
    const names = [...new Set(secrets.map(({ name }) => name.text))].join(", ");
    report(
      "visible",
      atValue(
        `${first.from}.${first.name.text}`,
        secrets.map(({ value }) => value),
      ),
      {
        data: { names },
      },
    );
  },
});
