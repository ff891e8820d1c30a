/** Rows numbered in commit order, without gaps that fill later. */
export interface RowSource<Row extends { seq: number }> {
  /** Rows with a number above `seq`, ascending, at most `limit`. */
  after(seq: number, limit: number): Promise<Row[]>;
  /** What a reader is sent for a row; called once per row for all readers. */
  encode(row: Row): string;
}

export interface Frame<Row> {
  row: Row;
  text: string;
}

/** Called with frames above the reader's cursor; `bytes` is all of them, encoded once for every reader. Awaited only while catching up. */
export type Deliver<Row> = (frames: readonly Frame<Row>[], bytes: Buffer) => void | Promise<void>;

interface Reader<Row> {
  cursor: number;
  deliver: Deliver<Row>;
}

const BATCH = 500;
const DEFAULT_POLL_MS = 2_000;

/**
 * Follows a growing table once for all of its readers. A wake-up only says "look again"; a poll finds what no wake-up
 * announced. Two hundred readers that each queried for themselves would block the event loop.
 */
export class RowTail<Row extends { seq: number }> {
  private readonly readers = new Set<Reader<Row>>();
  private seq = 0;
  private draining = false;
  private again = false;
  private poll: NodeJS.Timeout | undefined;

  constructor(
    private readonly source: RowSource<Row>,
    private readonly onError: (error: unknown) => void,
    private readonly pollMs = DEFAULT_POLL_MS,
  ) {}

  get size(): number {
    return this.readers.size;
  }

  /** Number of the last row that was handed to the readers. */
  get position(): number {
    return this.seq;
  }

  /**
   * Delivers every row above `after`, in order and once, until the returned function is called.
   * @param after number of the last row that the reader has
   */
  async join(after: number, deliver: Deliver<Row>): Promise<() => void> {
    const reader: Reader<Row> = { cursor: after, deliver };
    if (this.readers.size === 0 && !this.draining) this.seq = after;
    while (reader.cursor < this.seq) await this.catchUp(reader);
    // No await between the last comparison and this line, so that no row falls between catching up and following.
    this.readers.add(reader);
    this.poll ??= setInterval(() => this.wake(), this.pollMs).unref();
    this.wake();
    return () => this.leave(reader);
  }

  /** There may be new rows. Never throws, never waits. */
  wake(): void {
    if (this.draining) {
      this.again = true;
      return;
    }
    if (this.readers.size === 0) return;
    this.draining = true;
    void this.drain().catch(this.onError).finally(() => {
      this.draining = false;
      if (this.again) this.wake();
    });
  }

  private async catchUp(reader: Reader<Row>): Promise<void> {
    const rows = await this.source.after(reader.cursor, BATCH);
    if (rows.length === 0) {
      reader.cursor = this.seq;
      return;
    }
    const frames = this.encode(rows);
    reader.cursor = rows.at(-1)!.seq;
    await reader.deliver(frames, joined(frames));
  }

  private async drain(): Promise<void> {
    let rows: Row[];
    do {
      this.again = false;
      rows = await this.source.after(this.seq, BATCH);
      if (rows.length > 0) this.dispatch(this.encode(rows));
    } while (rows.length === BATCH || this.again);
  }

  private dispatch(frames: Frame<Row>[]): void {
    const first = frames[0]!.row.seq;
    const last = frames.at(-1)!.row.seq;
    const bytes = joined(frames);
    this.seq = last;
    for (const reader of this.readers) {
      if (reader.cursor >= last) continue;
      const fresh = reader.cursor < first ? frames : frames.filter((frame) => frame.row.seq > reader.cursor);
      reader.cursor = last;
      try {
        void reader.deliver(fresh, fresh === frames ? bytes : joined(fresh));
      } catch (error) {
        this.onError(error);
      }
    }
  }

  private encode(rows: Row[]): Frame<Row>[] {
    return rows.map((row) => ({ row, text: this.source.encode(row) }));
  }

  private leave(reader: Reader<Row>): void {
    this.readers.delete(reader);
    if (this.readers.size > 0) return;
    clearInterval(this.poll);
    this.poll = undefined;
  }
}

function joined<Row>(frames: readonly Frame<Row>[]): Buffer {
  return Buffer.from(frames.map((frame) => frame.text).join(''));
}
