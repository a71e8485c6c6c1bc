import type { NamedUnknown } from "../../lib/diagnose/unknowns.ts";
import type { RefreshRequest } from "../../lib/oauth/refresh-request.ts";

/** Values of this tab's memory alone, by the names of the unknowns. */
export type FilledValues = Readonly<Record<string, string>>;

/** Where the field of an unknown is found in the page. */
export function unknownFieldId(name: string): string {
  return `value-of-${name.replace(/[^\w-]/g, "_")}`;
}

/** The first value that the request still carries as it is written, and that a send would send so; undefined for none. */
export function findUnfilled(
  unknowns: readonly NamedUnknown[],
  values: FilledValues,
  request: RefreshRequest,
): NamedUnknown | undefined {
  const sent = [request.tokenEndpoint, request.clientId, request.clientSecret ?? "", request.refreshToken];
  return unknowns.find(({ name, written }) => !values[name] && sent.some((text) => text.includes(written)));
}
