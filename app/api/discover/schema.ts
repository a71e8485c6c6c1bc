import { z } from "zod";
import type { Discovered } from "../../../lib/server/around.ts";
import { endpointText } from "../endpoint.ts";
import { exchange, finding, sendingFields } from "../schema.ts";

/** The issuer as it is written: it is compared letter by letter. The address of a document is taken as well. */
export const discoverRequest = z.strictObject({ issuer: endpointText, ...sendingFields });

export const support = z.strictObject({
  tokenEndpoint: z.string().nullable(),
  introspectionEndpoint: z.string().nullable(),
  revocationEndpoint: z.string().nullable(),
  clientAuth: z.array(z.string()).readonly(),
  signingAlgorithms: z.array(z.string()).readonly(),
  dpopAlgorithms: z.array(z.string()).readonly(),
  scopes: z.array(z.string()).readonly(),
  refresh: z.boolean().nullable(),
  mtlsTokenEndpoint: z.string().nullable(),
});

/** `supports` says in short what of the document a refresh needs. */
export const discoverReply = z.strictObject({
  issuer: z.string(),
  metadata: z.record(z.string(), z.unknown()).nullable(),
  supports: support.nullable(),
  request: exchange.shape.request,
  exchanges: z.array(exchange).readonly(),
  findings: z.array(finding).readonly(),
}) satisfies z.ZodType<Discovered>;
