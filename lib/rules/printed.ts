import type { Message } from "./define-rule.ts";

/**
 * The words of a finding that rests on what a shell, a client or a server said. A rule that has this message is reported
 * for it by the runner, where nothing in the text shows the fault.
 */
export const PRINTED: Message = {
  title: "{meaning}",
  detail:
    "{from} says so. Paste the whole request together with this, as it was typed or sent, to see the place and how to mend it.",
};
