"use client";

import { useState } from "react";
import { Icon } from "../ui/icon.tsx";
import { say } from "../ui/say.ts";
import type { Behaviour, Box } from "./caught.ts";

const KINDS: readonly { kind: Behaviour["kind"]; name: string; behaviour: Behaviour }[] = [
  { kind: "strict", name: "A strict token server", behaviour: { kind: "strict" } },
  { kind: "success", name: "A token server that says yes and rotates", behaviour: { kind: "success" } },
  { kind: "keap", name: "Keap, in its own words", behaviour: { kind: "keap" } },
  { kind: "fixed", name: "A status and a body of your own", behaviour: { kind: "fixed", status: 503, body: "" } },
  { kind: "redirect", name: "301 to another path", behaviour: { kind: "redirect" } },
  { kind: "html", name: "An HTML page with status 200", behaviour: { kind: "html" } },
  { kind: "rate-limited", name: "429 with Retry-After", behaviour: { kind: "rate-limited", retryAfter: 30 } },
  { kind: "slow", name: "The strict answer, ten seconds late", behaviour: { kind: "slow", delayMs: 10_000 } },
  { kind: "reset", name: "A connection that is reset", behaviour: { kind: "reset" } },
];

/** How the box answers from now on. */
export function BehaviourSelect({ box }: { box: Box }) {
  const [behaviour, setBehaviour] = useState(box.behaviour);
  const [isRefused, setRefused] = useState(false);

  async function change(next: Behaviour) {
    setBehaviour(next);
    const headers = { "Content-Type": "application/json" };
    const body = JSON.stringify({ behaviour: next });
    const done = await fetch(`/api/catch/${box.id}`, { method: "PATCH", headers, body }).then(
      ({ ok }) => ok,
      () => false,
    );
    setRefused(!done);
    if (done) say("The box answers so from now on.");
  }

  return (
    <div className="fld">
      <label htmlFor="behaviour">It answers like</label>
      <div className="sel">
        <select
          id="behaviour"
          value={behaviour.kind}
          onChange={({ target }) => {
            const chosen = KINDS.find(({ kind }) => kind === target.value);
            if (chosen) void change(chosen.behaviour);
          }}
        >
          {KINDS.map(({ kind, name }) => (
            <option key={kind} value={kind}>
              {name}
            </option>
          ))}
        </select>
        <Icon name="down" />
      </div>
      {behaviour.kind === "fixed" && <FixedFields behaviour={behaviour} onChange={change} />}
      {isRefused && (
        <p className="said s-error" role="alert">
          <Icon name="error" />
          The server did not take this. The status is 200 to 599, and the box must still be there.
        </p>
      )}
    </div>
  );
}

type Fixed = Extract<Behaviour, { kind: "fixed" }>;

function FixedFields({ behaviour, onChange }: { behaviour: Fixed; onChange: (behaviour: Behaviour) => Promise<void> }) {
  const [status, setStatus] = useState(String(behaviour.status));
  const [body, setBody] = useState(behaviour.body);
  return (
    <form
      className="fixed"
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        void onChange({ kind: "fixed", status: Number(status), body });
      }}
    >
      <div className="fld">
        <label htmlFor="fixed-status">Status</label>
        <div className="inp">
          <input
            id="fixed-status"
            inputMode="numeric"
            value={status}
            onChange={({ target }) => setStatus(target.value)}
          />
        </div>
      </div>
      <div className="fld">
        <label htmlFor="fixed-body">Body</label>
        <div className="inp">
          <textarea id="fixed-body" rows={3} value={body} onChange={({ target }) => setBody(target.value)} />
        </div>
      </div>
      <button type="submit" className="btn sm">
        Answer so
      </button>
    </form>
  );
}
