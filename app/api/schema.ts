import { z } from "zod";
import { type Exchange, FAILURE_KINDS } from "../../lib/http/exchange.ts";
import type { WireRequest } from "../../lib/http/request.ts";
import { CLIENT_AUTH_METHODS, REFUSED_HEADERS } from "../../lib/oauth/client-request.ts";
import { CORE_PARAMETERS, type RefreshRequest } from "../../lib/oauth/refresh-request.ts";
import { parseEndpoint } from "../../lib/server/egress.ts";
import type { Problem } from "../../lib/server/problem.ts";
import type { Span } from "../../lib/text/span.ts";

const core: readonly string[] = CORE_PARAMETERS;
const refused: readonly string[] = REFUSED_HEADERS;

/** A header name is a token (RFC 9110 section 5.1). */
const headerName = z
  .string()
  .regex(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/, { error: "must be a header name: no blank, line break or colon" })
  .refine((name) => !refused.includes(name.toLowerCase()), {
    error: `may not be one of ${refused.join(", ")}: the client sets these itself`,
  });

/** A header value ends where its line ends (RFC 9110 section 5.5). */
const headerValue = z.string().refine((value) => !/[\r\n\0]/.test(value), {
  error: "may not hold a carriage return, a line feed or a NUL",
});

/** Header lines that a caller adds, in order. */
export const headerPairs = z.array(z.tuple([headerName, headerValue]));

const keySource = z
  .strictObject({
    pem: z.string().exactOptional(),
    jwk: z.record(z.string(), z.union([z.string(), z.boolean(), z.array(z.string())])).exactOptional(),
    alg: z.string().exactOptional(),
    kid: z.string().exactOptional(),
  })
  .refine(({ pem, jwk }) => (pem === undefined) !== (jwk === undefined), { error: "must hold either pem or jwk" });

/** How a client authenticates, for every schema of a request that it sends. */
export const clientFields = {
  clientId: z.string(),
  clientSecret: z.string().exactOptional(),
  clientAuth: z.enum(CLIENT_AUTH_METHODS),
  basicEncoding: z.enum(["form", "raw"]).exactOptional(),
  clientKey: keySource.exactOptional(),
  certificate: z.string().exactOptional(),
  assertion: z
    .strictObject({
      alg: z.string().exactOptional(),
      audience: z.string().exactOptional(),
      lifetimeSeconds: z.int().min(1).max(86_400).exactOptional(),
    })
    .exactOptional(),
  dpop: z.boolean().exactOptional(),
  dpopKey: keySource.exactOptional(),
  dpopNonce: z.string().exactOptional(),
};

/** The DPoP fields alone, for a request that carries an access token. */
export const dpopFields = {
  dpop: clientFields.dpop,
  dpopKey: clientFields.dpopKey,
  dpopNonce: clientFields.dpopNonce,
};

/** Parsed once, here: what is connected to is this URL, never the text. */
export const endpoint = z.string().transform((text, context) => {
  const parsed = parseEndpoint(text);
  if (parsed.ok) return parsed.url;
  context.addIssue({ code: "custom", message: parsed.problem });
  return z.NEVER;
});

/** What every request that Regrant sends takes: the deadline, and an authority (PEM) to trust for this endpoint alone. */
export const sendingFields = {
  timeoutMs: z.int().min(1000).max(60_000).default(10_000),
  caCertificate: z.string().exactOptional(),
};

/** The fields of a RefreshRequest, for schemas that add their own or leave one out. */
export const refreshFields = {
  ...clientFields,
  tokenEndpoint: z.string(),
  refreshToken: z.string(),
  scope: z.string().exactOptional(),
  params: z
    .record(z.string(), z.string())
    .refine((params) => !Object.keys(params).some((name) => core.includes(name)), {
      error: `may not name ${core.join(", ")}: these have fields of their own`,
    })
    .exactOptional(),
  headers: headerPairs.exactOptional(),
  resource: z.array(z.string()).exactOptional(),
};

export const refreshRequest = z.strictObject(refreshFields) satisfies z.ZodType<RefreshRequest>;

const pair = z.tuple([z.string(), z.string()]);
const bytes = z.strictObject({ base64: z.string() });

export const wireRequest = z.strictObject({
  method: z.string(),
  url: z.string(),
  headers: z.array(pair),
  body: bytes.nullable(),
}) satisfies z.ZodType<WireRequest>;

