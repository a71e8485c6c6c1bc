import type { VerdictWords } from "../verdict/verdict.tsx";
import { wordsForFindings } from "../verdict/words.ts";
import type { Caught } from "./caught.ts";

/** The verdict on a caught request; null for none yet. */
export function wordsForCaught(caught: Caught | null): VerdictWords {
  if (!caught) {
    return {
      tone: "info",
      title: "Waiting for the first request.",
      evidence: "Point your program at the address. What it sends shows here as it arrives, byte for byte.",
    };
  }
  if (caught.malformed !== null && !hasError(caught)) {
    const evidence = caught.request
      ? "The rest of the request could be read; a strict server may refuse it all the same."
      : "It could not be read as a request. The bytes stand below as they came.";
    return { tone: caught.request ? "warning" : "error", title: caught.malformed, evidence };
  }
  return wordsForFindings(caught) ?? wordsForRight(caught);
}

function hasError({ findings }: Caught): boolean {
  return findings.some(({ severity }) => severity === "error");
}

function wordsForRight({ answer }: Caught): VerdictWords {
  const title = "Nothing wrong is to be seen in this request.";
  if (/"invalid_client"/.test(answer.body)) {
    return {
      tone: "ok",
      title,
      evidence: "The box answered `invalid_client` because it knows none but the practice clients.",
    };
  }
  if (/"invalid_grant"/.test(answer.body)) {
    return { tone: "ok", title, evidence: "The box answered `invalid_grant` because it gave out no such token." };
  }
  const evidence = answer.status >= 200 && answer.status < 300 ? "The box answered it with success." : "";
  return { tone: "ok", title, evidence };
}

/** The second line of a row in the list: its tone, a word for it, and what is the matter. */
export function lineForCaught(caught: Caught): { tone: VerdictWords["tone"]; word: string; line: string } {
  const { tone, title } = wordsForCaught(caught);
  const line = title.replace(/\.$/, "");
  if (tone === "error") return { tone, word: "Error:", line };
  if (tone === "warning") return { tone, word: "Warning:", line };
  return { tone: "ok", word: "Right:", line: answerLine(caught) };
}

function answerLine({ answer }: Caught): string {
  return answer.status === 0 ? "not answered" : `answered ${answer.status}`;
}
