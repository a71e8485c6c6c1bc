import doubleEncodedValue from "./body/double-encoded-value.ts";
import duplicateParameter from "./body/duplicate-parameter.ts";
import emptyBody from "./body/empty-body.ts";
import emptyValue from "./body/empty-value.ts";
import getInsteadOfPost from "./body/get-instead-of-post.ts";
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
import unencodedValue from "./body/unencoded-value.ts";
import whitespaceInValue from "./body/whitespace-in-value.ts";
import wrongContentType from "./body/wrong-content-type.ts";
import wrongGrantType from "./body/wrong-grant-type.ts";
import basicBase64url from "./client/basic-base64url.ts";
import basicDoubleEncoded from "./client/basic-double-encoded.ts";
import basicEncodedSeparately from "./client/basic-encoded-separately.ts";
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
import missingClientAuth from "./client/missing-client-auth.ts";
import missingClientId from "./client/missing-client-id.ts";
import secretEqualsId from "./client/secret-equals-id.ts";
import twoClientAuthMethods from "./client/two-client-auth-methods.ts";
import undefinedCredentials from "./client/undefined-credentials.ts";
import wrongHeaderName from "./client/wrong-header-name.ts";
import type { Rule } from "./define-rule.ts";
import cleartextHttp from "./endpoint/cleartext-http.ts";
import brokenLineContinuation from "./typed/broken-line-continuation.ts";
import dataFromFile from "./typed/data-from-file.ts";
import headerMissingColon from "./typed/header-missing-colon.ts";
import invisibleCharacter from "./typed/invisible-character.ts";
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
  cleartextHttp,
  secretOnCommandLine,
];

/** The rule of that id. */
export function findRule(id: string): Rule | undefined {
  return RULES.find((rule) => rule.id === id);
}
