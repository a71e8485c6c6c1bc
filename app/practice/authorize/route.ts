import { SIGN_IN_REPLY } from "../../../lib/practice/sign-in.ts";

/** Any client may ask, in any way: whoever is wrong here is to see a page, as elsewhere. */
function signIn(): Response {
  const { status, headers, body } = SIGN_IN_REPLY;
  return new Response(body, { status, headers: headers.map(([name, value]): [string, string] => [name, value]) });
}

export { signIn as GET, signIn as POST };
