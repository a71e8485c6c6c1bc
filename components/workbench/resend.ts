import type { Again } from "../exchange/send-again.tsx";
import type { Sent } from "../exchange/sent.ts";
import { fromSendOptions } from "./client-material.ts";
import { type Fields, toFields } from "./fields.ts";

/** A request of before as the form shall hold it, and what is said of that. */
export interface Resend {
  readonly fields: Fields;
  readonly provider: string;
  readonly what: string;
}

/** The send of before, with the nonce that the server gave and the key that was made for it. */
export function withNonce(sent: Sent, dpopNonce: string): Resend {
  return { ...restore(sent, { dpopNonce }), what: "The server’s nonce and the DPoP key are in the form." };
}

/** The send of before, with the refresh token that it brought. */
export function withNewToken(sent: Sent, refreshToken: string): Resend {
  return { ...restore(sent, { refreshToken }), what: "The new refresh token is in the form." };
}

export function toResend({ request, provider, options, what }: Again): Resend {
  return { fields: { ...toFields(request), ...fromSendOptions(options) }, provider, what };
}

/** A token that is bound to a key is of use with that key alone. */
function restore({ request, provider, options = {}, exchange }: Sent, change: Partial<Fields>): Omit<Resend, "what"> {
  const made = exchange.dpop?.key;
  const key = made ? { dpopKey: JSON.stringify(made) } : {};
  return { fields: { ...toFields(request), ...fromSendOptions(options), ...key, ...change }, provider };
}
