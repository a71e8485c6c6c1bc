import { z } from "zod";
import { CLIENT_AUTH_METHODS } from "../../../lib/oauth/client-request.ts";

const provider = z.strictObject({
  id: z.string(),
  name: z.string(),
  aliases: z.array(z.string()),
  tokenEndpoint: z.string().nullable(),
  tokenEndpointTemplate: z.string().nullable(),
  variables: z.array(z.strictObject({ name: z.string(), example: z.string() })),
  discovery: z.string().nullable(),
  clientAuth: z.strictObject({
    methods: z.array(z.enum(CLIENT_AUTH_METHODS)),
    preferred: z.enum(CLIENT_AUTH_METHODS),
    basicRequiredForRefresh: z.boolean().nullable(),
  }),
  bodyFormats: z.array(z.enum(["form", "json"])),
  paramsInQueryAccepted: z.boolean().nullable(),
  supportsRefresh: z.boolean(),
  refreshTokenRotates: z.union([z.boolean(), z.literal("optional")]).nullable(),
  refreshTokenLifetime: z.string().nullable(),
  accessTokenLifetimeSeconds: z.int().nullable(),
  requiredHeaders: z.array(z.strictObject({ name: z.string(), why: z.string() })),
  requiredParams: z.array(z.string()),
  quirks: z.array(z.string()),
  /** What a made-up token costs here: `/api/probe` and `/api/variants` then want `evenIfPunished`. */
  punishesProbes: z.string().nullable(),
  /** A call that shows whether an access token works, for `/api/resource`. */
  verifyAccessToken: z.strictObject({ method: z.string(), url: z.string(), note: z.string().nullable() }).nullable(),
  docs: z.string(),
  confidence: z.enum(["verified", "likely", "unsure"]),
  /** Fields that nobody has read at a source. */
  hints: z.array(z.string()),
});

export const providersReply = z.strictObject({ providers: z.array(provider) });