/** Offsets in UTF-16 units, end exclusive. */
export const span = z.strictObject({
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
}) satisfies z.ZodType<Span>;

export const finding = z.strictObject({
  rule: z.string(),
  severity: z.enum(["error", "warning", "info"]),
  title: z.string(),
  detail: z.string(),
  spans: z.array(span),
  part: z.string().nullable(),
  spec: z.strictObject({ name: z.string(), url: z.string() }).nullable(),
  fix: z
    .strictObject({
      title: z.string(),
      edits: z.array(z.strictObject({ ...span.shape, text: z.string() })),
      /** New values for fields of the form. */
      set: z.strictObject(refreshFields).partial().optional(),
    })
    .nullable(),
});

export const cleared = z.strictObject({ rule: z.string(), title: z.string() });

export const understood = z.strictObject({
  name: z.string(),
  value: z.string(),
  from: z.enum(["body", "query", "authorization", "header"]),
});

const milliseconds = z.number().nonnegative().nullable();

const names = { subject: z.string(), issuer: z.string(), validFrom: z.string(), validTo: z.string() };
const members = z.record(z.string(), z.unknown());
const jwt = { header: members, claims: members };

const remoteTls = z.strictObject({
  protocol: z.string(),
  cipher: z.string(),
  ...names,
  subjectAltName: z.string(),
  chain: z
    .array(z.strictObject({ ...names, fingerprint256: z.string() }))
    .readonly()
    .exactOptional(),
  problem: z.strictObject({ code: z.string(), message: z.string() }).nullable().exactOptional(),
  alpn: z.strictObject({ offered: z.array(z.string()).readonly(), chosen: z.string().nullable() }).exactOptional(),
});

export const exchange = z.strictObject({
  id: z.string(),
  request: z.strictObject({ ...wireRequest.shape, raw: bytes }),
  response: z
    .strictObject({
      status: z.int(),
      reason: z.string(),
      httpVersion: z.string(),
      headers: z.array(pair),
      body: z.strictObject({ base64: z.string(), truncated: z.boolean(), bytes: z.int().nonnegative() }),
      raw: bytes,
    })
    .nullable(),
  failure: z
    .strictObject({
      kind: z.enum(FAILURE_KINDS),
      message: z.string(),
      received: bytes.exactOptional(),
      addresses: z.array(z.string()).readonly().exactOptional(),
    })
    .nullable(),
  timings: z.strictObject({
    dnsMs: milliseconds,
    connectMs: milliseconds,
    tlsMs: milliseconds,
    firstByteMs: milliseconds,
    totalMs: milliseconds,
  }),
  remote: z
    .strictObject({
      address: z.string(),
      port: z.int(),
      addresses: z.array(z.string()).readonly().exactOptional(),
      tls: remoteTls.nullable(),
    })
    .nullable(),
  findings: z.array(finding),
  assertion: z.strictObject(jwt).exactOptional(),
  dpop: z
    .strictObject({
      ...jwt,
      thumbprint: z.string(),
      key: members.nullable(),
      serverNonce: z.string().nullable(),
    })
    .exactOptional(),
  clientCertificate: z.strictObject({ ...names, thumbprint: z.string() }).exactOptional(),
  clocks: z.strictObject({ serverDate: z.string(), ownDate: z.string(), skewSeconds: z.int() }).exactOptional(),
  redirect: z
    .strictObject({
      to: z.string().nullable(),
      isOtherHost: z.boolean(),
      isDowngrade: z.boolean(),
      method: z.enum(["GET", "POST"]),
      keepsBody: z.boolean(),
      keepsAuthorization: z.boolean(),
      sentence: z.string(),
    })
    .exactOptional(),
  proxy: z
    .strictObject({
      url: z.string(),
      from: z.string(),
      how: z.enum(["CONNECT", "absolute-form"]),
      status: z.int().nullable(),
    })
    .exactOptional(),
}) satisfies z.ZodType<Exchange>;

export const snippet = z.strictObject({
  id: z.string(),
  label: z.string(),
  language: z.string(),
  code: z.string().nullable(),
  declined: z.string().exactOptional(),
  env: z.record(z.string(), z.enum(["clientId", "clientSecret", "refreshToken"])).exactOptional(),
  notes: z.array(z.string()).readonly().exactOptional(),
});

export const problemBody = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z
    .array(z.strictObject({ path: z.string(), message: z.string() }))
    .readonly()
    .exactOptional(),
}) satisfies z.ZodType<Problem>;
