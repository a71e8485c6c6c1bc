import type { RefreshRequest } from "../oauth/refresh-request.ts";
import type { Provider } from "../providers/provider.ts";
import type { Finding, Fix } from "./finding.ts";

type TextField = "tokenEndpoint" | "clientId" | "clientSecret" | "refreshToken" | "scope";
type Known = Pick<Provider, "name" | "tokenEndpoint" | "clientAuth">;
type Change = Pick<Fix, "title"> & { readonly set: Partial<RefreshRequest> };
type Maker = (form: RefreshRequest, field: TextField | null, provider: Known | null) => Change | null;

/** What to change in the form so that the finding goes away; null where only its author can tell. */
export function findFormFix(
  { rule, part }: Pick<Finding, "rule" | "part">,
  form: RefreshRequest,
  provider: Known | null = null,
): Fix | null {
  const made = MAKERS[rule]?.(form, fieldOf(part), provider) ?? null;
  return made && { ...made, edits: [] };
}

/** Findings on a form, each with what to change in its fields, where that is known. */
export function withFormFixes(
  findings: readonly Finding[],
  form: RefreshRequest,
  provider: Known | null = null,
): Finding[] {
  return findings.map((finding) => ({ ...finding, fix: finding.fix ?? findFormFix(finding, form, provider) }));
}

const FIELDS: Readonly<Record<string, TextField>> = {
  client_id: "clientId",
  client_secret: "clientSecret",
  refresh_token: "refreshToken",
  scope: "scope",
  url: "tokenEndpoint",
};

function fieldOf(part: string | null): TextField | null {
  const name = part?.split(".").at(-1) ?? "";
  return FIELDS[name] ?? Object.values(FIELDS).find((field) => field === name) ?? null;
}

/** Puts what `change` makes of the field into it; nothing where that leaves the field as it is, or empty. */
function change(title: string, make: (text: string) => string): Maker {
  return (form, field) => {
    const before = field === null ? undefined : form[field];
    if (field === null || before === undefined) return null;
    const after = make(before);
    return after === before || after === "" ? null : { title, set: { [field]: after } };
  };
}

function withoutHeader(title: string, name: string): Maker {
  return (form) => {
    const headers = (form.headers ?? []).filter(([each]) => each.toLowerCase() !== name);
    return headers.length === (form.headers ?? []).length ? null : { title, set: { headers } };
  };
}

/** A header written by hand gives way to the one that the form makes, where the form knows id and secret. */
const byForm: Maker = (form, field, provider) => {
  if (form.clientId === "" || !form.clientSecret) return null;
  const without = withoutHeader("Let the form write the Authorization header", "authorization")(form, field, provider);
  return without && { ...without, set: { ...without.set, clientAuth: "client_secret_basic" } };
};

const ownType = withoutHeader("Leave Content-Type to the form", "content-type");

const strip = change("Take the blanks out", (text) => text.replace(/[\s\u200b-\u200f\u2060\ufeff\u00ad]+/g, ""));

const atProvider: Maker = (form, _, provider) => {
  const address = provider?.tokenEndpoint ?? "";
  if (address === "" || address.includes("{") || address === form.tokenEndpoint) return null;
  return { title: `Use the token endpoint of ${provider?.name}`, set: { tokenEndpoint: address } };
};

const methodOfProvider: Maker = (form, _, provider) =>
  provider && provider.clientAuth.preferred !== form.clientAuth
    ? { title: `Authenticate as ${provider.name} wants it`, set: { clientAuth: provider.clientAuth.preferred } }
    : null;

const withoutParameters: Maker = (form) => {
  const kept = Object.entries(form.params ?? {}).filter(
    ([name]) => !/^(?:code|redirect_uri|response_type|code_verifier|state)$/.test(name),
  );
  return kept.length === Object.keys(form.params ?? {}).length
    ? null
    : { title: "Leave out what belongs to other steps", set: { params: Object.fromEntries(kept) } };
};

const MAKERS: Readonly<Record<string, Maker | undefined>> = {
  "whitespace-in-value": strip,
  "invisible-character": strip,
  "quotes-in-value": change("Take the quotes away", (text) => text.trim().replace(/^(["'‘’“”])(.*)["'‘’“”]$/s, "$2")),
  "double-encoded-value": change("Decode the value once", (text) => decodedOnce(text)),
  "cleartext-http": (form) =>
    /^http:/i.test(form.tokenEndpoint)
      ? { title: "Use https", set: { tokenEndpoint: form.tokenEndpoint.replace(/^http:/i, "https:") } }
      : null,
  "wrong-endpoint": atProvider,
  "credentials-swapped": (form) =>
    form.clientSecret
      ? { title: "Swap id and secret", set: { clientId: form.clientSecret, clientSecret: form.clientId } }
      : null,
  "wrong-auth-method": methodOfProvider,
  "bearer-instead-of-basic": byForm,
  "basic-not-base64": byForm,
  "basic-missing-colon": byForm,
  "basic-encoded-separately": byForm,
  "basic-double-encoded": byForm,
  "basic-base64url": byForm,
  "basic-missing-padding": byForm,
  "basic-trailing-newline": byForm,
  "basic-line-wrapped": byForm,
  "basic-stray-characters": byForm,
  "basic-literal-formula": byForm,
  "basic-malformed-scheme": byForm,
  "two-client-auth-methods": withoutHeader("Take the second Authorization header out", "authorization"),
  "json-content-type": ownType,
  "wrong-content-type": ownType,
  "missing-content-type": ownType,
  "quotes-in-header-value": ownType,
  "scope-widened": (form) => (form.scope ? { title: "Ask for no scope", set: { scope: "" } } : null),
  "stray-parameter": withoutParameters,
};

function decodedOnce(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
