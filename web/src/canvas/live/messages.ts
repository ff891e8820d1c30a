import {
  type CapturedEventResponse, type DeckyStateMessage, type DeployProgressMessage, type JournalMessage, type PresenceMessage, type PresentUser, type SnapshotMessage,
} from '@decnet/contract';
import type { SseMessage } from '../../api/sse';
import { countEvents, type ActivityState } from './activity';
import { noteAuthor, type Authors } from './authors';
import { pushEvents, type FeedState } from './feed';
import { applyDeckyState, applyJournal, applyProgress, mergeSnapshot, type MazeState } from './mazeState';
import { applyStages, isStage, takeOpen, type QueueState } from './queue';

/** The part of the page's store that streams write. */
export interface LiveState {
  /** The maze as the server has it. */
  server: MazeState;
  /** Who made its latest versions. */
  authors: Authors;
  activity: ActivityState;
  feed: FeedState;
  queue: QueueState;
  /** Everybody who has this maze open, this page too. */
  present: readonly PresentUser[];
}

/** What came in one frame, in order. Rows of the queue that stand together are applied together: it may be long, and busy. */
export function applyMessages<S extends LiveState>(state: S, messages: readonly SseMessage[]): S {
  let next = state;
  let stages: JournalMessage[] = [];
  const flush = (): void => {
    next = { ...next, queue: applyStages(next.queue, stages) };
    stages = [];
  };
  for (const { event, data } of messages) {
    const body: unknown = JSON.parse(data);
    if (event === 'snapshot') flush();
    if (isRow(body) && isStage(body)) stages.push(body);
    next = { ...next, ...applyMessage(next, event, body) };
  }
  if (stages.length > 0) flush();
  return next;
}

function isRow(body: unknown): body is JournalMessage {
  return typeof (body as Partial<JournalMessage>).seq === 'number';
}

/** One message of either stream. Whatever a newer server may send passes by. */
function applyMessage(state: LiveState, event: string, body: unknown): Partial<LiveState> {
  switch (event) {
    case 'snapshot': {
      const { mutations, ...topology } = body as SnapshotMessage;
      return { server: mergeSnapshot(state.server, topology), queue: takeOpen(state.queue, mutations) };
    }
    case 'decky.state': return { server: applyDeckyState(state.server, body as DeckyStateMessage) };
    case 'deploy.progress': return { server: applyProgress(state.server, body as DeployProgressMessage) };
    case 'presence': return { present: (body as PresenceMessage).present };
    case 'captured': return applyCaptured(state, body as CapturedEventResponse);
    default: return isRow(body) ? { server: applyJournal(state.server, body), authors: noteAuthor(state.authors, body) } : {};
  }
}

function applyCaptured(state: LiveState, captured: CapturedEventResponse): Partial<LiveState> {
  if (captured.seq <= state.feed.cursor) return {};
  return { feed: pushEvents(state.feed, [captured]), activity: countEvents(state.activity, [captured]) };
}
