import accessTokenAsRefreshToken from "./answer/access-token-as-refresh-token.ts";
import assertionRefused from "./answer/assertion-refused.ts";
import authorizationCodeAsRefreshToken from "./answer/authorization-code-as-refresh-token.ts";
import authorizationCodeUsed from "./answer/authorization-code-used.ts";
import brokenReply from "./answer/broken-reply.ts";
import certificateCommonNameOnly from "./answer/certificate-common-name-only.ts";
import clientCertificateRefused from "./answer/client-certificate-refused.ts";
import clockSkew from "./answer/clock-skew.ts";
import connectionRefused from "./answer/connection-refused.ts";
import connectionReset from "./answer/connection-reset.ts";
import cors from "./answer/cors.ts";
import dnsFailure from "./answer/dns-failure.ts";
import dpopNonceNeeded from "./answer/dpop-nonce-needed.ts";
import errorInSuccess from "./answer/error-in-success.ts";
import htmlResponse from "./answer/html-response.ts";
import knownError from "./answer/known-error.ts";
import malformedRefreshToken from "./answer/malformed-refresh-token.ts";
import mediaTypeRefused from "./answer/media-type-refused.ts";
import missingUserAgent from "./answer/missing-user-agent.ts";
import proxyOrGateway from "./answer/proxy-or-gateway.ts";
import rateLimited from "./answer/rate-limited.ts";
import redirected from "./answer/redirected.ts";
import refreshTokenDead from "./answer/refresh-token-dead.ts";
import refreshTokenExpired from "./answer/refresh-token-expired.ts";
import refreshTokenNeverIssued from "./answer/refresh-token-never-issued.ts";
import refreshTokenRevoked from "./answer/refresh-token-revoked.ts";
import refreshTokenRotated from "./answer/refresh-token-rotated.ts";
import replyTooLarge from "./answer/reply-too-large.ts";
import scopeWidened from "./answer/scope-widened.ts";
import sendCancelled from "./answer/send-cancelled.ts";
import serverError from "./answer/server-error.ts";
import spaTokenNeedsOrigin from "./answer/spa-token-needs-origin.ts";
import targetBlocked from "./answer/target-blocked.ts";
import timeout from "./answer/timeout.ts";
import tlsFailure from "./answer/tls-failure.ts";
import tokenResponseIncomplete from "./answer/token-response-incomplete.ts";
import unauthorizedClient from "./answer/unauthorized-client.ts";
import wrongAuthMethod from "./answer/wrong-auth-method.ts";
import wrongClient from "./answer/wrong-client.ts";
import wrongSecret from "./answer/wrong-secret.ts";
import accessTokenExpired from "./around/access-token-expired.ts";
import insufficientScope from "./around/insufficient-scope.ts";
import issuerMismatch from "./around/issuer-mismatch.ts";
import metadataMissing from "./around/metadata-missing.ts";
import revocationSilent from "./around/revocation-silent.ts";
import tokenInactive from "./around/token-inactive.ts";
import wrongAccessToken from "./around/wrong-access-token.ts";
import wrongTokenScheme from "./around/wrong-token-scheme.ts";
import doubleEncodedValue from "./body/double-encoded-value.ts";
import duplicateParameter from "./body/duplicate-parameter.ts";
import emptyBody from "./body/empty-body.ts";
import emptyValue from "./body/empty-value.ts";
import getInsteadOfPost from "./body/get-instead-of-post.ts";
import headersMerged from "./body/headers-merged.ts";
import jsonBody from "./body/json-body.ts";
import jsonContentType from "./body/json-content-type.ts";
import methodNotPost from "./body/method-not-post.ts";
import missingContentType from "./body/missing-content-type.ts";
import missingGrantType from "./body/missing-grant-type.ts";
import missingRefreshToken from "./body/missing-refresh-token.ts";
import misspelledParameter from "./body/misspelled-parameter.ts";
import paramsInHeaders from "./body/params-in-headers.ts";
import paramsInQuery from "./body/params-in-query.ts";
import placeholderLeft from "./body/placeholder-left.ts";
import quotesInHeaderValue from "./body/quotes-in-header-value.ts";
import quotesInValue from "./body/quotes-in-value.ts";
import strayParameter from "./body/stray-parameter.ts";
import unencodedValue from "./body/unencoded-value.ts";
import whitespaceInValue from "./body/whitespace-in-value.ts";
import wrongContentType from "./body/wrong-content-type.ts";
import wrongGrantType from "./body/wrong-grant-type.ts";
import basicBase64url from "./client/basic-base64url.ts";
import basicDoubleEncoded from "./client/basic-double-encoded.ts";
import basicEncodedSeparately from "./client/basic-encoded-separately.ts";
import basicFormEncodedUnexpected from "./client/basic-form-encoded-unexpected.ts";
import basicLineWrapped from "./client/basic-line-wrapped.ts";
import basicLiteralFormula from "./client/basic-literal-formula.ts";
import basicMalformedScheme from "./client/basic-malformed-scheme.ts";
import basicMissingColon from "./client/basic-missing-colon.ts";
import basicMissingPadding from "./client/basic-missing-padding.ts";
import basicNotBase64 from "./client/basic-not-base64.ts";
import basicNotFormEncoded from "./client/basic-not-form-encoded.ts";
import basicStrayCharacters from "./client/basic-stray-characters.ts";
import basicTrailingNewline from "./client/basic-trailing-newline.ts";
import bearerInsteadOfBasic from "./client/bearer-instead-of-basic.ts";
import credentialsSwapped from "./client/credentials-swapped.ts";
import hashedClientSecret from "./client/hashed-client-secret.ts";
import missingClientAuth from "./client/missing-client-auth.ts";
import missingClientId from "./client/missing-client-id.ts";
import secretEqualsId from "./client/secret-equals-id.ts";
import secretIdNotValue from "./client/secret-id-not-value.ts";
import twoClientAuthMethods from "./client/two-client-auth-methods.ts";
import undefinedCredentials from "./client/undefined-credentials.ts";
import wrongHeaderName from "./client/wrong-header-name.ts";
import type { Rule } from "./define-rule.ts";
import cleartextHttp from "./endpoint/cleartext-http.ts";
import wrongEndpoint from "./endpoint/wrong-endpoint.ts";
import type { Task } from "./evidence.ts";
import brokenLineContinuation from "./typed/broken-line-continuation.ts";
import dataFromFile from "./typed/data-from-file.ts";
import headerMissingColon from "./typed/header-missing-colon.ts";
import invisibleCharacter from "./typed/invisible-character.ts";
import powershellCurlAlias from "./typed/powershell-curl-alias.ts";
import powershellQuoteStripping from "./typed/powershell-quote-stripping.ts";
import powershellRestrictedHeader from "./typed/powershell-restricted-header.ts";
import proxyFlagX from "./typed/proxy-flag-x.ts";
import secretOnCommandLine from "./typed/secret-on-command-line.ts";
import smartDash from "./typed/smart-dash.ts";
import smartQuotes from "./typed/smart-quotes.ts";
import unbalancedQuote from "./typed/unbalanced-quote.ts";
import unknownOption from "./typed/unknown-option.ts";
import unquotedAmpersand from "./typed/unquoted-ampersand.ts";
import urlGlobbing from "./typed/url-globbing.ts";
import urlMalformed from "./typed/url-malformed.ts";
import variableExpanded from "./typed/variable-expanded.ts";
import variableNotExpanded from "./typed/variable-not-expanded.ts";
import windowsSingleQuotes from "./typed/windows-single-quotes.ts";

