import { checkTopic } from '../topics.js';
import { CLOSE_WITHIN_MS, FLUSH_WITHIN_MS, type BusComplaint, type BusListener, type BusTransport, type Envelope, type Subscription } from '../types.js';
import { Outbox } from '../wire/outbox.js';
import { Backoff } from './backoff.js';
import { ConnectionLog } from './connection-log.js';
import { Subscriber, Subscribers } from './subscribers.js';
import { UnixConnection } from './unix-connection.js';

/** What may wait for a broker that is not there or does not read; beyond it, the oldest go. */
const QUEUE_BYTES = 8 * 1024 * 1024;
/** With so much waiting, a publisher is told that there is no room. */
const ROOM_BYTES = 1024 * 1024;
/** So much is written at once; less waits for the end of the turn, in which more may come. */
const WORTH_WRITING_BYTES = 64 * 1024;
/** A connection that lasted as long was a good one: the next attempt need not wait. */
const LASTED_MS = 1_000;

/** Carries messages between the processes of one host, through a broker at a UNIX socket. Connects in the background, for as long as it takes. */
export class UnixTransport implements BusTransport {
  readonly name = 'unix';
  readonly capabilities = { delivers: true, ordered: true, crossProcess: true, lag: true, reconnects: true };
  private readonly outbox = new Outbox(QUEUE_BYTES);
  private readonly subscribers = new Subscribers();
  private readonly log: ConnectionLog;
  private readonly backoff = new Backoff();
  /** Who waits for the answer to the HELLO of that number. */
  private readonly flushing = new Map<number, (taken: boolean) => void>();
  private flushes = 0;
  private attempt: UnixConnection | undefined;
  /** The attempt, once it has succeeded. */
  private connection: UnixConnection | undefined;
  private connectedAt = 0;
  private retry: NodeJS.Timeout | undefined;
  private pumping = false;
  private closed = false;

  /** @param clientName what the broker's log calls this process */
  constructor(private readonly path: string, private readonly clientName: string, private readonly complain: BusComplaint) {
    this.log = new ConnectionLog(path, complain);
    this.connect();
  }

  publish(envelope: Envelope): boolean {
    checkTopic(envelope.topic);
    if (this.closed) return false;
    this.outbox.addText(`PUB ${envelope.topic}`, JSON.stringify(envelope));
    this.log.dropped(this.outbox.takeDropped());
    this.pumpSoon();
    return this.outbox.size < ROOM_BYTES;
  }

  subscribe(pattern: string, listener: BusListener, onGap?: () => void): Subscription {
    const subscriber = new Subscriber(pattern, listener, onGap, (error) => this.complain('a bus listener failed', error));
    if (this.subscribers.add(subscriber)) {
      this.connection?.subscribe(pattern);
      this.pumpSoon();
    } else if (this.connection?.isStanding(pattern)) subscriber.stands();
    return subscriber.subscription(() => {
      if (!this.subscribers.remove(subscriber)) return;
      this.connection?.unsubscribe(pattern);
      this.pumpSoon();
    });
  }

  /** A HELLO behind what was published: its answer comes when the broker has passed on everything before it. */
  flush(withinMs = FLUSH_WITHIN_MS): Promise<boolean> {
    if (this.closed) return Promise.resolve(false);
    const number = (this.flushes += 1);
    this.outbox.addText(`HELLO ${this.clientName}#${number}`, '', false);
    this.connection?.pump();
    return new Promise((resolve) => {
      const late = setTimeout(() => settle(false), withinMs);
      const settle = (taken: boolean): void => {
        clearTimeout(late);
        this.flushing.delete(number);
        resolve(taken);
      };
      this.flushing.set(number, settle);
    });
  }

  async close(): Promise<void> {
    if (this.closed) return;
    if (this.connection) await this.flush(CLOSE_WITHIN_MS);
    this.closed = true;
    clearTimeout(this.retry);
    this.settleAll(false);
    if (this.connection) this.connection.bye();
    else this.attempt?.destroy();
  }

  private connect(): void {
    const connection = new UnixConnection(this.path, this.outbox, {
      open: () => this.opened(connection),
      greeted: (name) => this.greeted(name),
      stands: (pattern) => this.subscribers.stand(pattern),
      event: (topic, bytes, bodyStart, end) => this.deliver(topic, bytes, bodyStart, end),
      lagged: () => this.subscribers.gap(),
      refused: (code) => this.complain(`the broker of the bus ends the connection: ${code}`),
      closed: (reason, lost) => this.lost(reason, lost),
    });
    this.attempt = connection;
  }

  private opened(connection: UnixConnection): void {
    this.connection = connection;
    this.connectedAt = performance.now();
    connection.hello(this.clientName);
    for (const pattern of this.subscribers.patterns) connection.subscribe(pattern);
    connection.pump();
  }

  private greeted(name: string): void {
    this.log.up();
    const number = Number(name.slice(this.clientName.length + 1));
    for (const [earlier, settle] of this.flushing) if (earlier <= number) settle(true);
  }

  private deliver(topic: string, bytes: Buffer, bodyStart: number, end: number): void {
    if (this.closed) return;
    const subscribers = this.subscribers.matching(topic);
    if (subscribers.length === 0) return;
    let envelope: Envelope;
    try {
      envelope = JSON.parse(bytes.toString('utf8', bodyStart, end)) as Envelope;
    } catch (error) {
      this.complain(`a message on ${topic} is no JSON`, error);
      return;
    }
    for (const subscriber of subscribers) subscriber.hear(envelope);
  }

  private lost(reason: string, inFlight: number): void {
    const connected = this.connection !== undefined;
    this.connection = undefined;
    if (this.closed) return;
    if (connected) this.settleAll(false);
    if (connected && performance.now() - this.connectedAt > LASTED_MS) this.backoff.reset();
    this.log.down(reason);
    this.log.dropped(inFlight);
    this.retry = setTimeout(() => this.connect(), this.backoff.next());
  }

  private settleAll(taken: boolean): void {
    for (const settle of this.flushing.values()) settle(taken);
  }

  private pumpSoon(): void {
    if (!this.connection) return;
    if (this.outbox.size >= WORTH_WRITING_BYTES) return this.connection.pump();
    if (this.pumping) return;
    this.pumping = true;
    setImmediate(() => {
      this.pumping = false;
      this.connection?.pump();
    });
  }
}
