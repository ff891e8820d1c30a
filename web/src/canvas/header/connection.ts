import type { Connection } from '../../api/eventStream';

export interface ConnectionLook { kind: 'live' | 'lost' | 'off'; word: string; help: string }

/** One indicator for both streams: the worse one speaks. */
export function connectionLook(connections: readonly Connection[], online: boolean): ConnectionLook {
  const closed = connections.find((connection) => connection.state === 'closed');
  if (closed?.state === 'closed') return { kind: 'off', word: 'Not connected', help: `${closed.why} What you see is no longer kept up to date.` };
  if (!online) return { kind: 'off', word: 'Offline', help: 'This computer has no network. The page goes on by itself when it is back.' };
  const lost = connections.find((connection) => connection.state === 'reconnecting');
  if (lost?.state === 'reconnecting') return { kind: 'lost', word: 'Reconnecting', help: `${lost.why} The page tries again by itself and misses nothing.` };
  if (connections.some((connection) => connection.state === 'connecting')) return { kind: 'lost', word: 'Connecting', help: 'Waiting for the server.' };
  return { kind: 'live', word: 'Live', help: 'Changes and events appear as they happen.' };
}
