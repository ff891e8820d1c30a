import type { Socket } from 'node:net';
import type { Outbox } from './outbox.js';

const WRITE_BYTES = 256 * 1024;

export interface WriterEvents {
  /** A frame to stand before what is written next. */
  preface?(): string;
  /** The other side took all that was written. */
  written?(): void;
}

/**
 * Writes what waits to a socket, one write at a time: what the other side does not take yet stays in the outbox, where it is counted and
 * bounded, and not in the socket, where it is not.
 */
export class SocketWriter {
  /** Frames of the write under way. */
  inFlight = 0;
  private answers = '';
  private writing = false;

  constructor(private readonly socket: Socket, private readonly outbox: Outbox, private readonly events: WriterEvents = {}) {}

  /** Bytes that were said out of turn and wait. */
  get answersWaiting(): number {
    return this.answers.length;
  }

  /** Says something ahead of what waits; it is never dropped. */
  answer(frame: string): void {
    this.answers += frame;
  }

  pump(): void {
    if (this.writing || !this.socket.writable) return;
    const first = (this.events.preface?.() ?? '') + this.takeAnswers();
    const pieces: (Buffer | string)[] = first === '' ? [] : [first];
    for (const { bytes, frames } of this.outbox.take(WRITE_BYTES)) {
      pieces.push(bytes);
      this.inFlight += frames;
    }
    const last = pieces.pop();
    if (last === undefined) return;
    this.writing = true;
    this.socket.cork();
    for (const piece of pieces) this.socket.write(piece, 'latin1');
    this.socket.write(last, 'latin1', (error) => this.written(error));
    this.socket.uncork();
  }

  /** Writes the answers, and nothing behind them. */
  finish(): void {
    this.socket.end(this.takeAnswers(), 'latin1');
  }

  private written(error: Error | null | undefined): void {
    // What a broken connection had under way may not have arrived: its frames stay counted.
    if (error) return;
    this.writing = false;
    this.inFlight = 0;
    this.events.written?.();
    this.pump();
  }

  private takeAnswers(): string {
    const { answers } = this;
    this.answers = '';
    return answers;
  }
}
