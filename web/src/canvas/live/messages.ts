import {
  type AttackerObservedMessage, type CapturedEventResponse, type DeckyStateMessage, type DeployProgressMessage, type JournalMessage, type SnapshotMessage,
} from '@decnet/contract';
import type { SseMessage } from '../../api/sse';
import { countEvents, pulse, type ActivityState } from './activity';
import { pushEvents, type FeedState } from './feed';
import { applyDeckyState, applyJournal, applyProgress, mergeSnapshot, type MazeState } from './mazeState';
import { applyStage, takeOpen, type QueueState } from './queue';

/** The part of the page's store that streams write. */
export interface LiveState {
  maze: MazeState;
  activity: ActivityState;
  feed: FeedState;
  queue: QueueState;
}

/** One message of either stream. `attacker.*` other than `observed`, and whatever a newer server may send, pass by. */
export function applyMessage(state: LiveState, { event, data }: SseMessage): LiveState {
  const body: unknown = JSON.parse(data);
  switch (event) {
    case 'snapshot': {
      const { mutations, ...topology } = body as SnapshotMessage;
      return { ...state, maze: mergeSnapshot(state.maze, topology), queue: takeOpen(state.queue, mutations) };
    }
    case 'decky.state': return { ...state, maze: applyDeckyState(state.maze, body as DeckyStateMessage) };
    case 'deploy.progress': return { ...state, maze: applyProgress(state.maze, body as DeployProgressMessage) };
    case 'attacker.observed': return { ...state, activity: pulse(state.activity, body as AttackerObservedMessage) };
    case 'captured': return applyCaptured(state, body as CapturedEventResponse);
    default: return typeof (body as Partial<JournalMessage>).seq === 'number' ? applyRow(state, body as JournalMessage) : state;
  }
}

function applyRow(state: LiveState, row: JournalMessage): LiveState {
  return { ...state, maze: applyJournal(state.maze, row), queue: applyStage(state.queue, row) };
}

function applyCaptured(state: LiveState, captured: CapturedEventResponse): LiveState {
  if (captured.seq <= state.feed.cursor) return state;
  return { ...state, feed: pushEvents(state.feed, [captured]), activity: countEvents(state.activity, [captured]) };
}
