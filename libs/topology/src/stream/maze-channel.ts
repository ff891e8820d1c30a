import type { DeckyStateMessage, DeployProgressMessage, JournalMessage } from '@decnet/contract';
import { type DeckyObservation, sameObservation } from '@decnet/domain';
import type { Database } from '@decnet/persistence';
import { RowTail, sseFrame, type SseStream } from '@decnet/platform';
import type { CachedMaze, MazeCache } from '../maze-cache.js';

const POLL_MS = 2_000;

export interface ChannelOptions {
  database: Database;
  cache: MazeCache;
  onError(error: unknown): void;
}

/**
 * Everything that happens to one maze, followed once for all who watch it in this process: journal rows by their
 * numbers, and the observed state of its deckies whenever its counter moves.
 */
export class MazeChannel {
  private readonly streams = new Set<SseStream>();
  private readonly tail: RowTail<JournalMessage>;
  private readonly poll = setInterval(() => this.wake(), POLL_MS).unref();
  private told: { observedSeq: number; states: Record<string, DeckyObservation> } | undefined;
  private joining = 0;
  private observing = false;
  private lookAgain = false;

  constructor(private readonly id: string, private readonly options: ChannelOptions) {
    const { database, onError } = options;
    this.tail = new RowTail({ after: (seq, limit) => database.journal.after(id, seq, limit), encode: encodeRow }, onError, POLL_MS);
  }

  get isEmpty(): boolean {
    return this.streams.size === 0 && this.joining === 0;
  }

  /** Number of the last journal row that was sent to everybody here. */
  get position(): number {
    return this.tail.position;
  }

  /** Sends `stream` every journal row above `after` and, from then on, what is true only now. */
  async join(stream: SseStream, after: number, seen: CachedMaze): Promise<void> {
    this.told ??= { observedSeq: seen.loaded.topology.observedSeq, states: seen.loaded.observations };
    this.joining += 1;
    try {
      const leave = await this.tail.join(after, (_frames, bytes) => {
        stream.write(bytes);
        return stream.drained();
      });
      this.streams.add(stream);
      stream.onClose(() => {
        leave();
        this.streams.delete(stream);
      });
    } finally {
      this.joining -= 1;
    }
    this.wake();
  }

  wake(): void {
    this.tail.wake();
    if (this.observing) this.lookAgain = true;
    else void this.observe();
  }

  /** Sends what has no place in the journal to everybody who is watching. */
  broadcast(event: string, data: unknown): void {
    const frame = sseFrame({ id: this.tail.position, event, data });
    for (const stream of this.streams) stream.write(frame);
  }

  close(): void {
    clearInterval(this.poll);
    for (const stream of this.streams) stream.close();
  }

  private async observe(): Promise<void> {
    this.observing = true;
    try {
      do {
        this.lookAgain = false;
        await this.tellChanges();
      } while (this.lookAgain);
    } catch (error) {
      this.options.onError(error);
    } finally {
      this.observing = false;
    }
  }

  private async tellChanges(): Promise<void> {
    if (this.streams.size === 0) return;
    const head = await this.options.database.mazes.head(this.id);
    // The maze was deleted: a reader that comes back is told so by a 404.
    if (!head) return this.close();
    if (head.observedSeq === this.told?.observedSeq) return;
    const observations = await this.options.database.mazes.observations(this.id);
    const before = this.told?.states ?? {};
    // Read before the states were, so that the next look finds out when they are newer.
    this.told = { observedSeq: head.observedSeq, states: observations };
    const changed = Object.entries(observations).filter(([deckyId, now]) => !sameObservation(before[deckyId], now));
    if (changed.length > 0) this.sendStates(changed);
    if (head.status !== 'deploying') return;
    const { maze } = (await this.options.cache.get(this.id)).loaded;
    this.broadcast('deploy.progress', progressOf(maze.deckies.length, observations));
  }

  private sendStates(changed: [string, DeckyObservation][]): void {
    const frames = changed.map(([deckyId, observation]) => {
      const data: DeckyStateMessage = { deckyId, ...observation };
      return sseFrame({ id: this.tail.position, event: 'decky.state', data });
    });
    const bytes = Buffer.from(frames.join(''));
    for (const stream of this.streams) stream.write(bytes);
  }
}

function encodeRow(row: JournalMessage): string {
  return sseFrame({ id: row.seq, event: row.type, data: row });
}

function progressOf(total: number, observations: Record<string, DeckyObservation>): DeployProgressMessage {
  return { total, running: Object.values(observations).filter(({ state }) => state === 'running').length };
}
