import type { Box } from "./caught.ts";

/** How one kind of client is pointed at a box. */
export interface Recipe {
  readonly name: string;
  readonly about: string;
  readonly code: string;
}

/** Recipes for the clients that people ask about most. */
export function toRecipes({ url, id, fidelity }: Pick<Box, "url" | "id" | "fidelity">): Recipe[] {
  const { host, hostname, port, protocol } = new URL(url);
  const isOwn = fidelity === "bytes" && protocol === "http:";
  return [
    {
      name: "curl",
      about: "Put the address in the place of the token endpoint. Any path below it works.",
      code: `curl ${url}/oauth/token -u "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=refresh_token -d "refresh_token=$REFRESH_TOKEN"`,
    },
    ...(isOwn ? [toConnectRecipe(hostname, port || "80")] : []),
    {
      name: ".NET HttpClient",
      about: "The BaseAddress must end in a slash, and the path must not begin with one.",
      code: `var client = new HttpClient { BaseAddress = new Uri("${url}/") };\nawait client.PostAsync("oauth/token", content);`,
    },
    {
      name: "Postman",
      about: "Put the address where the token URL stands: in the request, or as Access Token URL under Authorization.",
      code: `${url}/oauth/token`,
    },
    {
      name: "An SDK",
      about: "Most take the token endpoint from the configuration or the environment; the names differ.",
      code: `TOKEN_URL=${url}/oauth/token\nTOKEN_ENDPOINT=${url}/oauth/token\nAUTH_BASE_URL=${url}`,
    },
    ...(isOwn ? [toProxyRecipe(id, host)] : []),
    toHostsRecipe(url),
  ];
}

function toConnectRecipe(hostname: string, port: string): Recipe {
  return {
    name: "curl, address unchanged",
    about:
      "For http addresses: curl asks for the right host and connects here. The newest box of this machine catches it.",
    code: `curl --connect-to "::${hostname}:${port}" http://api.example.com/oauth/token -d grant_type=refresh_token`,
  };
}

function toProxyRecipe(id: string, host: string): Recipe {
  return {
    name: "A client whose address cannot change, http",
    about: "Name this box as its proxy: the user is the box, the password is anything.",
    code: `http_proxy=http://${id}:x@${host} your-program`,
  };
}

function toHostsRecipe(url: string): Recipe {
  return {
    name: "A client whose address cannot change, https",
    about:
      "Send its host to a proxy on your machine that speaks TLS and hands on to this box. The client must trust the proxy’s certificate (caddy trust installs it). Take the line out of the hosts file afterwards.",
    code: `# hosts file\n127.0.0.1 api.example.com\n\n# Caddyfile\napi.example.com {\n  tls internal\n  rewrite * ${new URL(url).pathname}{uri}\n  reverse_proxy ${new URL(url).origin}\n}`,
  };
}
