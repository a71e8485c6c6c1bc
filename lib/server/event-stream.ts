import "server-only";

/** One event of a `text/event-stream`; `data` is written as JSON. A reader that comes back names the last `id` it saw. */
export interface ServerEvent {
  readonly event: string;
  readonly id?: string;
  readonly data: unknown;
}

/** A line that readers skip. As a first one it sends the headers on their way: Next holds them back until a first byte. */
export interface StreamComment {
  readonly comment: string;
}

/** How long a stream may be still: proxies close what says nothing for a minute. */
const STILL_MS = 20_000;

/**
 * The events as they come, until they end or the reader leaves. A proxy in between is asked not to hold them back, and a
 * comment now and then keeps the connection open. `onLeave` is called at once when the reader goes: a generator that waits
 * for something hears of it only afterwards.
 */
export function eventStream(
  events: AsyncIterable<ServerEvent | StreamComment>,
  onLeave: () => void = () => {},
): Response {
  const iterator = events[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  let next: Promise<IteratorResult<ServerEvent | StreamComment>> | undefined;
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      next ??= iterator.next();
      const result = await within(next, STILL_MS);
      if (result) next = undefined;
      if (result?.done) controller.close();
      else controller.enqueue(encoder.encode(formatEvent(result ? result.value : { comment: "still here" })));
    },
    cancel() {
      // What waits for its next event hears of the reader's leaving by the request's own signal, or by this call.
      onLeave();
      void iterator.return?.();
    },
  });
  return new Response(stream, {
    headers: { "Content-Type": "text/event-stream", "X-Accel-Buffering": "no" },
  });
}

function formatEvent(written: ServerEvent | StreamComment): string {
  if ("comment" in written) return `: ${written.comment}\n\n`;
  const { event, id, data } = written;
  return `event: ${event}\n${id === undefined ? "" : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
}

/** What comes of a promise, or undefined if it takes longer. */
async function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms).unref();
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
