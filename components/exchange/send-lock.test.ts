import { afterEach, expect, test, vi } from "vitest";
import { holdToken, toLockName } from "./send-lock.ts";

afterEach(() => vi.unstubAllGlobals());
const ADDRESS = "https://id.example/token";
const done = (word: string) => () => Promise.resolve(word);

test("the lock's name tells neither endpoint nor token, and differs with either", async () => {
  const name = await toLockName(ADDRESS, "token");
  expect(name).toMatch(/^regrant-send-[0-9a-f]{64}$/);
  expect(await toLockName("HTTPS://ID.example:443/token", "token")).toBe(name);
  const others = [await toLockName(ADDRESS, "token2"), await toLockName("https://id.example/", "token")];
  expect(new Set([name, ...others]).size).toBe(3);
  // What stands where is told apart.
  expect(await toLockName("a", "bc")).not.toBe(await toLockName("ab", "c"));
});

test("without Web Locks, or where the browser refuses them, the send goes out", async () => {
  vi.stubGlobal("navigator", {});
  expect(await holdToken(ADDRESS, "t", done("sent"), done("busy"))).toBe("sent");
  vi.stubGlobal("navigator", { locks: { request: () => Promise.reject(new DOMException("no", "SecurityError")) } });
  expect(await holdToken(ADDRESS, "t", done("sent"), done("busy"))).toBe("sent");
});

test("a send that fails under the lock is not sent once more", async () => {
  const request = async (_: string, __: object, work: (lock: object) => Promise<unknown>) => work({});
  vi.stubGlobal("navigator", { locks: { request } });
  const send = vi.fn(() => Promise.reject(new Error("gone")));
  await expect(holdToken(ADDRESS, "t", send, done("busy"))).rejects.toThrow("gone");
  expect(send).toHaveBeenCalledTimes(1);
});
