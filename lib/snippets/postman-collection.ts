import { needsNoEncoding } from "./curl-arguments.ts";
import { defineSnippet, type Written } from "./define-snippet.ts";
import { formatBody, formatHeaders, hasForeignPlaceholder, hasPlaceholder } from "./http-text.ts";
import { type CallValue, type TokenCall, valuesOf, variableOf } from "./token-call.ts";

const SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

/**
 * A collection to import (format 2.1). With variables Postman encodes the body and makes the Basic header; known values
 * are encoded in advance, because Postman would read `{{` in them.
 */
export default defineSnippet({
  id: "postman-collection",
  label: "Postman collection",
  language: "json",
  names: "placeholder",
  write(call): Written {
    if (hasForeignPlaceholder(call)) {
      return { declined: "The endpoint or a header holds {{, which Postman takes for a variable." };
    }
    if (hasPlaceholder(call) && call.form.some(([name]) => name === "__proto__")) {
      return { declined: "Postman loses a parameter of the name __proto__ unless the body is written out." };
    }
    if (valuesOf(call).some(({ role, text }) => role !== null && /\{\{.*\}\}/s.test(text))) {
      return { declined: "A value holds {{…}}, which Postman fills in where it fills in the variable." };
    }
    const request = hasPlaceholder(call) ? requestWithVariables(call) : requestWithValues(call);
    const script = encodingScript(call);
    const item = {
      name: "Refresh the access token",
      ...(script && { event: [{ listen: "prerequest", script: { type: "text/javascript", exec: script } }] }),
      request,
    };
    const collection = { info: { name: `Refresh at ${call.url.host}`, schema: SCHEMA }, item: [item] };
    const code = `${toAsciiJson(collection)}\n`;
    return hasPlaceholder(call) ? { code, notes: ["Set the variables in an environment of Postman's."] } : { code };
  },
});

function requestWithValues(call: TokenCall): object {
  const header = formatHeaders(call, "").map((line) => {
    const colon = line.indexOf(":");
    return { key: line.slice(0, colon), value: line.slice(colon + 1).trimStart() };
  });
  return { method: "POST", header, body: { mode: "raw", raw: formatBody(call) }, url: call.address };
}

function requestWithVariables(call: TokenCall): object {
  const header = [...call.headers, ["Content-Type", call.contentType] as const].map(([key, value]) => ({ key, value }));
  const urlencoded = call.form.map(([key, value]) => ({ key, value: variableOr(value), type: "text" }));
  return {
    method: "POST",
    ...(call.basic && {
      auth: {
        type: "basic",
        basic: [
          { key: "username", value: `{{${credentialVariable(call, "client_id")}}}`, type: "string" },
          { key: "password", value: `{{${credentialVariable(call, "client_secret")}}}`, type: "string" },
        ],
      },
    }),
    header,
    body: { mode: "urlencoded", urlencoded },
    url: call.address,
  };
}

function credentialVariable(call: TokenCall, name: string): string {
  return needsNoEncoding(call) ? name : `encoded_${name}`;
}

function variableOr({ text, role }: CallValue): string {
  return role ? `{{${variableOf(role).toLowerCase()}}}` : text;
}

/** What runs before the request: RFC 6749 section 2.3.1 for values that it changes. */
function encodingScript(call: TokenCall): string[] | undefined {
  if (!call.basic?.id.role || needsNoEncoding(call)) return undefined;
  return [
    "// RFC 6749 section 2.3.1: id and secret are form-encoded before they become Basic credentials.",
    'for (const name of ["client_id", "client_secret"]) {',
    "  pm.variables.set(`encoded_${name}`, encodeURIComponent(pm.variables.get(name)));",
    "}",
  ];
}

function toAsciiJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(
    /[^\x00-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
