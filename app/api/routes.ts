import type { z } from "zod";
import { tokenError, tokenReply, tokenRequest } from "../practice/token/schema.ts";
import { behaviourRequest, boxReply, boxWithRequests, catchRequest } from "./catch/schema.ts";
import { discoverReply, discoverRequest } from "./discover/schema.ts";
import { healthReply } from "./health/schema.ts";
import { inspectReply, inspectRequest } from "./inspect/schema.ts";
import { introspectRequest } from "./introspect/schema.ts";
import { openApiReply } from "./openapi.json/schema.ts";
import { practiceReply, resetRequest, tryReply, tryRequest } from "./practice/schema.ts";
import { probeReply, probeRequest } from "./probe/schema.ts";
import { providersReply } from "./providers/schema.ts";
import { resourceRequest } from "./resource/schema.ts";
import { revokeRequest } from "./revoke/schema.ts";
import { rulesReply } from "./rules/schema.ts";
import { exchange } from "./schema.ts";
import { runningReply, sendRequest } from "./send/schema.ts";
import { snippetsReply, snippetsRequest } from "./snippets/schema.ts";
import { variantsRequest } from "./variants/schema.ts";

/** One served method of one address, as the OpenAPI document tells it. */
export interface ApiRoute {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** With `{name}` for a dynamic segment. */
  readonly path: `/${string}`;
  /** Names the request and the reply in the document: `Inspect` gives `InspectRequest` and `InspectReply`. */
  readonly name: string;
  readonly summary: string;
  /** What the body must be; none for routes that take no body. */
  readonly body?: z.ZodType;
  /** For the one route that takes a form instead: what the form must be, and how it is refused in OAuth's own way. */
  readonly form?: { readonly body: z.ZodType; readonly error: z.ZodType };
  /** What a success answers: its status, and its JSON, an event stream, or nothing. Default status 200. */
  readonly reply: { readonly status?: number; readonly json: z.ZodType } | "events" | "empty";
  /** What 202 answers, where the work may still be going on. */
  readonly running?: z.ZodType;
  /** The Problems that may come, beside those that its method and its body bring with them. */
  readonly problems?: readonly number[];
}

