import { describe, expect, test } from "vitest";
import { EMPTY_FIELDS, type Fields } from "./fields.ts";
import { type Action, type Draft, reduce, type WorkbenchState } from "./state.ts";

const HOME = "127.0.0.1:3000";
const DEMO: Fields = {
  ...EMPTY_FIELDS,
  tokenEndpoint: `http://${HOME}/practice/token`,
  clientId: "demo",
  clientSecret: "demo-secret",
  refreshToken: "demo-token",
};
const BIND: Action = { type: "bind", home: HOME, demoSecrets: ["demo-secret", "demo-token"] };

function start(draft: Partial<Draft> = {}): WorkbenchState {
  const whole: Draft = {
    view: "form",
    text: "",
    reply: "",
    shell: "auto",
    provider: "",
    fields: DEMO,
    example: null,
    newer: "equal",
    boundHost: HOME,
    ...draft,
  };
  return { draft: whole, past: [], toast: null, tab: "readings", shows: "draft" };
}

function run(state: WorkbenchState, ...actions: Action[]): WorkbenchState {
  return actions.reduce(reduce, state);
}

describe("secrets are bound to a host", () => {
  const elsewhere: Action = { type: "field", field: "tokenEndpoint", value: "https://id.example.com/token" };

  test("the practice server's go when another host is named, and Undo brings them back, for good", () => {
    const cleared = run(start(), elsewhere, BIND);
    expect(cleared.draft.fields).toMatchObject({ clientId: "demo", clientSecret: "", refreshToken: "" });
    expect(cleared.toast).toContain("id.example.com");
    const back = run(cleared, { type: "undo" }, BIND);
    expect(back.draft.fields).toMatchObject({ clientSecret: "demo-secret", refreshToken: "demo-token" });
  });

  test("one's own, typed before the endpoint, stay", () => {
    const own = run(start(), { type: "field", field: "clientSecret", value: "mine" }, elsewhere, BIND);
    expect(own.draft.fields).toMatchObject({ clientSecret: "mine", refreshToken: "" });
  });

  test("those of one foreign host do not go to the next, headers included", () => {
    const rows = [
      { id: "a", kind: "header" as const, name: "Authorization", value: "Basic x" },
      { id: "b", kind: "header" as const, name: "X-Trace", value: "1" },
    ];
    const fields = { ...DEMO, tokenEndpoint: "https://a.example/token", clientSecret: "mine", rows };
    const moved = run(
      start({ fields, boundHost: "a.example" }),
      { type: "field", field: "tokenEndpoint", value: "https://b.example/token" },
      BIND,
    );
    expect(moved.draft.fields.clientSecret).toBe("");
    expect(moved.draft.fields.rows.map(({ value }) => value)).toEqual(["", "1"]);
  });

  test("certificate, private authority, aud and nonce belong to the host as well; what is asked for does not", () => {
    const bound = {
      ...DEMO,
      tokenEndpoint: "https://a.example/token",
      certificate: "own certificate",
      caCertificate: "authority of a.example",
      audience: "https://a.example",
      dpopNonce: "given by a.example",
      resources: "https://api.example",
      timeout: "20",
    };
    const moved = run(
      start({ fields: bound, boundHost: "a.example" }),
      { type: "field", field: "tokenEndpoint", value: "https://b.example/token" },
      BIND,
    );
    expect(moved.draft.fields).toMatchObject({
      certificate: "",
      caCertificate: "",
      audience: "",
      dpopNonce: "",
      resources: "https://api.example",
      timeout: "20",
    });
    expect(run(moved, { type: "undo" }).draft.fields.caCertificate).toBe("authority of a.example");
  });

  test("another path on the same host, and half a URL, keep them", () => {
    const same = run(start(), { type: "field", field: "tokenEndpoint", value: `http://${HOME}/other` }, BIND);
    const half = run(start(), { type: "field", field: "tokenEndpoint", value: "https://" }, BIND);
    expect(same.draft.fields.clientSecret).toBe("demo-secret");
    expect(half.draft.fields.clientSecret).toBe("demo-secret");
  });
});

describe("form and text are two views of one request", () => {
  test("to the form and back without an edit keeps the text letter by letter", () => {
    const pasted = start({ view: "paste", text: "curl ‘x’", newer: "text" });
    const there = run(pasted, { type: "view", view: "form", fields: { ...DEMO, clientId: "from text" } });
    expect(there.draft.fields.clientId).toBe("from text");
    const back = run(there, { type: "view", view: "paste", text: "rewritten" });
    expect(back.draft.text).toBe("curl ‘x’");
  });

  test("an edit in the form rewrites the text", () => {
    const edited = run(start(), { type: "field", field: "scope", value: "a" });
    expect(run(edited, { type: "view", view: "paste", text: "rewritten" }).draft.text).toBe("rewritten");
  });

  test("a text that gives no request leaves the form alone", () => {
    const pasted = start({ view: "paste", text: "?", newer: "text" });
    expect(run(pasted, { type: "view", view: "form" }).draft.fields).toEqual(DEMO);
  });
});

test("a fix is one step back", () => {
  const pasted = start({ view: "paste", text: "a-b", newer: "text" });
  const fixed = run(pasted, { type: "edits", edits: [{ start: 1, end: 2, text: "+" }], what: "Fixed." });
  expect(fixed.draft.text).toBe("a+b");
  expect(fixed.toast).toBe("Fixed.");
  expect(run(fixed, { type: "undo" }).draft.text).toBe("a-b");
});
