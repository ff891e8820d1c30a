import { afterEach, describe, expect, it } from '@jest/globals';
import { backoffMs, readEventStream, type Connection } from './eventStream';
import type { SseMessage } from './sse';

const realFetch = globalThis.fetch;
afterEach(() => { globalThis.fetch = realFetch; });

type Answer = () => Response;
const streamOf = (text: string): Answer => () => new Response(text, { status: 200 });
const refusal = (status: number, headers: Record<string, string> = {}): Answer => () => new Response('{"code":"X","detail":"no"}', { status, headers });

/** Plays the answers in order, then ends the reading; keeps what was sent and seen. */
async function play(answers: Answer[]) {
  const sent: (string | null)[] = [];
  const seen: SseMessage[] = [];
  const states: Connection[] = [];
  const waits: number[] = [];
  const controller = new AbortController();
  globalThis.fetch = async (_url, init) => {
    const headers = new Headers(init?.headers);
    sent.push(headers.get('last-event-id'));
    const answer = answers.shift();
    if (answer === undefined) {
      controller.abort();
      throw new Error('over');
    }
    return answer();
  };
  await readEventStream({
    path: '/x', signal: controller.signal,
    onMessage: (message) => seen.push(message),
    onConnection: (state) => states.push(state),
    wait: async (ms) => { waits.push(ms); },
  });
  return { sent, seen: seen.map((message) => message.data), states: states.map((state) => state.state), waits };
}

describe('reading an event stream', () => {
  // Guards the promise that a lost stream goes on where it stopped: nothing twice, nothing missing.
  it('resumes after the last id', async () => {
    const played = await play([streamOf('id: 3\ndata: a\n\n'), streamOf('id: 4\ndata: b\n\n')]);
    expect(played.seen).toEqual(['a', 'b']);
    expect(played.sent).toEqual([null, '3', '4']);
  });

  it.each([401, 404, 403])('gives up on %i', async (status) => {
    const played = await play([refusal(status), streamOf('id: 1\ndata: never\n\n')]);
    expect(played.states).toEqual(['connecting', 'closed']);
    expect(played.seen).toEqual([]);
  });

  it('waits as long as a 429 says, then comes again', async () => {
    const played = await play([refusal(429, { 'retry-after': '7' }), streamOf('id: 1\ndata: a\n\n')]);
    expect(played.waits[0]).toBe(7000);
    expect(played.seen).toEqual(['a']);
  });

  // Guards the server against a storm of clients after a restart.
  it('waits longer after each failure, up to 15 s, and never less than half of it', () => {
    expect([1, 2, 3, 9].map((n) => backoffMs(n, () => 1))).toEqual([500, 1000, 2000, 15_000]);
    expect(backoffMs(9, () => 0)).toBe(7500);
  });
});
