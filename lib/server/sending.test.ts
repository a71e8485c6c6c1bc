import { expect, test, vi } from "vitest";
import { MOST_RUNNING, sending, startSend } from "./sending.ts";
import { plainServer } from "./zoo.testing.ts";

test("so many sends run at one time and no more; when they end, others may", async () => {
  const lines = vi.spyOn(console, "info").mockImplementation(() => {});
  const cage = await plainServer(() => {});
  const url = new URL(`http://127.0.0.1:${cage.port}/`);
  const refresh = { tokenEndpoint: url.href, clientId: "a", refreshToken: "r", clientAuth: "none" } as const;
  const order = (id: number) => ({ id: `${id}`, refresh, url, timeoutMs: 20_000, provider: undefined });
  const callers = Array.from({ length: MOST_RUNNING }, () => new AbortController());
  const sends = callers.map(({ signal }, i) => startSend(order(i), i % 2 === 0, signal));
  expect(sends).not.toContain(undefined);
  expect(startSend(order(-1), true, new AbortController().signal)).toBeUndefined();
  expect(startSend(order(-2), false, new AbortController().signal)).toBeUndefined();
  for (const caller of callers) caller.abort();
  const left = await Promise.all(sends.filter((_, i) => i % 2 === 1));
  expect(left.every((exchange) => exchange?.failure?.kind === "cancelled")).toBe(true);
  expect(sending().running).toBe(MOST_RUNNING / 2);
  for (let i = 0; i < MOST_RUNNING; i += 2) (await sending().held.find(`${i}`))?.cancel();
  await Promise.all(sends);
  expect(sending().running).toBe(0);
  await cage.close();
  lines.mockRestore();
});
