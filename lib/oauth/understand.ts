import { MOST_PAIRS, parseForm } from "../http/form.ts";
import { FORM_TYPE, type HttpRequest } from "../http/request.ts";
import { once } from "../text/once.ts";
import { hullOrigin, slice, type Traced, traced, unknownValue } from "../text/traced.ts";
import { type BodyField, type BodyReading, readBody } from "./body.ts";
import { type AuthorizationReading, readAuthorization, toClientParameters } from "./client-auth.ts";
import { isSecretName, markRedaction } from "./redaction.ts";
import type { ParameterSource, Understood, UnderstoodParameter } from "./understood.ts";

/** What a server is known to read beyond RFC 6749. */
export interface ServerHabits {
  readonly readsJson: boolean;
}

const TOO_MANY = `The parameters after the first ${MOST_PAIRS.toLocaleString("en")} are not read.`;

const RFC_6749: ServerHabits = { readsJson: false };

/**
 * The request as a token server reads it: form pairs of the body (a JSON body is one odd pair), of the query, and the
 * Basic credentials, decoded and form-decoded (RFC 6749 sections 2.3.1 and 3.2).
 */
export function understand(request: HttpRequest, habits: ServerHabits = RFC_6749): Understood {
  const body = readBody(request);
  const authorization = readAuthorization(request);
  const fromBody = bodyParameters(request, body, habits);
  const parameters = [...fromBody.parameters, ...queryParameters(request)];
  const ignored = [...fromBody.ignored];
  if (authorization) {
    const client = clientParameters(authorization);
    parameters.push(...client);
    if (client.length === 0) ignored.push({ part: authorization.field.value, why: whyNoClient(authorization) });
  }
  return { parameters, ignored };
}

function bodyParameters(request: HttpRequest, reading: BodyReading, habits: ServerHabits): Understood {
  const { body } = request;
  const { kind, mediaType } = reading;
  if (!body || kind === "absent" || kind === "empty") return { parameters: [], ignored: [] };
  if (habits.readsJson && mediaType === "application/json") {
    if (kind === "json") return { parameters: fieldsOf(reading), ignored: [] };
    return { parameters: [], ignored: [{ part: body, why: "The server reads JSON here, and this is none." }] };
  }
  if (kind === "json" || mediaType === null || mediaType === FORM_TYPE) {
    const parameters = kind === "form" ? fieldsOf(reading) : toParameters(parseForm(body), "body");
    return { parameters, ignored: parameters.length < MOST_PAIRS ? [] : [{ part: body, why: TOO_MANY }] };
  }
  return { parameters: [], ignored: [{ part: body, why: `A body of type ${mediaType} is not read as a form.` }] };
}

const fieldsOf = once(({ fields }: BodyReading) => toParameters(fields, "body"));

const queryParameters = once(({ target }: HttpRequest): UnderstoodParameter[] => {
  const at = target.text.indexOf("?");
  return at < 0 ? [] : toParameters(parseForm(slice(target, at + 1)), "query");
});

function toParameters(fields: readonly BodyField[], from: ParameterSource): UnderstoodParameter[] {
  return fields.map(({ name, value }) => redact({ name, value, from }));
}

const clientParameters = once((authorization: AuthorizationReading): UnderstoodParameter[] => {
  const origin = hullOrigin(authorization.token);
  if (authorization.scheme !== "basic" || !origin) return [];
  const parameter = (name: string, value: Traced): UnderstoodParameter =>
    redact({ name: traced(name, origin), value, from: "authorization" });
  if (authorization.unknown && !authorization.parts) {
    const written = authorization.token.text;
    return [
      parameter("client_id", unknownValue("client_id", written, origin)),
      parameter("client_secret", unknownValue("client_secret", written, origin)),
    ];
  }
  if (!authorization.unknown && authorization.facts.some(({ kind }) => !STILL_READ.has(kind))) return [];
  const client = toClientParameters(authorization);
  return client ? [parameter("client_id", client.id), parameter("client_secret", client.secret)] : [];
});

/** Malformations that leave an id and a secret to be read, if the wrong ones. */
const STILL_READ: ReadonlySet<string> = new Set([
  "double-encoded",
  "encoded-separately",
  "trailing-newline",
  "missing-padding",
]);

function whyNoClient({ scheme, token }: AuthorizationReading): string {
  if (scheme === "bearer") return "A Bearer token does not tell a token server who the client is.";
  if (token.text.trim() === "") return "The header is empty.";
  return "The server finds no client id and secret in it.";
}

function redact(parameter: UnderstoodParameter): UnderstoodParameter {
  const name = parameter.name.text;
  return isSecretName(name) ? { ...parameter, value: markRedaction(parameter.value, name) } : parameter;
}

/** The parameters as their author meant them: fields of the body in whatever format, the query, Basic credentials. */
export function toMeant(request: HttpRequest): UnderstoodParameter[] {
  const authorization = readAuthorization(request);
  return [
    ...fieldsOf(readBody(request)),
    ...queryParameters(request),
    ...(authorization ? meantClient(authorization) : []),
  ];
}

function meantClient(authorization: AuthorizationReading): UnderstoodParameter[] {
  const read = clientParameters(authorization);
  const meant = authorization.facts[0]?.meant;
  const origin = hullOrigin(authorization.token);
  if (read.length > 0 || !meant || !origin) return read;
  return (["id", "secret"] as const).map((key) =>
    redact({ name: traced(`client_${key}`, origin), value: traced(meant[key], origin), from: "authorization" }),
  );
}
