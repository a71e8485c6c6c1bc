import type { CaughtRequest } from "../../lib/diagnose/caught.ts";

/** How a box answers, as `/api/catch` has it. */
export type Behaviour =
  | { readonly kind: "strict" | "keap" | "success" | "html" | "reset" }
  | { readonly kind: "fixed"; readonly status: number; readonly contentType?: string; readonly body: string }
  | { readonly kind: "redirect"; readonly status?: number; readonly path?: string }
  | { readonly kind: "rate-limited"; readonly retryAfter: number }
  | { readonly kind: "slow"; readonly delayMs: number };

/** A box, as `/api/catch` has it. */
export interface Box {
  readonly id: string;
  readonly url: string;
  /** ISO 8601. */
  readonly expiresAt: string;
  readonly behaviour: Behaviour;
  readonly fidelity: "bytes" | "http";
  readonly httpUrl: string;
}

/** A caught request, as `/api/catch` has it. */
export type Caught = CaughtRequest;

/** How many bytes base64 stands for. */
export function bytesIn(base64: string): number {
  return (base64.length / 4) * 3 - (base64.match(/=*$/)?.[0].length ?? 0);
}

const SECRET_NAMES = /secret|token|assertion|password|code/i;

/** The values that must not be shown unasked: those of parameters and headers that hold credentials. */
export function secretsOf({ understood, request, answer }: Caught): string[] {
  const parameters = understood.filter(({ name }) => SECRET_NAMES.test(name)).map(({ value }) => value);
  const headers = (request?.headers ?? [])
    .filter(([name]) => /auth|cookie|key|token|secret/i.test(name))
    .map(([, value]) => value.split(" ").at(-1) ?? "");
  const given = [...answer.body.matchAll(/"(?:access|refresh|id)_token":"([^"]+)"/g)].map(([, token = ""]) => token);
  return [...parameters, ...headers, ...given].filter((value) => value.length >= 4);
}

/** The path below the box, as the list shows it. */
export function pathOf({ request }: Caught, box: Pick<Box, "id">): string {
  if (!request) return "";
  const path = request.url.replace(/^https?:\/\/[^/?]*/i, "").split("?")[0] ?? "";
  const below = path.replace(`/catch/${box.id}/in`, "").replace(`/${box.id}`, "");
  return below === "" ? "/" : below;
}
