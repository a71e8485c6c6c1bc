import { EMPTY_FIELDS, type Fields } from "./fields.ts";

/** What the workbench needs of the server's own practice token server. */
export interface PracticeTarget {
  /** The page's own origin, `http://127.0.0.1:3000`. */
  readonly origin: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
}

/** The form as it starts: a refresh that works, without typing. */
export function toPracticeFields(target: PracticeTarget, dialect?: "keap"): Fields {
  return {
    ...EMPTY_FIELDS,
    tokenEndpoint: `${target.origin}/practice/token${dialect ? `?dialect=${dialect}` : ""}`,
    clientId: target.clientId,
    clientSecret: target.clientSecret,
    refreshToken: target.refreshToken,
  };
}

/** The dialect in which the practice server answers in that provider's place; undefined for its own. */
export function dialectFor(provider: string): "keap" | undefined {
  return provider === "keap" ? "keap" : undefined;
}

/** A live token for one more try; undefined where the server does not answer. */
export async function fetchPracticeToken(clientId: string): Promise<string | undefined> {
  try {
    const response = await fetch("/api/practice");
    if (!response.ok) return undefined;
    const { tokens } = (await response.json()) as { tokens: { clientId: string; refreshToken: string }[] };
    return tokens.find((token) => token.clientId === clientId)?.refreshToken;
  } catch {
    return undefined;
  }
}
