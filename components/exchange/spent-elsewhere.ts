/**
 * Tabs of one browser ask each other whether a refresh token was rotated away there. What goes between them is the name
 * that its lock has, a hash, and a time; no tab writes it down.
 */
type Message =
  | { readonly ask: string; readonly page: string }
  | { readonly spent: string; readonly at: number; readonly page: string };

const CHANNEL = "regrant-spent";
/** How long another tab has for its answer. */
const WAIT_MS = 100;

function openChannel(): BroadcastChannel | undefined {
  try {
    return typeof BroadcastChannel === "function" ? new BroadcastChannel(CHANNEL) : undefined;
  } catch {
    return undefined;
  }
}

/** Answers the other tabs. `find` tells when the token of that name was rotated here, in milliseconds since 1970. */
export function answerTabs(page: string, find: (name: string) => Promise<number | undefined>): () => void {
  const channel = openChannel();
  channel?.addEventListener("message", async ({ data }: MessageEvent<Message>) => {
    if (!("ask" in data) || data.page === page) return;
    const at = await find(data.ask);
    if (at !== undefined) channel.postMessage({ spent: data.ask, at, page } satisfies Message);
  });
  return () => channel?.close();
}

/** When the token was rotated in another tab; undefined where none says so in time. */
export function askTabs(page: string, name: string): Promise<number | undefined> {
  const channel = openChannel();
  if (!channel) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const end = (at?: number) => {
      channel.close();
      resolve(at);
    };
    const timer = setTimeout(end, WAIT_MS);
    channel.addEventListener("message", ({ data }: MessageEvent<Message>) => {
      if (!("spent" in data) || data.spent !== name || data.page === page) return;
      clearTimeout(timer);
      end(data.at);
    });
    channel.postMessage({ ask: name, page } satisfies Message);
  });
}
