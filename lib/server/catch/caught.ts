import "server-only";
import type { CaughtRequest } from "../../diagnose/caught.ts";
import { diagnoseCaught, readArrival, toCaughtRequest } from "../../diagnose/from-wire.ts";
import { toWireRequest } from "../../http/request.ts";
import { toBase64 } from "../../text/bytes.ts";
import type { KeptRequest } from "./box.ts";

type Reading = Pick<CaughtRequest, "request" | "understood" | "findings" | "cleared">;

const NOTHING: Reading = { request: null, understood: [], findings: [], cleared: [] };

/** A box is read again and again; what its bytes say does not change. */
const readings = new WeakMap<KeptRequest, Reading>();

/** What a kept request says, as far as it can be read. */
export function toCaught(kept: KeptRequest, scheme: "http" | "https"): CaughtRequest {
  const reading = readings.get(kept) ?? read(kept, scheme);
  readings.set(kept, reading);
  const { id, receivedAt, raw, malformed, answer, fidelity } = kept;
  return {
    id,
    receivedAt: new Date(receivedAt).toISOString(),
    raw: { base64: toBase64(raw) },
    malformed,
    ...reading,
    answer,
    fidelity,
  };
}

function read({ raw }: KeptRequest, scheme: "http" | "https"): Reading {
  const arrived = readArrival(raw);
  const request = arrived && toCaughtRequest(arrived, scheme);
  if (!request) return NOTHING;
  const { findings, cleared, evidence } = diagnoseCaught(request);
  return {
    request: toWireRequest(request),
    understood: (evidence.understood?.parameters ?? []).map(({ name, value, from }) => ({
      name: name.text,
      value: value.text,
      from,
    })),
    findings,
    cleared,
  };
}
