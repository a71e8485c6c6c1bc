import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toWireRequest } from "../../http/request.ts";
import { encodeBytes, fromBase64 } from "../../text/bytes.ts";
import { textSpans } from "../../text/traced.ts";
import { detectLanguage, type Language } from "./language.ts";
import { readCode } from "./read-code.ts";

const URL_TEXT = "https://auth.example.com/oauth/token";
const FORM = "application/x-www-form-urlencoded";
const BASIC = `Basic ${btoa("app:s3cret")}`;

interface Case {
  name: string;
  language: Language;
  source: string;
  type?: string | null;
  body?: string | RegExp;
  authorization?: string | RegExp;
  method?: string;
  url?: string;
  note?: string;
}

function read(source: string, language?: Language) {
  const reading = readCode(source, language);
  const wire = reading.request && toWireRequest(reading.request);
  const header = (name: string) => wire?.headers.find(([n]) => n.toLowerCase() === name)?.[1] ?? null;
  const body = wire?.body ? new TextDecoder().decode(fromBase64(wire.body.base64)) : null;
  return {
    reading,
    method: wire?.method,
    url: wire?.url,
    type: header("content-type"),
    authorization: header("authorization"),
    body,
  };
}

const cases: Case[] = [
  {
    name: "fetch with URLSearchParams of an object",
    language: "javascript",
    source: `const auth = btoa('app' + ':' + 's3cret');
await fetch('${URL_TEXT}', { method: 'POST', headers: { Authorization: \`Basic \${auth}\` }, body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'r+1' }) });`,
    type: `${FORM};charset=UTF-8`,
    body: "grant_type=refresh_token&refresh_token=r%2B1",
    authorization: BASIC,
  },
  {
    name: "fetch with params that grow, inside a function",
    language: "javascript",
    source: `async function refresh(rt) {
  const params = new URLSearchParams();
  params.append('grant_type', 'refresh_token');
  params.set("refresh_token", rt);
  const res = await fetch("${URL_TEXT}", { method: "POST", body: params });
  return res.json();
}`,
    type: `${FORM};charset=UTF-8`,
    body: "grant_type=refresh_token&refresh_token=rt",
  },
  {
    name: "fetch with JSON",
    language: "javascript",
    source: `fetch("${URL_TEXT}", {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify({grant_type: "refresh_token", refresh_token: token})}).then(r => r.json())`,
    type: "application/json",
    body: '{"grant_type":"refresh_token","refresh_token":"token"}',
  },
  {
    name: "fetch with a string: text/plain",
    language: "javascript",
    source: `fetch('${URL_TEXT}', { method: 'POST', body: 'grant_type=refresh_token' });`,
    type: "text/plain;charset=UTF-8",
    body: "grant_type=refresh_token",
  },
  {
    name: "axios with an object: JSON",
    language: "javascript",
    source: `axios.post('${URL_TEXT}', { grant_type: 'refresh_token', refresh_token: rt }, { auth: { username: 'app', password: 's3cret' } });`,
    type: "application/json",
    body: '{"grant_type":"refresh_token","refresh_token":"rt"}',
    authorization: BASIC,
  },
  {
    name: "axios config object with qs",
    language: "javascript",
    source: `const data = qs.stringify({ grant_type: "refresh_token" });
axios({ method: 'post', url: '${URL_TEXT}', data, headers: { 'content-type': '${FORM}' } })`,
    type: FORM,
    body: "grant_type=refresh_token",
    method: "POST",
  },
  {
    name: "an emoji in two escapes, as a browser copies it",
    language: "javascript",
    source: `const r = await fetch("${URL_TEXT}", { "body": new URLSearchParams({ a: "\\ud83d\\ude00" }), "method": "POST" });`,
    body: "a=%F0%9F%98%80",
  },
  {
    name: "node:https with write",
    language: "javascript",
    source: `const body = querystring.stringify({ grant_type: 'refresh_token' });
const req = https.request({ hostname: 'auth.example.com', path: '/oauth/token', method: 'POST', headers: { 'Content-Type': '${FORM}' } }, (res) => {});
req.write(body);
req.end();`,
    type: FORM,
    body: "grant_type=refresh_token",
  },
  {
    name: "base64url in Buffer.toString",
    language: "javascript",
    source: `const auth = Buffer.from(\`\${id}:\${secret}\`).toString('base64url');
fetch('${URL_TEXT}', { method: 'POST', headers: { Authorization: \`Basic \${auth}\` }, body: new URLSearchParams({ grant_type: 'refresh_token' }) });`,
    authorization: /^Basic <base64 of id:secret>$/,
    note: "base64url",
  },
  {
    name: "requests with data and auth",
    language: "python",
    source: `import requests\nr = requests.post("${URL_TEXT}", data={"grant_type": "refresh_token", "refresh_token": "a b"}, auth=("app", "s3cret"))`,
    type: FORM,
    body: "grant_type=refresh_token&refresh_token=a+b",
    authorization: BASIC,
    method: "POST",
  },
  {
    name: "requests with json",
    language: "python",
    source: `requests.post('${URL_TEXT}', json={'grant_type': 'refresh_token'})`,
    type: "application/json",
    body: '{"grant_type":"refresh_token"}',
  },
  {
    name: "requests with a text body has no content type; params go to the query",
    language: "python",
    source: `url = '${URL_TEXT}'\nrequests.post(url, data=json.dumps({'a': 'b'}), params={'grant_type': 'refresh_token'})`,
    type: null,
    body: '{"a":"b"}',
    url: `${URL_TEXT}?grant_type=refresh_token`,
  },
  {
    name: "Python's % format, encode and b64encode",
    language: "python",
    source: `auth = base64.b64encode(('app' + ':' + 's3cret').encode('ascii'))
headers = {'Authorization': 'Basic %s' % auth.decode('ascii')}
requests.post("${URL_TEXT}", data={'grant_type': 'refresh_token'}, headers=headers)`,
    authorization: BASIC,
  },
  {
    name: "f-string",
    language: "python",
    source: `cid = 'app'\nrequests.post(f"${URL_TEXT}", data=f"grant_type=refresh_token&client_id={cid}")`,
    body: "grant_type=refresh_token&client_id=app",
    type: null,
  },
  {
    name: "HttpClient with FormUrlEncodedContent",
    language: "csharp",
    source: `client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes("app:s3cret")));
var values = new Dictionary<string, string> { { "grant_type", "refresh_token" }, { "refresh_token", refreshToken } };
await client.PostAsync("${URL_TEXT}", new FormUrlEncodedContent(values));`,
    type: FORM,
    body: "grant_type=refresh_token&refresh_token=refreshToken",
    authorization: BASIC,
  },
  {
    name: "HttpRequestMessage with StringContent JSON",
    language: "csharp",
    source: `var request = new HttpRequestMessage(HttpMethod.Post, "${URL_TEXT}");
request.Headers.Add("Accept", "application/json");
request.Content = new StringContent("{\\"grant_type\\":\\"refresh_token\\"}", Encoding.UTF8, "application/json");
var response = await client.SendAsync(request);`,
    type: "application/json; charset=utf-8",
    body: '{"grant_type":"refresh_token"}',
    method: "POST",
  },
  {
    name: "PHP curl with json_encode",
    language: "php",
    source: `$arr = array('grant_type' => 'refresh_token');\n$query = json_encode($arr);\ncurl_setopt($ch, CURLOPT_URL, '${URL_TEXT}');\ncurl_setopt($ch, CURLOPT_POSTFIELDS, $query);`,
    type: FORM,
    body: '{"grant_type":"refresh_token"}',
  },
  {
    name: "PHP curl with an array: multipart",
    language: "php",
    source: `curl_setopt_array($ch, [CURLOPT_URL => '${URL_TEXT}', CURLOPT_POSTFIELDS => ['grant_type' => 'refresh_token'], CURLOPT_HTTPHEADER => ['Accept: application/json']]);`,
    type: "multipart/form-data; boundary=----boundary",
    body: /name="grant_type"\r\n\r\nrefresh_token/,
  },
  {
    name: "Guzzle",
    language: "php",
    source: `$client->post('${URL_TEXT}', ['headers' => ['Authorization' => 'Basic ' . base64_encode('app' . ':' . 's3cret')], 'form_params' => ['grant_type' => 'refresh_token']]);`,
    type: FORM,
    body: "grant_type=refresh_token",
    authorization: BASIC,
  },
  {
    name: "java.net.http",
    language: "java",
    source: `HttpRequest request = HttpRequest.newBuilder()
  .uri(URI.create("${URL_TEXT}"))
  .header("Content-Type", "${FORM}")
  .POST(HttpRequest.BodyPublishers.ofString("grant_type=refresh_token&refresh_token=" + URLEncoder.encode("a+b", StandardCharsets.UTF_8)))
  .build();`,
    type: FORM,
    body: "grant_type=refresh_token&refresh_token=a%2Bb",
    method: "POST",
  },
  {
    name: "Go PostForm",
    language: "go",
    source: `resp, err := http.PostForm("${URL_TEXT}", url.Values{"grant_type": {"refresh_token"}, "refresh_token": {rt}})`,
    type: FORM,
    body: "grant_type=refresh_token&refresh_token=rt",
  },
  {
    name: "Go NewRequest with Values.Encode and SetBasicAuth",
    language: "go",
    source: `v := url.Values{}\nv.Set("grant_type", "refresh_token")\nreq, err := http.NewRequest("POST", "${URL_TEXT}", strings.NewReader(v.Encode()))\nreq.SetBasicAuth("app", "s3cret")\nreq.Header.Set("Content-Type", "${FORM}")`,
    type: FORM,
    body: "grant_type=refresh_token",
    authorization: BASIC,
  },
  {
    name: "Ruby post_form",
    language: "ruby",
    source: `require 'net/http'\nNet::HTTP.post_form(URI('${URL_TEXT}'), 'grant_type' => 'refresh_token', 'refresh_token' => rt)`,
    type: FORM,
    body: "grant_type=refresh_token&refresh_token=rt",
  },
  {
    name: "Ruby encode64 wraps",
    language: "ruby",
    source: `req = Net::HTTP::Post.new(URI('${URL_TEXT}'))\nreq['Authorization'] = "Basic #{Base64.encode64('app:s3cret')}"\nreq.set_form_data(grant_type: 'refresh_token')`,
    authorization: `${BASIC}\n`,
    body: "grant_type=refresh_token",
    note: "base64-wrapped",
  },
  {
    name: "a request that stands in a comment",
    language: "python",
    source: `dbx = dropbox.Dropbox(oauth2_refresh_token=t)\n# -> requests.post("${URL_TEXT}", data={"grant_type": "refresh_token"})`,
    type: FORM,
    body: "grant_type=refresh_token",
  },
  {
    name: "Apps Script: a JSON payload",
    language: "javascript",
    source: `UrlFetchApp.fetch('${URL_TEXT}', { method: 'post', contentType: 'application/json', payload: JSON.stringify({ grant_type: 'refresh_token' }) });`,
    type: "application/json",
    body: '{"grant_type":"refresh_token"}',
    method: "POST",
  },
  {
    name: "Apps Script: an object goes out as a form",
    language: "javascript",
    source: `UrlFetchApp.fetch('${URL_TEXT}', { method: 'post', headers: { Authorization: 'Basic ' + Utilities.base64Encode('app:s3cret') }, payload: { grant_type: 'refresh_token' } });`,
    type: FORM,
    body: "grant_type=refresh_token",
    authorization: BASIC,
  },
  {
    name: "RestTemplate: a map goes out as JSON",
    language: "java",
    source: `Map<String, String> body = new HashMap<>();
body.put("grant_type", "refresh_token");
restTemplate.postForEntity("${URL_TEXT}", new HttpEntity<>(body, headers), String.class);`,
    type: "application/json",
    body: '{"grant_type":"refresh_token"}',
  },
  {
    name: "RestTemplate: a MultiValueMap goes out as a form",
    language: "java",
    source: `HttpHeaders headers = new HttpHeaders();
headers.setContentType(MediaType.APPLICATION_FORM_URLENCODED);
headers.setBasicAuth("app", "s3cret");
MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
form.add("grant_type", "refresh_token");
restTemplate.exchange("${URL_TEXT}", HttpMethod.POST, new HttpEntity<>(form, headers), String.class);`,
    type: FORM,
    body: "grant_type=refresh_token",
    authorization: BASIC,
    method: "POST",
  },
  {
    name: "OkHttp: a body with its media type",
    language: "java",
    source: `RequestBody body = RequestBody.create(MediaType.parse("application/json"), "{}");
Request request = new Request.Builder().url("${URL_TEXT}").header("Authorization", Credentials.basic("app", "s3cret")).post(body).build();`,
    type: "application/json",
    body: "{}",
    authorization: BASIC,
  },
  {
    name: ".NET: pairs in an array",
    language: "csharp",
    source: `await http.PostAsync("${URL_TEXT}", new FormUrlEncodedContent(new[] { new KeyValuePair<string, string>("grant_type", "refresh_token"), new KeyValuePair<string, string>("refresh_token", rt) }));`,
    type: FORM,
    body: "grant_type=refresh_token&refresh_token=rt",
  },
  {
    name: "Go: the method by its constant",
    language: "go",
    source: `req, _ := http.NewRequest(http.MethodPost, "${URL_TEXT}", strings.NewReader("a=b"))`,
    method: "POST",
    type: null,
  },
  {
    name: "Python: bytes in a string",
    language: "python",
    source: `auth = base64.b64encode(pair.encode())
requests.post("${URL_TEXT}", headers={"Authorization": f"Basic {auth}"})`,
    note: "bytes-in-text",
  },
  {
    name: "Python: base64 of base64",
    language: "python",
    source: `requests.post("${URL_TEXT}", headers={"Authorization": "Basic " + base64.b64encode(base64.b64encode(pair)).decode()})`,
    note: "base64-twice",
  },
  {
    name: "axios: null for the body is none",
    language: "javascript",
    source: `axios.post('${URL_TEXT}', null, { params: { grant_type: 'refresh_token' } })`,
    url: `${URL_TEXT}?grant_type=refresh_token`,
    type: null,
  },
];

