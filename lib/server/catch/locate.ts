import "server-only";
import type { HttpRequest } from "../../http/request.ts";
import { decodeBytes, fromBase64 } from "../../text/bytes.ts";
import { isBoxId } from "./box.ts";

/** Where a request says its box is. */
export interface BoxAddress {
  /** Null where the request names no box. */
  readonly id: string | null;
  /** The path at which the box begins, "" where the whole host is the box. */
  readonly boxPath: string;
  /** The rest of the target, from its `/` or `?` on. */
  readonly below: string;
}

/**
 * The box that a request names: by the first segment of its path, by the first label of its host, or as the user of a
 * proxy, for clients whose address cannot be changed.
 */
export function locateBox({ target, host, headers }: HttpRequest): BoxAddress {
  const [, segment = "", rest = ""] = /^\/([^/?#]*)(.*)$/s.exec(target.text) ?? [];
  if (isBoxId(segment)) return { id: segment, boxPath: `/${segment}`, below: rest };
  const whole = { boxPath: "", below: target.text };
  const label = host.text.split(".", 1)[0]?.toLowerCase() ?? "";
  if (isBoxId(label)) return { id: label, ...whole };
  const proxy = headers.find(({ name }) => name.text.toLowerCase() === "proxy-authorization")?.value.text;
  const credentials = fromBase64(/^basic +(\S+)$/i.exec(proxy ?? "")?.[1] ?? "!");
  const user = credentials && decodeBytes(credentials).split(":", 1)[0];
  return { id: user !== undefined && isBoxId(user) ? user : null, ...whole };
}
