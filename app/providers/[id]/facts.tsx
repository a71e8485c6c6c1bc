import type { ReactNode } from "react";
import type { Provider } from "../../../lib/providers/provider.ts";
import { formatRotation, formatSeconds } from "../words.ts";

/** The facts of a token endpoint as a table of two columns. */
export function Facts({ provider }: { provider: Provider }) {
  return (
    <table>
      <tbody>
        {rowsOf(provider).map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function rowsOf(provider: Provider): (readonly [name: string, value: ReactNode])[] {
  const { clientAuth, tokenEndpoint, tokenEndpointTemplate, variables, accessTokenLifetimeSeconds } = provider;
  return [
    ...(tokenEndpoint ? [["Token endpoint", <code key="e">{tokenEndpoint}</code>] as const] : []),
    ...(tokenEndpointTemplate
      ? [
          [
            tokenEndpoint ? "In general" : "Token endpoint",
            <>
              <code>{tokenEndpointTemplate}</code>
              {variables.length > 0 &&
                `, for example ${variables.map(({ name, example }) => `${name} = ${example}`).join(", ")}`}
            </>,
          ] as const,
        ]
      : []),
    ["Client authentication", <Codes key="c" codes={clientAuth.methods} preferred={clientAuth.preferred} />],
    ["Body", provider.bodyFormats.map((format) => (format === "form" ? "a form" : "JSON")).join(" or ")],
    ["Parameters in the URL", yesOrNo(provider.paramsInQueryAccepted, "taken, but they get into logs", "refused")],
    ["Refresh token", formatRotation(provider)],
    ...(provider.refreshTokenLifetime ? [["It lives", provider.refreshTokenLifetime] as const] : []),
    [
      "Access token lives",
      accessTokenLifetimeSeconds === null
        ? "as expires_in says, or not known"
        : formatSeconds(accessTokenLifetimeSeconds),
    ],
    ...(provider.requiredParams.length > 0
      ? [["Also needed", <Codes key="p" codes={provider.requiredParams} />] as const]
      : []),
    ...provider.requiredHeaders.map(({ name, why }) => [`Header ${name}`, why] as const),
    ...(provider.discovery ? [["Metadata", <code key="d">{provider.discovery}</code>] as const] : []),
    ...(provider.verifyAccessToken
      ? [
          [
            "Try an access token",
            <code key="v">{`${provider.verifyAccessToken.method} ${provider.verifyAccessToken.url}`}</code>,
          ] as const,
        ]
      : []),
  ];
}

function yesOrNo(value: boolean | null, yes: string, no: string): string {
  return value === null ? "not known; leave them out" : value ? yes : no;
}

function Codes({ codes, preferred }: { codes: readonly string[]; preferred?: string }) {
  return codes.map((code, i) => (
    <span key={code}>
      {i > 0 && ", "}
      <code>{code}</code>
      {code === preferred && codes.length > 1 && " (preferred)"}
    </span>
  ));
}