describe("what an excerpt would send", () => {
  test.each(cases)("$name", ({ language, source, type, body, authorization, method, url, note }) => {
    expect(detectLanguage(source)).toBe(language);
    const found = read(source);
    expect(found.url).toBe(url ?? URL_TEXT);
    expect(found.method).toBe(method ?? "POST");
    if (type !== undefined) expect(found.type).toBe(type);
    if (typeof body === "string") expect(found.body).toBe(body);
    else if (body) expect(found.body).toMatch(body);
    if (typeof authorization === "string") expect(found.authorization).toBe(authorization);
    else if (authorization) expect(found.authorization).toMatch(authorization);
    if (note) expect(found.reading.notes.map(({ kind }) => kind)).toContain(note);
  });
});

test("an excerpt that hides its request says so, and invents nothing", () => {
  const { reading } = read(
    "OAuth20Service s = new ServiceBuilder(apiKey).build(LinkedInApi20.instance());\ns.getAccessToken(code);",
  );
  expect(reading.request).toBeNull();
  expect(reading.notes.map(({ kind }) => kind)).toContain("cannot-tell");
});

test("values know their place in the excerpt", () => {
  const source = `requests.post("${URL_TEXT}", data={"grant_type": "refresh_token", "refresh_token": "tok"})`;
  const body = readCode(source).request?.body;
  const spans = body ? textSpans(body).map(({ start, end }) => source.slice(start, end)) : [];
  expect(spans).toEqual(["grant_type", "refresh_token", "refresh_token", "tok"]);
});

