/** Texts that stand where a value has to be put in. */
const PLACEHOLDERS: readonly RegExp[] = [
  /^<[^<>]+>$/,
  /^\{\{[^{}]+\}\}$/,
  /^\$?\{[^{}]+\}$/,
  /^\[[A-Za-z][\w -]*\]$/,
  /^[$%][A-Za-z_]\w*%?$/,
  /^(?:process\.env|os\.environ|import\.meta\.env|ENV)\b/,
  /^(?:YOUR|MY|THE|INSERT|REPLACE|ENTER|PASTE)[-_ ]?[A-Z]/,
  /^(?:your|insert|replace|enter|paste|put)[-_ ](?:\w+[-_ ]?)+$/i,
  /^(?:your|my)(?:Client|Refresh|Access|Secret|App|Api)\w*$/,
  /^(?:APP_|OAUTH_)?(?:CLIENT[_-]?(?:ID|SECRET)|(?:REFRESH|ACCESS)[_-]?TOKEN|API[_-]?KEY|SECRET|TOKEN)$/,
  /^some[A-Z_-]?\w*(?:string|token|value|secret|here)\w*$/i,
  /^(?:change[-_]?me|todo|tbd|placeholder|\.{3,}|…)$/i,
  /(?:[_-]here|Here)$/,
];

/** An id in braces is how some providers write ids. */
const GUID = /^\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}$/i;

/** True for a text that a sample put there for its reader to replace. */
export function isPlaceholderText(text: string): boolean {
  const value = text.trim();
  return !GUID.test(value) && PLACEHOLDERS.some((pattern) => pattern.test(value));
}
