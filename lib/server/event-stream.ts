import "server-only";

/** One event of a `text/event-stream`; `data` is written as JSON. */
export interface ServerEvent {
  readonly event: string;
  readonly data: unknown;
}

/** The events as they come, until they end or the reader leaves. A proxy in between is asked not to hold them back. */
export function eventStream(events: AsyncIterable<ServerEvent>): Response {
  const iterator = events[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(`event: ${value.event}\ndata: ${JSON.stringify(value.data)}\n\n`));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  return new Response(stream, {
    headers: { "Content-Type": "text/event-stream", "X-Accel-Buffering": "no" },
  });
}
