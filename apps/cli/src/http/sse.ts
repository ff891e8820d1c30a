import { createParser } from 'eventsource-parser';

export interface ServerEvent {
  event: string;
  data: string;
  id: string | undefined;
}

/** Events of a stream in the order in which they come; ends when the server ends it. */
export async function* serverEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const arrived: ServerEvent[] = [];
  const parser = createParser({ onEvent: ({ event = 'message', data, id }) => void arrived.push({ event, data, id }) });
  const decoder = new TextDecoder();
  for await (const bytes of body) {
    parser.feed(decoder.decode(bytes, { stream: true }));
    yield* arrived.splice(0);
  }
}
