import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { readEventStream, type Connection } from '../../api/eventStream';
import { eventsApi } from '../../api/routes';
import type { SseMessage } from '../../api/sse';
import { takeCounts } from './activity';
import { createBatcher } from './batcher';
import { FEED_LIMIT, openFeed } from './feed';
import { applyMessages } from './messages';
import type { MazePageState, MazePageStore } from './store';

function setConnection(store: MazePageStore, which: keyof MazePageState['connections'], connection: Connection): void {
  store.setState((state) => ({ connections: { ...state.connections, [which]: connection } }));
}

const RECOUNT_MS = 1_500;
/** A queue at work brings rows in every frame; asking again with each would only ever cancel the question before. */
const DERIVE_MS = 400;

/** Runs once, a while after it was called for, however often that was. */
function collected(afterMs: number, signal: AbortSignal, run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  signal.addEventListener('abort', () => { if (timer !== null) clearTimeout(timer); });
  return () => {
    timer ??= setTimeout(() => {
      timer = null;
      run();
    }, afterMs);
  };
}

/** Asks for the counts; a failure is made good by the next event or connection. */
async function recountNow(store: MazePageStore, topologyId: string, signal: AbortSignal): Promise<void> {
  const counts = await eventsApi.counts(topologyId, signal).catch(() => null);
  if (counts !== null) store.setState({ activity: takeCounts(counts.data) });
}

/** Loads the first page and the counts. @returns where the stream must begin so that nothing falls between page and stream */
async function loadFirst(store: MazePageStore, topologyId: string, signal: AbortSignal): Promise<number> {
  const start = await eventsApi.latestSeq(signal);
  const [page, counts] = await Promise.all([eventsApi.list(topologyId, FEED_LIMIT, signal), eventsApi.counts(topologyId, signal)]);
  store.setState((state) => ({ feed: openFeed(state.feed, page.data), activity: takeCounts(counts.data) }));
  return start;
}

interface Follow { store: MazePageStore; topologyId: string; signal: AbortSignal; onMessage(message: SseMessage): void; recount(): void }

/** First page, then the stream; when the page cannot be loaded the stream shows at least what happens from now on. */
async function followEvents({ store, topologyId, signal, onMessage, recount }: Follow): Promise<void> {
  const start = await loadFirst(store, topologyId, signal).catch(() => null);
  if (signal.aborted) return;
  await readEventStream({
    path: '/events/stream', query: { topologyId }, lastEventId: start === null ? undefined : String(start), signal, onMessage,
    onConnection: (connection) => {
      setConnection(store, 'events', connection);
      if (connection.state === 'live') recount();
    },
  });
}

/** Whether something that the server derives from the design or the journal may be different now. */
function concernsDesign({ event }: SseMessage): boolean {
  return !['captured', 'deploy.progress', 'decky.state', 'presence'].includes(event) && !event.startsWith('mutation.');
}

/**
 * Keeps the page's store up to date from both streams, in one batch per animation frame, for as long as the page is shown.
 * @param token of the session; a new one opens them anew
 */
export function useStreams(store: MazePageStore, topologyId: string, token: string | null): void {
  const client = useQueryClient();
  useEffect(() => {
    if (token === null) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    const recount = collected(RECOUNT_MS, signal, () => void recountNow(store, topologyId, signal));
    const deriveAgain = collected(DERIVE_MS, signal, () => void client.invalidateQueries({ queryKey: ['maze-derived', topologyId] }));
    const batcher = createBatcher<SseMessage>((messages) => {
      store.setState((state) => applyMessages(state, messages));
      if (messages.some(({ event }) => event === 'captured')) recount();
      if (messages.some(concernsDesign)) deriveAgain();
      // What happened between the stream before and this snapshot is known to the server alone.
      if (messages.some(({ event }) => event === 'snapshot')) void client.invalidateQueries({ queryKey: ['maze-queue', topologyId] });
    });
    void readEventStream({
      path: `/topologies/${topologyId}/events`, query: { include: 'presence' }, signal,
      onMessage: batcher.push, onConnection: (connection) => setConnection(store, 'maze', connection),
    });
    void followEvents({ store, topologyId, signal, onMessage: batcher.push, recount });
    return () => {
      controller.abort();
      batcher.stop();
    };
  }, [store, topologyId, client, token]);
}
