import { curlManual } from "../../oauth/spec.ts";
import { defineRule } from "../define-rule.ts";
import { atSpan } from "../place.ts";
import { PRINTED } from "../printed.ts";
import { printed } from "../right-request.ts";

/** Braces and brackets in a URL are patterns to curl. */
export default defineRule({
  id: "url-globbing",
  severity: "error",
  title: "Braces or brackets in the URL",
  summary: "curl reads { } and [ ] in a URL as patterns: it sends several requests, or refuses.",
  spec: curlManual("-g"),
  messages: {
    printed: PRINTED,
    refused: {
      title: "curl reads the brackets in the URL as a pattern, and refuses it",
      detail:
        "{ } and [ ] in a URL stand for several addresses. Encode them (%7B, %7D, %5B, %5D), or switch this off with -g.",
    },
    several: {
      title: "curl reads the braces in the URL as a pattern and sends {count} requests",
      detail: "{a,b} and [1-3] stand for several addresses. With -g they are taken as they are.",
    },
    placeholder: {
      title: "{part} in the URL is a placeholder",
      detail: "curl takes the braces away and uses the word between them. Put the real value there.",
    },
  },
  cleared: null,
  noFix: "Brackets may be a pattern, a placeholder or part of the address, and each needs another repair.",
  example: {
    reports:
      "curl 'https://auth.example.com/token?x=[a]' -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    ignores: "curl 'https://auth.example.com/token' -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    more: [
      printed("zsh: no matches found: https://auth.example.com/token?grant_type=refresh_token"),
      "curl 'https://auth.example.com/{a,b}/token' -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
      "curl 'https://auth.example.com/{tenant}/token' -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    ],
  },
  page: {
    why: "curl can fetch many addresses by one pattern. Brackets that belong to the address, or that a sample put around a placeholder, are taken for such a pattern.",
    wrong: "https://login.example.com/{tenant}/oauth2/token",
    right: "https://login.example.com/contoso/oauth2/token",
  },
  check({ curl, text }, { report }) {
    if (!curl || curl.options.some(({ name, on }) => name === "globoff" && on)) return;
    if (curl.refusal?.kind === "url-globbing") return report("refused", atSpan(curl.refusal.span));
    for (const { kind, span, data } of curl.notes) {
      if (kind === "url-globbing")
        return report("several", atSpan(span), { data: { count: data?.requests ?? "several" } });
    }
    for (const { span } of curl.urls) {
      const braces = /(?<!\$)\{[^{},]+\}/.exec(text.slice(span.start, span.end));
      if (!braces) continue;
      const start = span.start + braces.index;
      report("placeholder", atSpan({ start, end: start + braces[0].length }), { data: { part: braces[0] } });
    }
  },
});
