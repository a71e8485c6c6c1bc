import type { Provider } from "../providers/provider.ts";
import type { ShellName } from "../shell/reading.ts";

/** Where a lesson's command goes, and with whose live token. */
export interface LessonTarget {
  /** The practice server's own origin, `http://127.0.0.1:3000`. */
  readonly origin: string;
  readonly refreshToken: string;
}

/** Why a lesson's broken request works at other servers. */
export interface Leniency {
  readonly why: string;
  /** True for the providers that are known to take it; null where no record tells. */
  readonly taken: ((provider: Provider) => boolean) | null;
}

/** One exercise: a broken request to mend, as people send it. */
export interface Lesson {
  readonly id: string;
  readonly title: string;
  readonly story: string;
  /** What to think about, without the answer. */
  readonly hint: string;
  /** The rule that tells what is wrong. */
  readonly rule: string;
  readonly shell: ShellName;
  /** The practice client whose token the command holds. */
  readonly clientId: string;
  readonly write: (target: LessonTarget) => string;
  /** Null where the lenient server refuses it as well. */
  readonly lenient: Leniency | null;
}

const GRANT = (token: string) => `  -d grant_type=refresh_token \\\n  -d refresh_token=${token}`;
const BASIC = "  -u practice:practice-secret \\\n";

const usual = { shell: "posix", clientId: "practice", lenient: null } as const;

