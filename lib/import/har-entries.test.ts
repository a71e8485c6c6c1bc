import fc from "fast-check";
import { expect, test } from "vitest";
import { readHar } from "./har.ts";
import { listHarEntries, pickHarEntry } from "./har-entries.ts";

const entry = (method: string, url: string, text?: string, status = 200) => ({
  request: { method, url, headers: [], ...(text === undefined ? {} : { postData: { text } }) },
  response: { status, headers: [], content: { text: "{}" } },
});
const archive = JSON.stringify({
  log: {
    version: "1.2",
    entries: [
      entry("GET", "https://app.example.com/users?session=s3cret"),
      entry(
        "POST",
        "https://user:s3cret@id.example.com/oauth/token?x=1",
        "grant_type=refresh_token&refresh_token=one",
        400,
      ),
      entry("POST", "https://other.example.com/connect", "grant_type=refresh_token&refresh_token=two", 401),
    ],
  },
});

test("lists the entries of an archive without what is secret in them", () => {
  expect(listHarEntries(archive)).toEqual([
    { index: 0, method: "GET", host: "app.example.com", path: "/users", status: 200, isLikely: false },
    { index: 1, method: "POST", host: "id.example.com", path: "/oauth/token", status: 400, isLikely: true },
    { index: 2, method: "POST", host: "other.example.com", path: "/connect", status: 401, isLikely: true },
  ]);
});

test("what is picked is read, whichever the reader would have chosen by itself", () => {
  const picked = pickHarEntry(archive, 2) ?? "";
  expect(listHarEntries(picked)).toHaveLength(1);
  const read = readHar(picked);
  expect(read?.request?.body?.text).toBe("grant_type=refresh_token&refresh_token=two");
  expect(read?.reply?.status).toBe(401);
  expect(pickHarEntry(archive, 3)).toBeUndefined();
});

test("never throws, and takes only archives for archives", () => {
  for (const text of ["", "{", "[]", '{"log":1}', '{"log":{"entries":{}}}', '{"entries":[]}']) {
    expect(listHarEntries(text)).toBeUndefined();
  }
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), (entries) => {
      const text = JSON.stringify({ log: { entries } });
      expect(listHarEntries(text)).toHaveLength(entries.length);
    }),
  );
});