const pieces = [
  "fetch(",
  "'https://a.b/c'",
  "{",
  "}",
  "(",
  ")",
  "[",
  "]",
  ",",
  ":",
  "=>",
  "=",
  "new ",
  "$x",
  "`${",
  "`",
  '"',
  "'",
  "\\",
  "#",
  "//",
  "/*",
  "f'{",
  "<",
  ">",
  ".post",
  ".",
  "await ",
  "a",
  "\n",
  " ",
  "\0",
  "\uD800",
  "body",
  "1",
];

test("no text makes it throw or hang", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...pieces), { maxLength: 60 }),
      fc.constantFrom("javascript", "python", "csharp", "php", "java", "go", "ruby", "other"),
      (parts, language) => {
        const source = parts.join("");
        const reading = readCode(source, language as Language);
        for (const note of reading.notes) expect(note.span.end).toBeLessThanOrEqual(source.length);
        if (reading.request?.body) encodeBytes(reading.request.body.text);
      },
    ),
    { numRuns: 2_000 },
  );
});

test.each(["a.", "a+", "f(", "[", "{", "'", "`${", "new A(", "a[", "x=1;", "fetch('http://a/b',{body:'", "\n"])(
  "a megabyte of %j comes to an end, and says how far it was read",
  (unit) => {
    const source = unit.repeat(Math.floor(1_000_000 / unit.length));
    expect(readCode(source, "javascript").notes.map(({ kind }) => kind)).toContain("not-read-further");
  },
);