/** Every route that is served. A route that is missing here fails `routes.test.ts`. */
export const API_ROUTES: readonly ApiRoute[] = [
  {
    method: "get",
    path: "/api/health",
    name: "Health",
    summary: "Whether the server runs, its version and its mode",
    reply: { json: healthReply },
  },
  {
    method: "get",
    path: "/api/openapi.json",
    name: "OpenApi",
    summary: "This document",
    reply: { json: openApiReply },
  },
  {
    method: "post",
    path: "/api/send",
    name: "Send",
    summary: "Sends one refresh, once, and tells all that went out and came back",
    body: sendRequest,
    reply: { json: exchange },
    problems: [429, 503],
  },
  {
    method: "get",
    path: "/api/send/{exchangeId}",
    name: "HeldSend",
    summary: "The exchange of a send again, for ten minutes; 202 while it runs",
    reply: { json: exchange },
    running: runningReply,
    problems: [404],
  },
  {
    method: "delete",
    path: "/api/send/{exchangeId}",
    name: "CancelSend",
    summary: "Cancels a send that runs: the upstream is closed at once",
    reply: "empty",
    problems: [404],
  },
  {
    method: "get",
    path: "/api/send/{exchangeId}/events",
    name: "SendEvents",
    summary: "The stages of a send as they begin, and its end",
    reply: "events",
    problems: [404],
  },
  {
    method: "post",
    path: "/api/probe",
    name: "Probe",
    summary: "Sends a made-up refresh token once, and tells which parts of the request its refusal proves right",
    body: probeRequest,
    reply: { json: probeReply },
    problems: [429, 503],
  },
  {
    method: "post",
    path: "/api/variants",
    name: "Variants",
    summary: "Sends a made-up token in at most eight forms of one request, row by row, and tells which form to use",
    body: variantsRequest,
    reply: "events",
    problems: [429],
  },
  {
    method: "post",
    path: "/api/discover",
    name: "Discover",
    summary: "Finds an issuer's metadata (RFC 8414, OpenID Connect Discovery) and says what a refresh needs of it",
    body: discoverRequest,
    reply: { json: discoverReply },
    problems: [429, 503],
  },
  {
    method: "post",
    path: "/api/introspect",
    name: "Introspect",
    summary: "Asks a server what it knows of a token (RFC 7662)",
    body: introspectRequest,
    reply: { json: exchange },
    problems: [429, 503],
  },
  {
    method: "post",
    path: "/api/revoke",
    name: "Revoke",
    summary: "Asks a server to end a token (RFC 7009)",
    body: revokeRequest,
    reply: { json: exchange },
    problems: [429, 503],
  },
  {
    method: "post",
    path: "/api/resource",
    name: "Resource",
    summary: "Calls a resource with an access token, and tells an expired one from a wrong one",
    body: resourceRequest,
    reply: { json: exchange },
    problems: [429, 503],
  },
  {
    method: "post",
    path: "/api/inspect",
    name: "Inspect",
    summary: "What a pasted command or request does, what is wrong with it, and what is right",
    body: inspectRequest,
    reply: { json: inspectReply },
  },
  {
    method: "post",
    path: "/api/snippets",
    name: "Snippets",
    summary: "A refresh as text for shells, languages and tools",
    body: snippetsRequest,
    reply: { json: snippetsReply },
  },
  {
    method: "post",
    path: "/api/catch",
    name: "Catch",
    summary: "Makes a box: an address that catches what any client sends, and answers like a token server",
    body: catchRequest,
    reply: { status: 201, json: boxReply },
    problems: [429, 503],
  },
  {
    method: "get",
    path: "/api/catch/{id}",
    name: "CaughtRequests",
    summary: "A box and what it has caught, oldest first, each request diagnosed",
    reply: { json: boxWithRequests },
    problems: [404],
  },
  {
    method: "patch",
    path: "/api/catch/{id}",
    name: "CatchBehaviour",
    summary: "Has a box answer in another way from now on",
    body: behaviourRequest,
    reply: { json: boxReply },
    problems: [404],
  },
  {
    method: "delete",
    path: "/api/catch/{id}",
    name: "DeleteCatch",
    summary: "Deletes a box and all that it has caught",
    reply: "empty",
    problems: [404],
  },
  {
    method: "get",
    path: "/api/catch/{id}/events",
    name: "CatchEvents",
    summary: "Each caught request as it comes, those first that came after Last-Event-ID",
    reply: "events",
    problems: [404],
  },
  {
    method: "post",
    path: "/practice/token",
    name: "PracticeToken",
    summary:
      "The practice token endpoint, as RFC 6749 has it; ?dialect=keap answers as Keap does, ?dialect=lenient forgives",
    form: { body: tokenRequest, error: tokenError },
    reply: { json: tokenReply },
    problems: [413],
  },
  {
    method: "get",
    path: "/api/practice",
    name: "Practice",
    summary: "The practice token server's clients, dialects, and live tokens made for this caller",
    reply: { json: practiceReply },
  },
  {
    method: "post",
    path: "/api/practice/reset",
    name: "PracticeReset",
    summary: "Forgets practice tokens and gives new ones",
    body: resetRequest,
    reply: { json: practiceReply },
  },
  {
    method: "post",
    path: "/api/practice/try",
    name: "PracticeTry",
    summary: "Sends a command to the practice server, and tells its private reason beside its reply",
    body: tryRequest,
    reply: { json: tryReply },
    problems: [429, 503],
  },
  {
    method: "get",
    path: "/api/rules",
    name: "Rules",
    summary: "Every rule of the diagnosis",
    reply: { json: rulesReply },
  },
  {
    method: "get",
    path: "/api/providers",
    name: "Providers",
    summary: "What is known of each provider's token endpoint",
    reply: { json: providersReply },
  },
];
