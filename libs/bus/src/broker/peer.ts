import type { Socket } from 'node:net';
import { bareFrame } from '../wire/frame.js';
import { Outbox } from '../wire/outbox.js';
import { SocketWriter } from '../wire/socket-writer.js';
import { WireError, type WireErrorCode } from '../wire/wire-error.js';

/** Messages that wait for one connection; beyond it, the oldest go. */
const QUEUE_BYTES = 8 * 1024 * 1024;
/** With so much waiting, a peer is waited for … */
const CROWDED_BYTES = 2 * 1024 * 1024;
/** … until it is down to this … */
const AT_EASE_BYTES = 1024 * 1024;
/** … or for so long: whoever takes longer does not read. */
const PATIENCE_MS = 1_000;
/** Answers that are not read: whoever asks and never listens is ended. */
const MAX_ANSWER_BYTES = 1024 * 1024;
const MAX_GREETINGS = 1_000;
const LINGER_MS = 1_000;

export interface PeerEvents {
  /** It reads again, or was given up waiting for. */
  onEase(peer: Peer): void;
  /** So many messages for it were dropped. */
  onDropped(peer: Peer, count: number): void;
}

/** One connection as the broker sees it. */
export class Peer {
  name = 'nobody';
  readonly patterns = new Set<string>();
  /** Names of HELLOs that are not answered yet. */
  greetings: string[] = [];
  private readonly outbox = new Outbox(QUEUE_BYTES);
  private readonly writer: SocketWriter;
  private state: 'at ease' | 'crowded' | 'stalled' = 'at ease';
  private patience: NodeJS.Timeout | undefined;
  private dropped = 0;

  constructor(private readonly socket: Socket, private readonly events: PeerEvents) {
    this.writer = new SocketWriter(socket, this.outbox, { preface: () => this.lag(), written: () => this.relax() });
  }

  /** It has more to read than it keeps up with, and it does read. */
  get isCrowded(): boolean {
    return this.state === 'crowded';
  }

  /** Whole EVT frames, in one piece. */
  send(frames: Buffer, count: number): void {
    this.outbox.add(frames, count);
    const dropped = this.outbox.takeDropped();
    if (dropped > 0) {
      this.dropped += dropped;
      this.giveUpWaiting();
      this.events.onDropped(this, dropped);
    } else if (this.state === 'at ease' && this.outbox.size > CROWDED_BYTES) {
      this.state = 'crowded';
      this.patience = setTimeout(() => this.giveUpWaiting(), PATIENCE_MS).unref();
    }
  }

  answer(header: string): void {
    this.writer.answer(bareFrame(header));
  }

  /** @throws WireError when it asks and asks and does not read the answers */
  mustListen(): void {
    if (this.greetings.length > MAX_GREETINGS || this.writer.answersWaiting > MAX_ANSWER_BYTES) throw new WireError('ANSWERS_NOT_READ');
  }

  /** Writes what waits. */
  flush(): void {
    this.writer.pump();
  }

  /** Says why, and ends the connection. */
  refuse(code: WireErrorCode): void {
    this.writer.answer(bareFrame(`ERR ${code}`));
    this.end();
  }

  /** Writes what it was answered and ends; whoever does not read is cut off. */
  end(): void {
    this.writer.pump();
    this.writer.finish();
    const late = setTimeout(() => this.socket.destroy(), LINGER_MS).unref();
    this.socket.once('close', () => clearTimeout(late));
  }

  /** It is gone. */
  forget(): void {
    clearTimeout(this.patience);
    this.state = 'stalled';
  }

  private giveUpWaiting(): void {
    clearTimeout(this.patience);
    if (this.state !== 'stalled') {
      this.state = 'stalled';
      this.events.onEase(this);
    }
  }

  /** How much is missing before what is written next. */
  private lag(): string {
    if (this.dropped === 0) return '';
    const frame = bareFrame(`LAG ${this.dropped}`);
    this.dropped = 0;
    return frame;
  }

  private relax(): void {
    if (this.state === 'at ease' || this.outbox.size > AT_EASE_BYTES) return;
    clearTimeout(this.patience);
    this.state = 'at ease';
    this.events.onEase(this);
  }
}
