/** The programming languages whose excerpts are read. "other" is read by the rules that most of them share. */
export const LANGUAGES = ["javascript", "python", "csharp", "php", "java", "go", "ruby", "rust", "other"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Signs of each language; the more of them are found, the likelier it is. */
const SIGNS: readonly [Language, RegExp][] = [
  ["rust", /\b(?:reqwest|ureq)::|^[ \t]*use[ \t]+\w+(?:::|;)/m],
  ["rust", /\blet[ \t]+mut\b|\bfn[ \t]+\w+[ \t]*[(<]|\benv::var\(|\bstd::/],
  ["rust", /\bSome\(|\.unwrap\(\)|\.await\?|\)\?[;.]|&\[\(|\b(?:println|format|vec|json)!/],
  ["php", /<\?php|\bcurl_(?:init|setopt|exec)\b|\bwp_remote_\w+\(|(?:^|[\s(,;])\$[a-z_]\w*\s*(?:=|->|\[)/im],
  ["php", /'\s*=>\s*|\bbase64_encode\(|\bhttp_build_query\(|->(?:post|request)\(/],
  [
    "python",
    /\b(?:requests|httpx|session|urllib\.request)\.\w+\(|^[ \t]*(?:import|from)[ \t]+\w+|^[ \t]*def[ \t]+\w+\(/m,
  ],
  ["python", /\bNone\b|\bTrue\b|(?<=[\s(=,[{+:])f["']|\bbase64\.b64encode\(|\bauth=\(|\bdata=/],
  [
    "csharp",
    /\bnew\s+(?:HttpClient|FormUrlEncodedContent|StringContent|HttpRequestMessage|Dictionary<|RestRequest|RestClient|AuthenticationHeaderValue)\b/,
  ],
  [
    "csharp",
    /\busing\s+System|\bConvert\.ToBase64String\(|\bEncoding\.\w+\.GetBytes\(|\.Post(?:AsJson)?Async\(|\bnew\s*\{\s*\w+\s*=[^=>]|\.DefaultRequestHeaders\b/,
  ],
  [
    "java",
    /\bHttpRequest\.newBuilder\(|\bURI\.create\(|\bBodyPublishers?\b|\bnew\s+(?:FormBody|Request)\.Builder\(|\bHttpURLConnection\b|\bServiceBuilder\(/,
  ],
  // Dart names its arguments, and Apex its calls, as the others do not.
  ["other", /\bhttp\.post\(\s*Uri\.parse\(/],
  ["other", /\bUri\.parse\([^)]*\),\s*(?:headers|body):/],
  ["other", /\.setEndpoint\(/],
  ["other", /\.setEndpoint\(/],
  ["java", /\bRestTemplate\b|\bHttpEntity<|\bResponseEntity<|\bnew\s+(?:HashMap|LinkedMultiValueMap|OkHttpClient)\b/],
  ["java", /\bMediaType\b|\bRequestBody\b|\bHttpHeaders\s+\w+\s*=/],
  [
    "java",
    /\bimport\s+(?:java|okhttp3|org)\.|\bBase64\.getEncoder\(|\bpublic\s+\w+\s+\w+\(|\bString\s+\w+\s*=|\bMultiValueMap</,
  ],
  ["go", /\bhttp\.(?:NewRequest|Post|PostForm)\b|\burl\.Values\b|\bstrings\.NewReader\(|:=|^package\s+\w+/m],
  [
    "ruby",
    /\bNet::HTTP\b|\bRestClient\b|\bHTTParty\b|\bFaraday\b|\bBase64\.(?:strict_)?encode64\b|^[ \t]*require[ \t]+['"]/m,
  ],
  ["ruby", /\bURI\(|\bset_form_data\b|\bputs\s|#\{/],
  ["javascript", /\b(?:const|let|var)\s+\w+|=>|\bawait\s|\brequire\(|\bfetch\(|\baxios\b/],
  [
    "javascript",
    /\bthis\.http\.\w+\(|\blocalStorage\b|\.subscribe\(|\bURLSearchParams\b|\bJSON\.stringify\(|\bBuffer\.from\(|\bprocess\.env\b|\bbtoa\(/,
  ],
];

/** The likeliest language of an excerpt; "other" where nothing tells. */
export function detectLanguage(source: string): Language {
  const scores = new Map<Language, number>();
  for (const [language, sign] of SIGNS) {
    if (sign.test(source)) scores.set(language, (scores.get(language) ?? 0) + 1);
  }
  let best: Language = "other";
  for (const [language, score] of scores) if (score > (scores.get(best) ?? 0)) best = language;
  return best;
}
