import { connect, type Socket } from 'node:net';
import { bareFrame } from '../wire/frame.js';
import { FrameReader } from '../wire/frame-reader.js';
import type { Outbox } from '../wire/outbox.js';
import { SocketWriter } from '../wire/socket-writer.js';

export interface ConnectionEvents {
  /** Connected; nothing has been said yet. */
  open(): void;
  /** The answer to a HELLO by that name. */
  greeted(name: string): void;
  /** The subscription stands on this connection. */
  stands(pattern: string): void;
  event(topic: string, bytes: Buffer, bodyStart: number, end: number): void;
  lagged(): void;
  refused(code: string): void;
  /** Once, and last. @param lost messages that were under way */
  closed(reason: string, lost: number): void;
}

const EVT = 'EVT ';

/** One connection to the broker, from attempt to end. */
export class UnixConnection {
  private readonly socket: Socket;
  private readonly writer: SocketWriter;
  /** How many answers to a SUB are still to come; a subscription stands with the last of them. */
  private readonly asked = new Map<string, number>();
  private readonly standing = new Set<string>();
  private reason = 'it hung up';

  constructor(path: string, outbox: Outbox, private readonly events: ConnectionEvents) {
    this.socket = connect(path);
    this.writer = new SocketWriter(this.socket, outbox);
    const reader = new FrameReader((bytes, start, headerEnd, bodyStart, end) => {
      this.take(bytes.toString('latin1', start, headerEnd), bytes, bodyStart, end);
      return true;
    });
    this.socket.on('connect', () => events.open());
    this.socket.on('data', (chunk) => {
      try {
        reader.push(chunk);
      } catch (error) {
        this.reason = `it does not speak the bus's language: ${String(error)}`;
        this.socket.destroy();
      }
    });
    this.socket.on('error', (error: NodeJS.ErrnoException) => { this.reason = error.code ?? error.message; });
    this.socket.on('close', () => events.closed(this.reason, this.writer.inFlight));
  }

  isStanding(pattern: string): boolean {
    return this.standing.has(pattern);
  }

  hello(name: string): void {
    this.writer.answer(bareFrame(`HELLO ${name}`));
  }

  subscribe(pattern: string): void {
    this.asked.set(pattern, (this.asked.get(pattern) ?? 0) + 1);
    this.writer.answer(bareFrame(`SUB ${pattern}`));
  }

  unsubscribe(pattern: string): void {
    this.standing.delete(pattern);
    this.writer.answer(bareFrame(`UNSUB ${pattern}`));
  }

  /** Writes what waits. */
  pump(): void {
    this.writer.pump();
  }

  bye(): void {
    this.writer.answer(bareFrame('BYE'));
    this.writer.finish();
    this.socket.destroySoon();
  }

  destroy(): void {
    this.socket.destroy();
  }

  private take(header: string, bytes: Buffer, bodyStart: number, end: number): void {
    if (header.startsWith(EVT)) return this.events.event(header.slice(EVT.length), bytes, bodyStart, end);
    const [verb, what, ...rest] = header.split(' ');
    if (verb === 'LAG') this.events.lagged();
    else if (verb === 'ERR') this.events.refused(what ?? '');
    else if (verb === 'OK' && what === 'HELLO') this.events.greeted(rest.join(' '));
    else if (verb === 'OK' && what === 'SUB') this.answered(rest.join(' '));
  }

  private answered(pattern: string): void {
    const open = (this.asked.get(pattern) ?? 1) - 1;
    if (open > 0) {
      this.asked.set(pattern, open);
      return;
    }
    this.asked.delete(pattern);
    this.standing.add(pattern);
    this.events.stands(pattern);
  }
}
