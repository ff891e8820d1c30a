import type { TopologyResponse } from '@decnet/contract';
import type { Layout } from '@decnet/domain';
import { applyLayout, mergeSnapshot } from '../live/mazeState';
import { takeMutations, type KnownMutation } from '../live/queue';
import { acknowledged, enqueued, failed, nextWrite, type Failure } from './answers';
import { layoutDropped, layoutReturned, layoutTaken, nextLayout } from './layoutQueue';
import { worldIn, type Edited, type EditedState, type EditedStore as Store } from './pageState';
import type { SentWrite } from './types';

export type WriteAnswer =
  | { route: 'edits'; version: number; eventSeq: number }
  | { route: 'mutations'; mutations: Pick<KnownMutation, 'id' | 'seq' | 'state'>[] };

/** What sending needs of the world. Everything that waits ends early when the signal says so. */
export interface SendPorts {
  /** @throws anything; `failureOf` says what it was */
  write(write: SentWrite, signal: AbortSignal): Promise<WriteAnswer>;
  /** @returns the number of the row that tells of it */
  layout(layout: Layout, signal: AbortSignal): Promise<number>;
  maze(signal: AbortSignal): Promise<TopologyResponse>;
  failureOf(error: unknown): Failure;
  /** Waits before the n-th try in a row. */
  pause(failures: number, retryAfterS: number | null, signal: AbortSignal): Promise<void>;
  /** How long the stream has to bring what a late command needs, before it is asked for. */
  patience(signal: AbortSignal): Promise<void>;
}

/** Ends at the next change of the store, or when the other promise does. */
async function changed(store: Store, signal: AbortSignal, until: Promise<void> | null = null): Promise<void> {
  let leave = (): void => undefined;
  const change = new Promise<void>((resolve) => {
    const unsubscribe = store.subscribe(() => resolve());
    const stop = (): void => resolve();
    signal.addEventListener('abort', stop, { once: true });
    leave = () => {
      unsubscribe();
      signal.removeEventListener('abort', stop);
    };
  });
  await (until === null ? change : Promise.race([change, until]));
  leave();
}

/** What the page knows once a write was answered well. */
export function tookWrite(state: EditedState, commandId: string, write: SentWrite, answer: WriteAnswer): Edited {
  if (answer.route === 'edits') return { editing: acknowledged(state.editing, commandId, { version: answer.version, eventSeq: answer.eventSeq }) };
  const unheard = { resolvedOp: null, requestedBy: state.user.name, requestedAt: null, finishedAt: null, reason: null };
  const known = answer.mutations.map((mutation, index): KnownMutation => ({ ...unheard, ...mutation, op: write.body.ops[index]!.op, payload: write.body.ops[index]! }));
  return { editing: enqueued(state.editing, commandId), queue: takeMutations(state.queue, known) };
}

/**
 * What the page knows once positions were stored: the row that says so later changes nothing any more. Where it is in already, others may have moved
 * the same things since, and that holds.
 */
export function tookLayout({ editing, server }: EditedState, layout: Layout, eventSeq: number): Edited {
  return { editing: layoutTaken(editing), server: server.info.eventSeq >= eventSeq ? server : applyLayout(server, layout) };
}

/** The stream may be down while writes work: after a while the maze is asked for. */
async function catchUp(store: Store, ports: SendPorts, signal: AbortSignal): Promise<void> {
  const waited = new AbortController();
  const stop = (): void => waited.abort();
  signal.addEventListener('abort', stop, { once: true });
  let late = false;
  const patience = ports.patience(waited.signal).then(() => { late = !waited.signal.aborted; });
  while (!signal.aborted && !late && store.getState().editing.link.state === 'behind') await changed(store, signal, patience);
  signal.removeEventListener('abort', stop);
  waited.abort();
  if (signal.aborted || store.getState().editing.link.state !== 'behind') return;
  const maze = await ports.maze(signal).catch(() => null);
  if (maze === null || signal.aborted) return;
  store.setState(({ server }) => (maze.eventSeq > server.info.eventSeq ? { server: mergeSnapshot(server, maze) } : {}));
}

/** One step: sends what is to be sent, or waits for what must happen before. */
async function step(store: Store, ports: SendPorts, signal: AbortSignal): Promise<void> {
  const { editing } = store.getState();
  if (editing.link.state === 'behind') return catchUp(store, ports, signal);
  if (nextWrite(editing, worldIn(store.getState())) === null) return changed(store, signal);
  if (editing.link.state === 'offline') await ports.pause(editing.link.failures, editing.link.retryAfterS, signal);
  // What the user did during the pause is part of what is sent from: looked at before it, it would be overwritten here.
  const next = nextWrite(store.getState().editing, worldIn(store.getState()));
  if (signal.aborted || next === null) return undefined;
  store.setState({ editing: next.edit });
  try {
    const answer = await ports.write(next.write, signal);
    store.setState((state) => tookWrite(state, next.commandId, next.write, answer));
  } catch (error) {
    // Whether it arrived is not known: the page that follows sends it again, under the same key.
    if (signal.aborted) return undefined;
    store.setState((state) => ({ editing: failed(state.editing, next.commandId, ports.failureOf(error)) }));
  }
  return undefined;
}

/** Sends commands one after the other until the signal says stop. */
export async function sendCommands(store: Store, ports: SendPorts, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) await step(store, ports, signal);
}

const MOST_TRIES = 5;

/** Sends positions, those of a while at once. A part that was removed meanwhile is not worth a word: the rest goes again. */
export async function sendLayouts(store: Store, ports: SendPorts, signal: AbortSignal): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const { editing, design } = store.getState();
    const next = editing.link.state === 'signed-out' ? null : nextLayout(editing, worldIn(store.getState()).design, design);
    if (next === null) {
      await changed(store, signal);
      continue;
    }
    store.setState({ editing: next.edit });
    try {
      const eventSeq = await ports.layout(next.layout, signal);
      failures = 0;
      store.setState((state) => tookLayout(state, next.layout, eventSeq));
    } catch (error) {
      if (signal.aborted) return;
      const failure = ports.failureOf(error);
      if (failure.status === 401) {
        store.setState((state) => ({ editing: { ...layoutReturned(state.editing), link: { state: 'signed-out' } } }));
        continue;
      }
      failures += 1;
      const isHopeless = failure.status === 403 || (failures >= MOST_TRIES && failure.status !== 0 && failure.status < 500);
      store.setState((state) => ({ editing: isHopeless ? layoutDropped(state.editing) : layoutReturned(state.editing) }));
      if (!isHopeless) await ports.pause(failures, failure.retryAfterS, signal);
    }
  }
}
