import type { ClientAuthMethod, ClientFields, KeySource } from "../../lib/oauth/client-request.ts";
import type { SendOptions } from "../exchange/send-options.ts";

/** Client authentication by what is signed, each a choice under "other". */
export const OTHER_AUTH_METHODS = [
  "private_key_jwt",
  "client_secret_jwt",
  "tls_client_auth",
  "self_signed_tls_client_auth",
] as const;

/** What proves a client beyond its secret, and what a send is told beside the request; all exactly as typed. */
export interface MaterialFields {
  /** PEM or JWK. */
  readonly clientKey: string;
  readonly keyAlg: string;
  readonly keyId: string;
  readonly certificate: string;
  readonly audience: string;
  readonly dpop: boolean;
  /** PEM or JWK; "" for a key made for one send. */
  readonly dpopKey: string;
  readonly dpopNonce: string;
  /** Resource indicators, one a line. */
  readonly resources: string;
  readonly caCertificate: string;
  /** Seconds; "" for ten. */
  readonly timeout: string;
}
export type MaterialText = Exclude<keyof MaterialFields, "dpop">;

export const EMPTY_MATERIAL: MaterialFields = {
  clientKey: "",
  keyAlg: "",
  keyId: "",
  certificate: "",
  audience: "",
  dpop: false,
  dpopKey: "",
  dpopNonce: "",
  resources: "",
  caCertificate: "",
  timeout: "",
};

export function needsSecret(method: ClientAuthMethod): boolean {
  return method.startsWith("client_secret_");
}
export function needsKey(method: ClientAuthMethod): boolean {
  return method === "private_key_jwt" || needsCertificate(method);
}
export function needsCertificate(method: ClientAuthMethod): boolean {
  return method === "tls_client_auth" || method === "self_signed_tls_client_auth";
}
export function isAssertion(method: ClientAuthMethod): boolean {
  return method === "private_key_jwt" || method === "client_secret_jwt";
}

/** The parts of a request that the material gives for a method; what the method does not use stays in the form. */
export function toMaterial(
  fields: MaterialFields,
  method: ClientAuthMethod,
): Partial<ClientFields & { resource: string[] }> {
  const { keyAlg, keyId, certificate, audience, dpop, dpopKey, dpopNonce } = fields;
  const assertion = {
    ...(method === "client_secret_jwt" && keyAlg !== "" ? { alg: keyAlg } : {}),
    ...(audience === "" ? {} : { audience }),
  };
  const resource = fields.resources.split("\n").filter((line) => line.trim() !== "");
  const ids = { ...(keyAlg === "" ? {} : { alg: keyAlg }), ...(keyId === "" ? {} : { kid: keyId }) };
  return {
    ...(needsKey(method) ? { clientKey: { ...toKey(fields.clientKey), ...(isAssertion(method) ? ids : {}) } } : {}),
    ...(needsCertificate(method) ? { certificate } : {}),
    ...(isAssertion(method) && Object.keys(assertion).length > 0 ? { assertion } : {}),
    ...(dpop ? { dpop } : {}),
    ...(dpop && dpopKey !== "" ? { dpopKey: toKey(dpopKey) } : {}),
    ...(dpop && dpopNonce !== "" ? { dpopNonce } : {}),
    ...(resource.length > 0 ? { resource } : {}),
  };
}

/** The material of a request, as a form shows it. */
export function fromMaterial(request: ClientFields & { readonly resource?: readonly string[] }): MaterialFields {
  const { clientKey, certificate = "", assertion, dpop = false, dpopKey, dpopNonce = "", resource = [] } = request;
  return {
    ...EMPTY_MATERIAL,
    clientKey: fromKey(clientKey),
    keyAlg: clientKey?.alg ?? assertion?.alg ?? "",
    keyId: clientKey?.kid ?? "",
    certificate,
    audience: assertion?.audience ?? "",
    dpop,
    dpopKey: fromKey(dpopKey),
    dpopNonce,
    resources: resource.join("\n"),
  };
}

function toKey(text: string): KeySource {
  const jwk = parseJwk(text);
  return jwk ? { jwk } : { pem: text };
}

function fromKey(key: KeySource | undefined): string {
  return key?.pem ?? (key?.jwk ? JSON.stringify(key.jwk) : "");
}

function parseJwk(text: string): KeySource["jwk"] {
  if (!text.trimStart().startsWith("{")) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as NonNullable<KeySource["jwk"]>) : undefined;
  } catch {
    return undefined;
  }
}

/** What the server is told beside the request. */
export function toSendOptions({ timeout, caCertificate }: MaterialFields): SendOptions {
  return {
    ...(timeout === "" ? {} : { timeoutMs: Math.round(Number(timeout) * 1000) }),
    ...(caCertificate === "" ? {} : { caCertificate }),
  };
}

/** What a send was told beside the request, as the form shows it. */
export function fromSendOptions({
  timeoutMs,
  caCertificate,
}: SendOptions): Pick<MaterialFields, "timeout" | "caCertificate"> {
  return {
    timeout: timeoutMs === undefined ? "" : String(timeoutMs / 1000),
    caCertificate: caCertificate ?? "",
  };
}

/** What stands in the way, field by field, in words that repeat nothing of a key. */
export function checkMaterial(
  fields: MaterialFields,
  method: ClientAuthMethod,
  endpoint: string,
): { field: MaterialText; message: string }[] {
  const seconds = Number(fields.timeout);
  const problems: { field: MaterialText; message: string | undefined }[] = [
    { field: "clientKey", message: needsKey(method) ? checkKey(fields.clientKey) : undefined },
    {
      field: "certificate",
      message: needsCertificate(method) ? checkCertificate(fields.certificate, endpoint) : undefined,
    },
    { field: "dpopKey", message: fields.dpop && fields.dpopKey !== "" ? checkKey(fields.dpopKey) : undefined },
    {
      field: "caCertificate",
      message: fields.caCertificate === "" || isCertificate(fields.caCertificate) ? undefined : NO_CERTIFICATE,
    },
    {
      field: "timeout",
      message: fields.timeout === "" || (seconds >= 1 && seconds <= 60) ? undefined : "A number from 1 to 60.",
    },
  ];
  return problems.flatMap(({ field, message }) => (message === undefined ? [] : [{ field, message }]));
}

const NO_CERTIFICATE = "No certificate is here: PEM begins with -----BEGIN CERTIFICATE-----.";

function isCertificate(text: string): boolean {
  return text.includes("-----BEGIN CERTIFICATE-----");
}

function checkCertificate(text: string, endpoint: string): string | undefined {
  if (!isCertificate(text)) return text === "" ? "The certificate is missing." : NO_CERTIFICATE;
  return /^https:/i.test(endpoint) ? undefined : "A certificate is shown in TLS: the endpoint must be https.";
}

function checkKey(text: string): string | undefined {
  if (text.trim() === "") return "The private key is missing.";
  const jwk = parseJwk(text);
  if (jwk) return jwk.d === undefined ? "This JWK holds no private key: its member d is missing." : undefined;
  if (/-----BEGIN PUBLIC KEY-----|-----BEGIN CERTIFICATE-----/.test(text)) {
    return "This is the public half. The private key is needed.";
  }
  if (/ENCRYPTED/.test(text)) return "The key is locked with a passphrase. Take that off first.";
  return /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text) ? undefined : "Neither PEM nor a JWK can be read here.";
}
