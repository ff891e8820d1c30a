export interface ReceivedEvent {
  id: string | undefined;
  event: string;
  data: unknown;
}

/** A client of an event stream: keeps what arrived, in order, until it is closed. */
export class EventReader {
  readonly events: ReceivedEvent[] = [];
  private readonly abort = new AbortController();
  private waiters: (() => void)[] = [];
  /** Resolves when the stream has ended, from whichever side. */
  ended: Promise<void> = Promise.resolve();

  private constructor() {}

  /** @throws Error with the status when the stream is refused */
  static async open(url: string, token: string, headers: Record<string, string> = {}): Promise<EventReader> {
    const reader = new EventReader();
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}`, ...headers }, signal: reader.abort.signal });
    if (response.status !== 200) throw new Error(`${url} was answered ${response.status}: ${await response.text()}`);
    reader.ended = reader.read(response.body!).catch(() => undefined);
    return reader;
  }

  /** Waits until what has arrived satisfies the condition. */
  async until(condition: (events: ReceivedEvent[]) => boolean, timeoutMs = 15_000): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!condition(this.events)) {
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`not within ${timeoutMs} ms; ${this.events.length} events, the last ${JSON.stringify(this.events.at(-1))?.slice(0, 500)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.waiters.push(() => { clearTimeout(timer); resolve(); });
      });
    }
  }

  async close(): Promise<void> {
    this.abort.abort();
    await this.ended;
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let buffer = '';
    for await (const chunk of body) {
      buffer += decoder.decode(chunk, { stream: true });
      const blocks = buffer.split('\n\n');
      buffer = blocks.pop()!;
      for (const block of blocks) this.take(block);
      for (const wake of this.waiters.splice(0)) wake();
    }
  }

  private take(block: string): void {
    const fields = new Map<string, string>();
    for (const line of block.split('\n')) {
      if (line.startsWith(':')) continue;
      const colon = line.indexOf(': ');
      fields.set(line.slice(0, colon), line.slice(colon + 2));
    }
    const data = fields.get('data');
    if (data !== undefined) this.events.push({ id: fields.get('id'), event: fields.get('event') ?? 'message', data: JSON.parse(data) });
  }
}
