import "server-only";
import type { ClientFields } from "../oauth/client-request.ts";
import { readAuthorities } from "./certificates.ts";
import type { ProblemError } from "./problem.ts";
import { type Credentials, makeCredentials, type Proved } from "./proofs.ts";

/** What a request needs beside its text: what was signed for it, what TLS shows, whom TLS trusts. In memory only. */
export interface Material {
  readonly credentials: Credentials;
  /** In place of Node's store. */
  readonly ca: string | undefined;
}

/** Keys, certificates and options of a client as they were pasted. */
export type MaterialFields = Omit<ClientFields, "clientId" | "clientAuth"> &
  Partial<Pick<ClientFields, "clientId" | "clientAuth">> & { caCertificate?: string };

/** Reads and signs; where something cannot be used, all that is wrong, in words that repeat nothing of it. */
export async function readMaterial(
  { caCertificate, ...fields }: MaterialFields,
  proved: Proved,
): Promise<{ ok: true; material: Material } | { ok: false; errors: readonly ProblemError[] }> {
  const ca = caCertificate === undefined ? undefined : readAuthorities(caCertificate, "caCertificate");
  const made = await makeCredentials({ clientId: "", clientAuth: "none", ...fields }, proved);
  const errors = [...(made.ok ? [] : made.errors), ...(ca && !ca.ok ? [ca.error] : [])];
  if (!made.ok || errors.length > 0) return { ok: false, errors };
  return { ok: true, material: { credentials: made.credentials, ca: ca?.ok ? ca.value : undefined } };
}
