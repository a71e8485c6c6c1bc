import type { Provider } from "./provider.ts";

/**
 * A curl command that refreshes at this provider, right in bash, zsh and dash, with `$CLIENT_ID`, `$CLIENT_SECRET` and
 * `$REFRESH_TOKEN` for the values; undefined where the provider has no refresh.
 */
export function formatRefreshCommand(provider: Provider): string | undefined {
  if (!provider.supportsRefresh) return undefined;
  const { preferred } = provider.clientAuth;
  const isJson = provider.bodyFormats[0] === "json";
  const pairs = pairsOf(provider);
  const lines = [
    `curl ${quoteUrl(exampleEndpoint(provider))}`,
    ...(preferred === "client_secret_basic"
      ? [`-u "$CLIENT_ID:${provider.emptySecret && provider.id !== "reddit" ? "" : "$CLIENT_SECRET"}"`]
      : []),
    ...headersOf(provider, isJson).map(([name, value]) => `-H '${name}: ${value}'`),
    ...(isJson
      ? [`-d "${formatJson(pairs)}"`]
      : pairs.map(
          ([name, value]) => `--data-urlencode ${/[$]/.test(value) ? `"${name}=${value}"` : `${name}=${value}`}`,
        )),
  ];
  return lines.join(" \\\n  ");
}

/** The address with an example for each part that varies. */
export function exampleEndpoint(provider: Provider): string {
  const template = provider.tokenEndpoint ?? provider.tokenEndpointTemplate ?? "";
  return template.replace(
    /\{(\w+)\}/g,
    (whole, name: string) => provider.variables.find((variable) => variable.name === name)?.example ?? whole,
  );
}

function pairsOf(provider: Provider): [name: string, value: string][] {
  const pairs: [string, string][] = [];
  const { preferred } = provider.clientAuth;
  if (!provider.noGrantType)
    pairs.push([provider.grantTypeName ?? "grant_type", provider.grantTypeName ? "refresh" : "refresh_token"]);
  pairs.push(["refresh_token", "$REFRESH_TOKEN"]);
  // The platform's key tells which client it is.
  const needsId = preferred !== "client_secret_basic" && !provider.emptySecret;
  if (needsId) pairs.push([provider.clientIdName ?? "client_id", "$CLIENT_ID"]);
  if (preferred === "client_secret_post") pairs.push(["client_secret", "$CLIENT_SECRET"]);
  for (const param of provider.requiredParams) {
    const [name = "", value] = param.split("=");
    if (pairs.some(([known]) => known === name)) continue;
    pairs.push([name, value ?? `$${name.toUpperCase()}`]);
  }
  return pairs;
}

function headersOf(provider: Provider, isJson: boolean): [name: string, value: string][] {
  const headers: [string, string][] = isJson ? [["Content-Type", "application/json"]] : [];
  for (const { name } of provider.requiredHeaders) {
    if (name === "Accept") headers.push([name, "application/json"]);
    if (name === "User-Agent") headers.push([name, "my-app/1.0 (you@example.com)"]);
  }
  return headers;
}

function quoteUrl(url: string): string {
  return /[?&]/.test(url) ? `'${url}'` : url;
}

/** JSON inside double quotes, so that the shell puts the values in; values must hold no quote and no backslash. */
function formatJson(pairs: readonly (readonly [string, string])[]): string {
  return `{${pairs.map(([name, value]) => `\\"${name}\\":\\"${value}\\"`).join(",")}}`;
}
