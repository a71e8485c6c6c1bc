/** The fields of a refresh that a text of names and values may fill. */
export type ValueField = "tokenEndpoint" | "clientId" | "clientSecret" | "refreshToken" | "scope";

/** The endings by which a name tells its field, in snake case; the first that fits is taken, the surest ones first. */
const ENDINGS: readonly (readonly [ValueField, RegExp])[] = [
  ["refreshToken", /(?:^|_)refresh_?token$/],
  ["clientSecret", /(?:^|_)(?:client_?secret|app_secret|consumer_secret|oauth_secret|api_secret)$/],
  ["clientId", /(?:^|_)(?:client_?id|app_id|application_id|consumer_key)$/],
  ["tokenEndpoint", /(?:^|_)(?:(?:access_)?token_(?:endpoint|uri|url)|token_?endpoint)$/],
  ["scope", /(?:^|_)scopes?$/],
];

/** A name that says which field its value is for; `owner` is what stands before ("keap" of KEAP_CLIENT_ID, "" for none). */
export interface ToldField {
  readonly field: ValueField;
  readonly owner: string;
}

/** `CLIENT_ID`, `keapClientId`, `client-id`, `oauth.client_id`: the field that a name tells; undefined for none. */
export function findField(name: string): ToldField | undefined {
  const snake = name
    .slice(0, LONGEST_NAME)
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .toLowerCase();
  for (const [field, ending] of ENDINGS) {
    const found = ending.exec(snake);
    if (found) return { field, owner: snake.slice(0, found.index) };
  }
  return undefined;
}

const LONGEST_NAME = 100;
