import type { Msg, NatsConnection, Subscription as NatsSubscription } from '@nats-io/transport-node';
import { checkTopic } from '../topics.js';
import { CLOSE_WITHIN_MS, FLUSH_WITHIN_MS, type BusComplaint, type BusListener, type BusTransport, type Envelope, type Subscription } from '../types.js';
import { checkBodyLength } from '../wire/frame.js';
import { MessageQueue } from './message-queue.js';
import { NatsLink } from './nats-link.js';
import { Subscriber, Subscribers } from './subscribers.js';

const QUEUE_BYTES = 8 * 1024 * 1024;
const ROOM_BYTES = 1024 * 1024;
/** What the client may hold that the server has not confirmed: its own buffers have no end. */
const WINDOW_BYTES = 2 * 1024 * 1024;
/** The server is asked to confirm after so much. */
const STRIDE_BYTES = 256 * 1024;

/** Somebody who waits until everything up to a number is settled. */
interface Flush { upTo: number; lostBefore: number; settle(taken: boolean): void }

/** Carries messages between hosts, through a NATS server. A topic is a subject. */
export class NatsTransport implements BusTransport {
  readonly name = 'nats';
  readonly capabilities = { delivers: true, ordered: true, crossProcess: true, lag: false, reconnects: true };
  private readonly link: NatsLink;
  private readonly queue = new MessageQueue(QUEUE_BYTES);
  private readonly subscribers = new Subscribers();
  /** By pattern, on the connection that there is. */
  private readonly subscriptions = new Map<string, NatsSubscription>();
  private readonly flushes = new Set<Flush>();
  private unconfirmed = 0;
  private published = 0;
  /** Confirmed or lost, in the order in which they were published. */
  private settled = 0;
  private lost = 0;
  private pumping = false;
  private closed = false;

  constructor(url: string, clientName: string, private readonly complain: BusComplaint) {
    this.link = new NatsLink(url, clientName, complain, (connection) => this.opened(connection));
    this.link.start();
  }

  publish(envelope: Envelope): boolean {
    checkTopic(envelope.topic);
    if (this.closed) return false;
    const data = Buffer.from(JSON.stringify(envelope));
    checkBodyLength(data.length);
    this.published += 1;
    this.lose(this.queue.add({ topic: envelope.topic, data }));
    this.pumpSoon();
    return this.queue.size + this.unconfirmed < ROOM_BYTES;
  }

  subscribe(pattern: string, listener: BusListener, onGap?: () => void): Subscription {
    const subscriber = new Subscriber(pattern, listener, onGap, (error) => this.complain('a bus listener failed', error));
    const first = this.subscribers.add(subscriber);
    const { connection } = this.link;
    if (connection) {
      if (first) this.ask(connection, pattern);
      void this.confirmed(connection).then((stands) => { if (stands) subscriber.stands(); });
    }
    return subscriber.subscription(() => {
      if (!this.subscribers.remove(subscriber)) return;
      this.subscriptions.get(pattern)?.unsubscribe();
      this.subscriptions.delete(pattern);
    });
  }

  flush(withinMs = FLUSH_WITHIN_MS): Promise<boolean> {
    if (this.closed) return Promise.resolve(false);
    return new Promise((resolve) => {
      const late = setTimeout(() => flush.settle(false), withinMs);
      const flush: Flush = {
        upTo: this.published,
        lostBefore: this.lost,
        settle: (taken) => {
          clearTimeout(late);
          this.flushes.delete(flush);
          resolve(taken);
        },
      };
      this.flushes.add(flush);
      this.pump();
      this.look();
    });
  }

  async close(): Promise<void> {
    if (this.closed) return;
    if (this.link.connection) await this.flush(CLOSE_WITHIN_MS);
    this.closed = true;
    for (const flush of this.flushes) flush.settle(false);
    let patience: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => { patience = setTimeout(resolve, CLOSE_WITHIN_MS); });
    await Promise.race([this.link.close(), late]);
    clearTimeout(patience);
  }

  private opened(connection: NatsConnection): void {
    this.subscriptions.clear();
    const patterns = [...this.subscribers.patterns];
    for (const pattern of patterns) this.ask(connection, pattern);
    void this.confirmed(connection).then((stand) => { if (stand) for (const pattern of patterns) this.subscribers.stand(pattern); });
    this.pump();
    this.look();
  }

  private ask(connection: NatsConnection, pattern: string): void {
    this.subscriptions.set(pattern, connection.subscribe(pattern, { callback: (_error, message) => this.deliver(pattern, message) }));
  }

  private deliver(pattern: string, message: Msg): void {
    if (this.closed) return;
    let envelope: Envelope;
    try {
      envelope = message.json<Envelope>();
    } catch (error) {
      this.complain(`a message on ${message.subject} is no JSON`, error);
      return;
    }
    for (const subscriber of this.subscribers.of(pattern)) subscriber.hear(envelope);
  }

  private pumpSoon(): void {
    if (this.pumping) return;
    this.pumping = true;
    setImmediate(() => {
      this.pumping = false;
      this.pump();
    });
  }

  /** Hands over what waits, as far as the server keeps up with confirming. */
  private pump(): void {
    const { connection } = this.link;
    while (connection && this.unconfirmed < WINDOW_BYTES && this.queue.size > 0) this.handOver(connection);
  }

  private handOver(connection: NatsConnection): void {
    let bytes = 0;
    let count = 0;
    for (let message = this.queue.take(); message; message = bytes < STRIDE_BYTES ? this.queue.take() : undefined) {
      connection.publish(message.topic, message.data);
      bytes += message.data.length;
      count += 1;
    }
    this.unconfirmed += bytes;
    void this.confirmed(connection).then((taken) => {
      this.unconfirmed -= bytes;
      if (taken) this.settled += count;
      else this.lose(count);
      this.pump();
      this.look();
    });
  }

  /** @returns whether the server has dealt with everything that it was sent before; false when the connection is lost first */
  private confirmed(connection: NatsConnection): Promise<boolean> {
    return Promise.race([connection.flush().then(() => true, () => false), connection.closed().then(() => false)]);
  }

  private lose(count: number): void {
    this.settled += count;
    this.lost += count;
    this.link.log.dropped(count);
  }

  /** For those who wait: is it so by now? What is confirmed proves nothing about a server that stands still, so it is asked once more. */
  private look(): void {
    const { connection } = this.link;
    if (!connection) return;
    for (const flush of this.flushes) {
      if (this.settled < flush.upTo) continue;
      this.flushes.delete(flush);
      void this.confirmed(connection).then((answers) => flush.settle(answers && this.lost === flush.lostBefore));
    }
  }
}
