/** What a client, a shell or a run time prints when no HTTP answer comes, and what it means. */
export interface ClientMessage {
  /** Who prints it. */
  readonly from: string;
  readonly pattern: RegExp;
  /** A line as it is printed, for the list of errors and for tests. */
  readonly sample: string;
  readonly meaning: string;
  readonly rule: string;
}

/** The specific message before the general one: the first that fits is the one that counts. */
export const CLIENT_MESSAGES: readonly ClientMessage[] = [
  {
    from: "Go",
    pattern: /certificate relies on legacy Common Name field|certificate is not valid for any names/i,
    sample: "x509: certificate relies on legacy Common Name field, use SANs instead",
    meaning: "The certificate names its host in the old place only, where current clients no longer look.",
    rule: "certificate-common-name-only",
  },
  {
    from: "curl, as a shell split the command",
    pattern:
      /Could not resolve host: ['"]?(?:application|Bearer|Basic|json|x-www-form-urlencoded|application\/[\w+-]+)\b/i,
    sample: "curl: (6) Could not resolve host: application",
    meaning: "curl took a piece of a header for an address: single quotes do not hold words together in cmd.exe.",
    rule: "windows-single-quotes",
  },
  {
    from: "zsh",
    pattern: /no matches found: /,
    sample: "zsh: no matches found: https://auth.example.com/token?grant_type=refresh_token",
    meaning: "zsh takes a bare ?, * or [ of an address for a pattern of file names; the address needs quotes.",
    rule: "url-globbing",
  },
  {
    from: "curl",
    pattern: /curl: \(3\).*(?:bad range|unmatched|nested brace|empty string within braces)/i,
    sample: "curl: (3) bad range in URL position 32:",
    meaning: "curl takes brackets and braces in an address for a list of addresses.",
    rule: "url-globbing",
  },
  {
    from: "curl",
    pattern: /Could not resolve proxy: (?:POST|GET|PUT)\b/i,
    sample: "curl: (5) Could not resolve proxy: POST",
    meaning: "-x names a proxy; the method is set by -X, and a POST needs neither.",
    rule: "proxy-flag-x",
  },
  {
    from: "curl",
    pattern: /Could not resolve host: [\u2010-\u2015\u2212]/,
    sample: "curl: (6) Could not resolve host: \u2013X",
    meaning: "An option begins with a long dash, so curl took it for an address.",
    rule: "smart-dash",
  },
  {
    from: "curl",
    pattern: /(?:Could not resolve host: |Protocol ")[\u2018-\u201F\u00AB\u00BB]/,
    sample: "curl: (6) Could not resolve host: \u2018https",
    meaning: "The quotes are curly, and the shell knows straight ones only.",
    rule: "smart-quotes",
  },
  {
    from: "a shell",
    pattern: /\\302\\240|curl\u00A0|\\u00A0|\\342\\200\\213/,
    sample: "bash: $'curl\\302\\240-X': command not found",
    meaning: "A blank of the command is a no-break space, which the shell takes for a letter.",
    rule: "invisible-character",
  },
  {
    from: "curl, as a shell split the command",
    pattern: /Could not resolve host: (?:\\|\^|`)\s*$/m,
    sample: "curl: (6) Could not resolve host: \\",
    meaning:
      "curl took the sign of a continued line for an address: this shell uses another one, or a blank follows it.",
    rule: "broken-line-continuation",
  },
  {
    from: "Windows PowerShell",
    pattern: /^-{1,2}(?!\w*sh:)[A-Za-z][\w-]* ?: \S/m,
    sample: "-Uri : The term '-Uri' is not recognized as the name of a cmdlet",
    meaning: "The command ended at its first line; PowerShell continues a line by a backtick with nothing behind it.",
    rule: "broken-line-continuation",
  },
  {
    from: "cmd.exe",
    pattern: /'-{1,2}[\w-]+' is not recognized as an internal or external command/i,
    sample: "'-H' is not recognized as an internal or external command, operable program or batch file.",
    meaning: "The command ended at its first line; cmd.exe continues a line by ^, not by a backslash.",
    rule: "broken-line-continuation",
  },
  {
    from: "cmd.exe",
    pattern:
      /'(?:refresh_token|grant_type|client_id|client_secret|scope|code|redirect_uri|resource)[^']*' is not recognized as an internal or external command/i,
    sample: "'client_id' is not recognized as an internal or external command, operable program or batch file.",
    meaning: "An & outside double quotes ended the command, and cmd.exe took the next parameter for a program.",
    rule: "unquoted-ampersand",
  },
  {
    from: "Windows PowerShell",
    pattern: /ampersand \(&\) character is not allowed/i,
    sample: "The ampersand (&) character is not allowed.",
    meaning: "An & stands outside quotes.",
    rule: "unquoted-ampersand",
  },
  {
    from: "Windows PowerShell",
    pattern: /header must be modified using the appropriate property or method/i,
    sample: "The 'Content-Type' header must be modified using the appropriate property or method.",
    meaning: "Windows PowerShell refuses this header in -Headers; it has a parameter of its own.",
    rule: "powershell-restricted-header",
  },
  {
    from: "Windows PowerShell, in any language",
    pattern:
      /Microsoft\.PowerShell\.Commands\.InvokeWebRequestCommand|['"“„«‹「「『]\s?(?:Headers|InFile|Body)\s?['"”“»›」』]/,
    sample:
      'Invoke-WebRequest : Cannot bind parameter \'Headers\'. Cannot convert the "…" value of type "System.String"',
    meaning: "In Windows PowerShell curl is another name of Invoke-WebRequest, which does not know curl's options.",
    rule: "powershell-curl-alias",
  },
  {
    from: "Windows PowerShell",
    pattern: /Invoke-WebRequest ?: .*(?:positional parameter|parameter cannot be found|Missing an argument|ambiguous)/i,
    sample: "Invoke-WebRequest : A positional parameter cannot be found that accepts argument '-d'.",
    meaning: "In Windows PowerShell curl is another name of Invoke-WebRequest, which does not know curl's options.",
    rule: "powershell-curl-alias",
  },
  {
    from: "bash",
    pattern: /event not found/,
    sample: "-bash: !W7Q: event not found",
    meaning: "An interactive bash takes ! inside double quotes for a command of its history.",
    rule: "variable-expanded",
  },
  {
    from: "bash, dash",
    pattern: /bad substitution/i,
    sample: "bash: ${1-a.b}: bad substitution",
    meaning: "${…} inside double quotes is a variable to the shell.",
    rule: "variable-expanded",
  },
  {
    from: "bash, zsh",
    pattern: /unexpected EOF while looking for matching|unmatched ['"]|Unterminated quoted string/i,
    sample: "bash: unexpected EOF while looking for matching `\"'",
    meaning: "A quote was opened and never closed.",
    rule: "unbalanced-quote",
  },
  {
    from: "curl",
    pattern: /curl: \(3\)/,
    sample: "curl: (3) URL rejected: Malformed input to a URL function",
    meaning: "The address is none: it holds a blank, a line break or a character that no address may hold.",
    rule: "url-malformed",
  },
  {
    from: "curl",
    pattern: /curl: \(26\)/,
    sample: "curl: (26) Failed to open/read local data from file/application",
    meaning: "A value that begins with @ names a file, and there is none of that name.",
    rule: "data-from-file",
  },
  {
    from: "curl",
    pattern: /curl: \(2\)|curl: option .*(?:is unknown|is ambiguous|requires parameter)/,
    sample: "curl: option --dta: is unknown",
    meaning: "curl does not know the option.",
    rule: "unknown-option",
  },
  {
    from: "a proxy",
    pattern:
      /Could not resolve proxy|tunnel (?:connection )?failed|response \d+ from proxy|Received HTTP code \d+ from proxy|ProxyError|ERR_TUNNEL_CONNECTION_FAILED|ERR_PROXY|Proxy Authentication Required/i,
    sample: "curl: (56) CONNECT tunnel failed, response 407",
    meaning: "A proxy stands between you and the server, and it did not let the request through.",
    rule: "proxy-or-gateway",
  },
  {
    from: "browsers",
    pattern:
      /blocked by CORS policy|Cross-Origin Request Blocked|not allowed by Access-Control-Allow|Access-Control-Allow-Origin/i,
    sample:
      "Access to fetch at 'https://auth.example.com/token' from origin 'https://app.example.com' has been blocked by CORS policy",
    meaning: "The token endpoint does not let pages of other origins read its answers.",
    rule: "cors",
  },
  {
    from: "clients of every kind",
    pattern:
      /(?:SSL|TLS)[ _](?:certificate|connection|handshake|connect error|peer|routines|alert|error)|CERTIFICATE_VERIFY_FAILED|certificate (?:verify failed|has expired|is not trusted|signed by unknown authority|problem|revoked)|certificate is (?:invalid|not trusted)|self[- ]signed certificate|PKIX path|SSLHandshakeException|SSLPeerUnverifiedException|secure channel|trust relationship|(?:UNABLE_TO_(?:VERIFY|GET)\w*|DEPTH_ZERO_SELF_SIGNED_CERT|CERT_HAS_EXPIRED|ERR_TLS_CERT\w*|ERR_CERT_\w+|ERR_SSL_\w+|SELF_SIGNED_CERT\w*)|x509:|tls: |wrong version number|curl: \((?:35|51|53|58|59|60|64|66|77|80|83|90|91)\)|no alternative certificate subject name|SSLError|SSL_ERROR_\w+|schannel:/i,
    sample: "curl: (60) SSL certificate problem: unable to get local issuer certificate",
    meaning: "The encrypted connection could not be set up, so the request was not sent.",
    rule: "tls-failure",
  },
  {
    from: "clients of every kind",
    pattern:
      /curl: \((?:5|6)\)|Could ?n[o']t resolve|ENOTFOUND|EAI_(?:AGAIN|NONAME)|Name or service not known|nodename nor servname|NameResolutionError|Failed to resolve|UnknownHostException|No such host|remote name could not be resolved|getaddrinfo(?:.{0,20})? failed|ERR_NAME_NOT_RESOLVED|Temporary failure in name resolution|unable to resolve host|getaddrinfo failed/i,
    sample: "curl: (6) Could not resolve host: oauth2.googleapi.com",
    meaning: "No address was found for the host's name, so nothing was sent.",
    rule: "dns-failure",
  },
  {
    from: "clients of every kind",
    pattern:
      /ECONNREFUSED|Connection refused|actively refused|ERR_CONNECTION_REFUSED|curl: \(7\)|Failed to connect to/i,
    sample: "curl: (7) Failed to connect to localhost port 8080 after 0 ms: Connection refused",
    meaning: "The host was reached, and nothing listens at that port.",
    rule: "connection-refused",
  },
  {
    from: "clients of every kind",
    pattern:
      /curl: \(28\)|timed[ -]?out|ETIMEDOUT|ESOCKETTIMEDOUT|TimeoutError|TaskCanceledException|TimeoutException|context deadline exceeded|UND_ERR_(?:CONNECT|HEADERS|BODY)_TIMEOUT|ConnectTimeout|ReadTimeout|ERR_CONNECTION_TIMED_OUT|The operation was canceled|request was aborted due to timeout/i,
    sample: "curl: (28) Connection timed out after 15001 milliseconds",
    meaning: "No answer came in time. Whether the request arrived is not known.",
    rule: "timeout",
  },
  {
    from: "clients of every kind",
    pattern:
      /curl: \((?:52|55|56|92)\)|Empty reply from server|ECONNRESET|EPIPE|Connection (?:was )?reset|socket hang up|forcibly closed|RemoteDisconnected|Connection aborted|ERR_EMPTY_RESPONSE|ERR_CONNECTION_(?:RESET|CLOSED)|unexpected EOF|underlying connection was closed|other side closed/i,
    sample: "curl: (52) Empty reply from server",
    meaning: "The connection was closed before an answer came.",
    rule: "connection-reset",
  },
  {
    from: "browsers",
    pattern:
      /Failed to fetch|NetworkError when attempting to fetch|TypeError: Load failed|^Load failed$|Network Error\b/im,
    sample: "TypeError: Failed to fetch",
    meaning: "The browser does not tell more, for a page's safety; with a token endpoint it is CORS nearly always.",
    rule: "cors",
  },
];

/** The message that fits the printed text, the most specific one; undefined where none does. */
export function findClientMessage(printed: string): ClientMessage | undefined {
  const text = printed.slice(0, 20_000);
  return CLIENT_MESSAGES.find(({ pattern }) => pattern.test(text));
}
