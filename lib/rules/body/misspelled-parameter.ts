import { findMisspelled, hasLookalike, TOKEN_PARAMETERS } from "../../oauth/params.ts";
import { rfc6749 } from "../../oauth/spec.ts";
import type { UnderstoodParameter } from "../../oauth/understood.ts";
import { once } from "../../text/once.ts";
import { isKnown } from "../../text/traced.ts";
import { defineRule } from "../define-rule.ts";
import { type Evidence, findMeant } from "../evidence.ts";
import type { Fix } from "../finding.ts";
import { atValue, partOf } from "../place.ts";
import { replacePart } from "../rewrite.ts";
import { findGrant } from "../token-request.ts";

/** Parameter names are compared to the letter. RFC 6749 section 3.2 and appendix A. */
export default defineRule({
  id: "misspelled-parameter",
  severity: "error",
  title: "A parameter's name is misspelled",
  summary:
    "Servers compare parameter names to the letter: refreshToken, refresh-token and grantType are unknown to them.",
  spec: rfc6749("3.2"),
  messages: {
    misspelled: {
      title: "{name} should be {right}",
      detail:
        "Servers compare names to the letter and ignore those that they do not know, so {right} is missing for them.",
    },
    lookalike: {
      title: "{right} is written with a letter that only looks right",
      detail:
        "The name holds a character that is no Latin letter, or that cannot be seen. To the server it is another name, so {right} is missing.",
    },
    token: {
      title: "The refresh token is sent as token, not as refresh_token",
      detail: "With grant_type=refresh_token the server looks for a parameter named refresh_token.",
    },
  },
  cleared: "The parameters' names are spelled right",
  example: {
    reports: "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refreshToken=r1",
    ignores: "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    more: [
      "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_tоken=r1",
      "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d token=r1",
    ],
  },
  page: {
    why: "A server ignores what it does not know. A misspelled parameter is therefore no error by itself: the server goes on and says that the right one is missing.",
    wrong: "refreshToken=…",
    right: "refresh_token=…",
  },
  check(evidence, { report, clear }) {
    const { meant, provider } = evidence;
    const own = [provider?.clientIdName, provider?.grantTypeName, ...(provider?.requiredParams ?? [])];
    const ownNames = own.map((name) => name?.split("=")[0]);
    const found: Slip[] = [];
    for (const parameter of meant) {
      const name = parameter.name.text;
      // Quotes that reach the server are another rule's matter.
      if (/^['"‘’“”]/.test(name)) continue;
      if (parameter.from === "authorization" || !isKnown(parameter.name) || ownNames.includes(name)) continue;
      const right = ownNameOf(name, evidence) ?? findMisspelled(name, TOKEN_PARAMETERS);
      if (right && !namesOf(meant).has(`${parameter.from} ${right}`)) {
        found.push({ parameter, right, message: hasLookalike(name) ? "lookalike" : "misspelled" });
      } else if (name === "token" && isMeantAsRefreshToken(evidence)) {
        found.push({ parameter, right: "refresh_token", message: "token" });
      }
    }
    for (const message of ["lookalike", "misspelled", "token"] as const) {
      const slips = found.filter((slip) => slip.message === message);
      const [first] = slips;
      if (!first) continue;
      const place = atValue(
        partOf(first.parameter),
        slips.map(({ parameter }) => parameter.name),
      );
      report(message, place, {
        data: {
          name: list(slips.map(({ parameter }) => parameter.name.text)),
          right: list(slips.map(({ right }) => right)),
        },
        fix: toFix(evidence, slips),
      });
    }
    if (found.length === 0 && meant.length > 0) clear();
  },
});

interface Slip {
  readonly parameter: UnderstoodParameter;
  readonly right: string;
  readonly message: "lookalike" | "misspelled" | "token";
}

/** What the provider calls client_id or grant_type, where the request has it under the usual name only. */
function ownNameOf(name: string, { provider }: Evidence): string | undefined {
  if (name === "client_id") return provider?.clientIdName;
  return name === "grant_type" ? provider?.grantTypeName : undefined;
}

function list(names: readonly string[]): string {
  return [...new Set(names)].join(", ");
}

function isMeantAsRefreshToken(evidence: Evidence): boolean {
  return findGrant(evidence) === "refresh_token" && !findMeant(evidence, "refresh_token");
}

function toFix(evidence: Evidence, slips: readonly Slip[]): Fix | undefined {
  const edits = slips.map(({ parameter, right }) => replacePart(evidence, parameter.name, right));
  return edits.every((each) => each !== undefined)
    ? { title: `Write ${list(slips.map(({ right }) => right))}`, edits: edits.flatMap((each) => each ?? []) }
    : undefined;
}

const namesOf = once(
  (meant: readonly UnderstoodParameter[]) => new Set(meant.map(({ name, from }) => `${from} ${name.text}`)),
);
