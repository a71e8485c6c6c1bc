/** One event of a stream as our server writes it: its name, and its data parsed (undefined where it is no JSON). */
export interface ServerEvent {
  readonly event: string;
  readonly data: unknown;
}

/** Reads a `text/event-stream` and tells each event, until the stream ends or `onEvent` returns false. */
export async function readServerEvents(
  body: ReadableStream<Uint8Array>,
  onEvent: (event: ServerEvent) => boolean,
): Promise<void> {
  let text = "";
  const reader = body
    .pipeThrough(new TextDecoderStream() as unknown as TransformStream<Uint8Array, string>)
    .getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += part.value;
    const events = text.split("\n\n");
    text = events.pop() ?? "";
    for (const event of events) {
      if (!onEvent(parseEvent(event))) return reader.cancel();
    }
  }
}

function parseEvent(event: string): ServerEvent {
  const name = /^event: (.*)$/m.exec(event)?.[1] ?? "message";
  try {
    return { event: name, data: JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? "null") };
  } catch {
    return { event: name, data: undefined };
  }
}
