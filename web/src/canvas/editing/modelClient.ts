import type { JournalMessage } from '@decnet/contract';
import type { Op } from '@decnet/domain';
import { applyMessages } from '../live/messages';
import { createMazePageStore, type MazePageStore } from '../live/store';
import { takeMutations } from '../live/queue';
import { nextWrite, failed, type Failure } from './answers';
import { createEditor, type Editor } from './editor';
import { layoutReturned, nextLayout } from './layoutQueue';
import type { ModelAnswer, ModelServer } from './modelServer';
import { worldIn } from './pageState';
import { tookLayout, tookWrite } from './sender';
import type { EditState, SentWrite } from './types';

export const NO_ANSWER: Failure = { status: 0, code: 'UNREACHABLE', message: 'no answer', issues: [], current: null, ofPart: false, retryAfterS: null };

/** For specs: a page whose network is worked by hand, one packet at a time. */
export class ModelClient {
  store!: MazePageStore;
  editor!: Editor;
  /** Ids of commands and what became of them, over all pages of this tab. */
  readonly seen = { commands: new Map<string, string | null>(), held: new Set<string>(), noticed: new Set<string>() };
  /** A write on its way, and its answer once the server had it. */
  wire: { commandId: string; write: SentWrite; result: ModelAnswer | null } | null = null;
  private cursor = 0;
  private static ids = 0;

  constructor(readonly name: string, private readonly server: ModelServer) {
    this.open(undefined);
  }

  get edit(): EditState {
    return this.store.getState().editing;
  }

  /** What an earlier page saved is all that is left of it. */
  reload(): void {
    const saved = JSON.parse(JSON.stringify({ ...this.edit, commands: this.edit.commands.filter(({ ack }) => ack === null), layout: { sent: null, waiting: { lans: {}, deckies: {} } }, link: { state: 'ready' } })) as EditState;
    // The old page's write may still reach the server: nobody is there for its answer.
    if (this.wire !== null && this.wire.result === null) this.server.handle(this.name, this.wire.write);
    this.wire = null;
    this.open(saved);
  }

  gesture(ops: Op[], label = 'change'): ReturnType<Editor['apply']> {
    return this.editor.apply(ops, label);
  }

  /** A gesture that reaches the server; nobody else knows of it yet. */
  does(...ops: Op[]): void {
    const refusal = this.gesture(ops);
    if (refusal !== null) throw new Error(refusal.message);
    this.trip();
  }

  /** One write, there and back. */
  trip(): void {
    this.send();
    this.arrive();
    this.answer();
  }

  send(): void {
    const state = this.store.getState();
    const next = this.wire === null ? nextWrite(state.editing, worldIn(state)) : null;
    if (next === null) return;
    this.store.setState({ editing: next.edit });
    this.wire = { commandId: next.commandId, write: structuredClone(next.write), result: null };
  }

  /** The write reaches the server. */
  arrive(): void {
    if (this.wire !== null) this.wire.result ??= structuredClone(this.server.handle(this.name, this.wire.write));
  }

  /** The answer reaches the page. */
  answer(): void {
    if (this.wire?.result == null) return;
    const { commandId, write, result } = this.wire;
    this.wire = null;
    if ('answer' in result) this.store.setState((state) => tookWrite(state, commandId, write, result.answer));
    else this.fail(commandId, result.failure);
  }

  lose(as: Failure = NO_ANSWER): void {
    if (this.wire === null) return;
    const { commandId } = this.wire;
    this.wire = null;
    this.fail(commandId, as);
  }

  /** The next rows of the journal arrive, in one frame. */
  stream(rows = Number.POSITIVE_INFINITY): void {
    const news: JournalMessage[] = this.server.journal.slice(this.cursor, this.cursor + rows);
    this.cursor += news.length;
    this.store.setState((state) => applyMessages(state, news.map((row) => ({ event: row.type, data: JSON.stringify(row), id: String(row.seq) }))));
  }

  /** The stream comes back with a fresh snapshot. */
  reconnect(): void {
    this.cursor = this.server.journal.length;
    this.store.setState((state) => applyMessages(state, [{ event: 'snapshot', data: JSON.stringify(this.server.snapshot()), id: '' }]));
  }

  place(): void {
    const state = this.store.getState();
    const next = nextLayout(state.editing, worldIn(state).design, state.design);
    if (next === null) return;
    this.store.setState({ editing: next.edit });
    const eventSeq = this.server.layout(this.name, next.layout);
    this.store.setState((now) => (eventSeq === null ? { editing: layoutReturned(now.editing) } : tookLayout(now, next.layout, eventSeq)));
  }

  private fail(commandId: string, failure: Failure): void {
    this.store.setState(({ editing }) => ({ editing: failed(editing, commandId, failure) }));
  }

  private open(saved: EditState | undefined): void {
    const { mutations, ...topology } = this.server.snapshot();
    this.cursor = this.server.journal.length;
    this.store = createMazePageStore(topology, { name: this.name, readOnly: null }, saved);
    this.editor = createEditor(this.store);
    this.look(this.edit);
    this.store.subscribe(({ editing }) => this.look(editing));
    this.store.setState(({ lent, queue }) => ({
      queue: takeMutations(queue, mutations),
      lent: { ...lent, newId: () => `10000000-0000-4000-8000-${String((ModelClient.ids += 1)).padStart(12, '0')}` },
    }));
  }

  private look({ commands, held, notices }: EditState): void {
    for (const { id, undoes } of commands) this.seen.commands.set(id, undoes);
    for (const { command } of held) this.seen.held.add(command.id);
    for (const { id } of notices) this.seen.noticed.add(id);
  }
}

/** Everything that waits gets through. */
export function settle(...clients: ModelClient[]): void {
  for (let round = 0; round < 4; round += 1) {
    for (const client of clients) {
      client.trip();
      client.stream();
    }
  }
}