/** The exercises, in the order in which they are best done. The first is the story that Regrant comes from. */
export const LESSONS: readonly Lesson[] = [
  {
    ...usual,
    id: "json-body",
    rule: "json-body",
    title: "The grant_type that is there, and is not",
    story:
      "A developer refreshes a Keap token. The header must be right: with a wrong one Keap says `invalid_client`. With this one it says “response_type or grant_type is required”, and yet the grant_type is plainly there. It took days to find.",
    hint: "A token endpoint reads name=value pairs, joined by &. What does it make of this body?",
    write: ({ origin, refreshToken }) =>
      `curl '${origin}/practice/token?dialect=keap' \\\n${BASIC}  -H 'Content-Type: application/json' \\\n  -d '{"grant_type":"refresh_token","refresh_token":"${refreshToken}"}'`,
    lenient: {
      why: "Some token endpoints read JSON beside the form that RFC 6749 asks for.",
      taken: ({ bodyFormats }) => bodyFormats.includes("json"),
    },
  },
  {
    ...usual,
    id: "newline-in-secret",
    rule: "basic-trailing-newline",
    title: "One byte too many",
    story:
      "The id and the secret were copied with care, and the header is built as the documentation says: Basic, and the base64 of id:secret. The server says `invalid_client` all the same.",
    hint: "echo prints one character after its words. It is encoded along with them.",
    write: ({ origin, refreshToken }) =>
      `curl ${origin}/practice/token \\\n  -H "Authorization: Basic $(echo practice:practice-secret | base64)" \\\n${GRANT(refreshToken)}`,
  },
  {
    ...usual,
    id: "plain-basic",
    rule: "basic-not-base64",
    title: "Basic is a code, too",
    story: "“Send the client id and the secret as Basic authentication,” says the guide. So they were sent.",
    hint: "RFC 7617 has one step more between id:secret and the header. curl can take that step: look for its option for a user.",
    write: ({ origin, refreshToken }) =>
      `curl ${origin}/practice/token \\\n  -H 'Authorization: Basic practice:practice-secret' \\\n${GRANT(refreshToken)}`,
  },
  {
    ...usual,
    id: "other-address",
    rule: "wrong-endpoint",
    title: "A page where a token was asked for",
    story:
      "The request is right to the last byte, and the status is 200. But where the JSON with the tokens should be, there is a page of HTML.",
    hint: "An OAuth server has two addresses: people sign in at one, programs get tokens at the other.",
    write: ({ origin, refreshToken }) => `curl ${origin}/practice/authorize \\\n${BASIC}${GRANT(refreshToken)}`,
  },
  {
    ...usual,
    id: "blank-in-secret",
    rule: "whitespace-in-value",
    title: "The secret that was copied too far",
    story: "The secret was copied from the console of the provider. It looks the same in both places.",
    hint: "Count its characters, to the very end.",
    write: ({ origin, refreshToken }) =>
      `curl ${origin}/practice/token \\\n${GRANT(refreshToken)} \\\n  -d client_id=practice \\\n  --data-urlencode 'client_secret=practice-secret '`,
  },
  {
    ...usual,
    id: "grant-in-url",
    rule: "params-in-query",
    title: "A token in the address",
    story: "Advice from a forum: put the parameters behind a question mark. It is a POST now, and nothing has a body.",
    hint: "What stands in an address ends up in logs. The parameters belong into the body.",
    write: ({ origin, refreshToken }) =>
      `curl -X POST '${origin}/practice/token?grant_type=refresh_token&refresh_token=${refreshToken}' \\\n  -u practice:practice-secret`,
    lenient: {
      why: "Some token endpoints read the address as well. What is sent to them stands in every log on the way.",
      taken: ({ paramsInQueryAccepted }) => paramsInQueryAccepted === true,
    },
  },
  {
    ...usual,
    id: "client-twice",
    rule: "two-client-auth-methods",
    title: "To be sure, the secret twice",
    story: "One page of the documentation shows a Basic header, another the secret in the body. So both were sent.",
    hint: "RFC 6749 section 2.3 allows a client one way to authenticate in each request.",
    write: ({ origin, refreshToken }) =>
      `curl ${origin}/practice/token \\\n${BASIC}${GRANT(refreshToken)} \\\n  -d client_id=practice \\\n  -d client_secret=practice-secret`,
    lenient: { why: "Many token endpoints look at one of the two and pass over the other.", taken: null },
  },
  {
    ...usual,
    id: "plus-in-token",
    rule: "unencoded-value",
    clientId: "practice-plus",
    title: "A token that changes on its way",
    story:
      "It is the very token that the server gave out a minute ago, character for character. The server answers `invalid_grant`.",
    hint: "In a form a + stands for a blank. curl can encode a value: look for its option with urlencode in its name.",
    write: ({ origin, refreshToken }) =>
      `curl ${origin}/practice/token \\\n  -u practice-plus:plus-secret \\\n  -d grant_type=refresh_token \\\n  -d 'refresh_token=${refreshToken}'`,
  },
  {
    ...usual,
    id: "odd-secret",
    rule: "basic-not-form-encoded",
    clientId: "practice-odd",
    title: "A secret with odd characters",
    story:
      "This secret holds a +, a % and a colon: `p+ss/w%rd:1`. curl makes a flawless Basic header of it, and the server refuses the client.",
    hint: "RFC 6749 section 2.3.1: id and secret are form-encoded, each by itself, before they are joined and go into base64. The body is another way.",
    write: ({ origin, refreshToken }) =>
      `curl ${origin}/practice/token \\\n  -u 'practice-odd:p+ss/w%rd:1' \\\n${GRANT(refreshToken)}`,
    lenient: {
      why: "Many token endpoints take what stands in a Basic header as it is, without the decoding of RFC 6749 section 2.3.1.",
      taken: null,
    },
  },
  {
    ...usual,
    id: "quotes-in-cmd",
    rule: "windows-single-quotes",
    shell: "cmd",
    title: "The command that works on the other machine",
    story: "It works for a colleague on a Mac. In the command prompt of Windows the same line fails.",
    hint: "cmd.exe knows one kind of quotes. What does it make of the others, and of the & between them?",
    write: ({ origin, refreshToken }) =>
      `curl ${origin}/practice/token -u practice:practice-secret -d 'grant_type=refresh_token&refresh_token=${refreshToken}'`,
  },
];

export function findLesson(id: string): Lesson | undefined {
  return LESSONS.find((lesson) => lesson.id === id);
}