/** Rules on what is asked around a refresh: metadata, introspection, revocation, the call with the new token. */
const AROUND: readonly Rule[] = [
  wrongTokenScheme,
  accessTokenExpired,
  wrongAccessToken,
  insufficientScope,
  tokenInactive,
  revocationSilent,
  issuerMismatch,
  metadataMissing,
];

/**
 * Every rule. Where nothing else decides, findings come in this order: what is wrong with the text before what is wrong
 * with the request, the cause before its symptom, the specific before the general.
 */
export const RULES: readonly Rule[] = [
  smartQuotes,
  smartDash,
  invisibleCharacter,
  unbalancedQuote,
  windowsSingleQuotes,
  brokenLineContinuation,
  unquotedAmpersand,
  variableExpanded,
  variableNotExpanded,
  dataFromFile,
  proxyFlagX,
  unknownOption,
  urlMalformed,
  urlGlobbing,
  headerMissingColon,
  powershellCurlAlias,
  powershellQuoteStripping,
  powershellRestrictedHeader,
  jsonBody,
  jsonContentType,
  quotesInHeaderValue,
  wrongContentType,
  missingContentType,
  getInsteadOfPost,
  methodNotPost,
  paramsInHeaders,
  paramsInQuery,
  emptyBody,
  misspelledParameter,
  missingGrantType,
  wrongGrantType,
  missingRefreshToken,
  duplicateParameter,
  wrongHeaderName,
  headersMerged,
  basicLiteralFormula,
  basicMalformedScheme,
  basicTrailingNewline,
  basicLineWrapped,
  basicEncodedSeparately,
  basicDoubleEncoded,
  basicBase64url,
  basicMissingPadding,
  basicStrayCharacters,
  basicMissingColon,
  basicNotBase64,
  bearerInsteadOfBasic,
  undefinedCredentials,
  credentialsSwapped,
  secretEqualsId,
  secretIdNotValue,
  hashedClientSecret,
  placeholderLeft,
  quotesInValue,
  unencodedValue,
  doubleEncodedValue,
  whitespaceInValue,
  emptyValue,
  missingClientAuth,
  missingClientId,
  twoClientAuthMethods,
  basicNotFormEncoded,
  basicFormEncodedUnexpected,
  cleartextHttp,
  redirected,
  wrongEndpoint,
  mediaTypeRefused,
  missingUserAgent,
  accessTokenAsRefreshToken,
  refreshTokenNeverIssued,
  certificateCommonNameOnly,
  tlsFailure,
  dnsFailure,
  connectionRefused,
  connectionReset,
  timeout,
  brokenReply,
  replyTooLarge,
  targetBlocked,
  sendCancelled,
  cors,
  proxyOrGateway,
  rateLimited,
  serverError,
  authorizationCodeAsRefreshToken,
  malformedRefreshToken,
  spaTokenNeedsOrigin,
  dpopNonceNeeded,
  wrongAuthMethod,
  clientCertificateRefused,
  assertionRefused,
  unauthorizedClient,
  wrongClient,
  wrongSecret,
  scopeWidened,
  authorizationCodeUsed,
  refreshTokenRotated,
  refreshTokenExpired,
  refreshTokenRevoked,
  refreshTokenDead,
  htmlResponse,
  errorInSuccess,
  tokenResponseIncomplete,
  clockSkew,
  strayParameter,
  secretOnCommandLine,
  knownError,
  ...AROUND,
];

/** Rules on what lies between the two ends, whatever was asked for. */
const TRANSPORT: readonly Rule[] = [
  cleartextHttp,
  redirected,
  certificateCommonNameOnly,
  tlsFailure,
  dnsFailure,
  connectionRefused,
  connectionReset,
  timeout,
  brokenReply,
  replyTooLarge,
  targetBlocked,
  sendCancelled,
  proxyOrGateway,
  rateLimited,
  serverError,
  clockSkew,
];

/** Rules on a client that authenticates, at whichever endpoint. */
const CLIENT: readonly Rule[] = [dpopNonceNeeded, clientCertificateRefused, assertionRefused, wrongSecret];

/** The rules that apply to what was asked for. */
export function rulesFor(task: Task): readonly Rule[] {
  if (task === "refresh") return RULES;
  if (task === "introspect" || task === "revoke") return [...TRANSPORT, ...CLIENT, ...AROUND];
  return [...TRANSPORT, dpopNonceNeeded, ...AROUND];
}

/** The rule of that id. */
export function findRule(id: string): Rule | undefined {
  return RULES.find((rule) => rule.id === id);
}
