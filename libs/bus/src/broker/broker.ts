import { createServer, type Server, type Socket } from 'node:net';
import { OnceASecond } from '../once-a-second.js';
import { TopicError } from '../topics.js';
import { PatternTrie } from '../trie.js';
import { FrameReader } from '../wire/frame-reader.js';
import { WireError, type WireErrorCode } from '../wire/wire-error.js';
import { Peer, type PeerEvents } from './peer.js';
import { PublishedRun } from './published-run.js';

const MAX_CONNECTIONS = 1_024;
const MAX_PATTERNS = 10_000;
const MAX_NAME = 200;
const PUB = 'PUB ';

/** Where the broker says what an operator should know. */
export type BrokerLog = (message: string, fields: Readonly<Record<string, unknown>>) => void;

/** Passes messages on between the connections that it is given. Never looks into a body, never waits for a subscriber. */
export class Broker implements PeerEvents {
  private readonly peers = new Set<Peer>();
  private readonly routes = new PatternTrie<Peer>();
  /** Who has something to write at the end of this turn of the event loop. */
  private readonly written = new Set<Peer>();
  private readonly crowded = new Set<Peer>();
  private readonly losses = new OnceASecond();
  private readonly refusals = new OnceASecond();
  private flushing = false;
  private passed = false;
  private passedAt: Date | null = null;
  /** To be made listen by whoever knows where. A client that has said all it wants to may still be answered. */
  readonly server: Server = createServer({ allowHalfOpen: true }, (socket) => this.accept(socket));

  constructor(private readonly log: BrokerLog) {}

  /** When a message was last passed on; null until then. */
  get lastWorkedAt(): Date | null {
    return this.passedAt;
  }

  get connections(): number {
    return this.peers.size;
  }

  /** Listens no more and hangs up. */
  close(): void {
    this.server.close();
    for (const peer of [...this.peers]) {
      this.drop(peer);
      peer.end();
    }
  }

  onEase(peer: Peer): void {
    this.crowded.delete(peer);
    if (this.crowded.size === 0) for (const each of this.peers) this.greet(each);
  }

  onDropped(peer: Peer, count: number): void {
    const dropped = this.losses.pass(count);
    if (dropped > 0) this.log('messages dropped for a connection that does not keep up', { connection: peer.name, dropped });
  }

  private accept(socket: Socket): void {
    const peer = new Peer(socket, this);
    socket.on('error', () => socket.destroy());
    if (this.peers.size >= MAX_CONNECTIONS) return this.refuse(peer, 'TOO_MANY_CONNECTIONS', null);
    this.peers.add(peer);
    const run = new PublishedRun<Peer>((receiver, frames, count) => this.pass(receiver, frames, count));
    const reader = new FrameReader((bytes, start, headerEnd, bodyStart, end) => {
      const header = bytes.toString('latin1', start, headerEnd);
      if (header.startsWith(PUB)) run.add(this.routes.match(header.slice(PUB.length)), bytes, start, end);
      else return this.heard(peer, header, end > bodyStart, run);
      return true;
    });
    socket.on('data', (chunk: Buffer) => {
      if (!this.peers.has(peer)) return;
      try {
        reader.push(chunk);
      } catch (error) {
        this.drop(peer);
        this.refuse(peer, codeOf(error), error);
      } finally {
        run.pass();
      }
    });
    socket.on('end', () => peer.end());
    socket.on('close', () => this.drop(peer));
  }

  /** @returns whether to go on listening to it */
  private heard(peer: Peer, header: string, hasBody: boolean, run: PublishedRun<Peer>): boolean {
    if (hasBody) throw new WireError('UNEXPECTED_BODY');
    // What it said before takes effect before.
    run.pass();
    const space = header.indexOf(' ');
    const [verb, argument] = space < 0 ? [header, ''] : [header.slice(0, space), header.slice(space + 1)];
    this.write(peer);
    peer.mustListen();
    switch (verb) {
      case 'HELLO':
        this.hello(peer, argument);
        return true;
      case 'SUB':
        if (peer.patterns.size >= MAX_PATTERNS) throw new WireError('TOO_MANY_SUBSCRIPTIONS');
        this.routes.add(argument, peer);
        peer.patterns.add(argument);
        peer.answer(`OK SUB ${argument}`);
        return true;
      case 'UNSUB':
        this.routes.remove(argument, peer);
        peer.patterns.delete(argument);
        peer.answer(`OK UNSUB ${argument}`);
        return true;
      case 'BYE':
        if (header !== verb) throw new WireError('HEADER_MALFORMED');
        this.drop(peer);
        peer.end();
        return false;
      default:
        throw new WireError('UNKNOWN_VERB');
    }
  }

  /** May be said again at any time: the answer tells that what was published before is on its way to everybody who reads. */
  private hello(peer: Peer, name: string): void {
    if (name.trim() === '' || name.length > MAX_NAME) throw new WireError('BAD_NAME');
    peer.name = name;
    peer.greetings.push(name);
    if (this.crowded.size === 0) this.greet(peer);
  }

  private greet(peer: Peer): void {
    if (peer.greetings.length === 0) return;
    for (const name of peer.greetings) peer.answer(`OK HELLO ${name}`);
    peer.greetings = [];
    this.write(peer);
  }

  private pass(receiver: Peer, frames: Buffer, count: number): void {
    this.passed = true;
    receiver.send(frames, count);
    if (receiver.isCrowded) this.crowded.add(receiver);
    this.write(receiver);
  }

  /** At the end of this turn, so that everything that comes in one turn leaves in one write. */
  private write(peer: Peer): void {
    this.written.add(peer);
    if (this.flushing) return;
    this.flushing = true;
    setImmediate(() => {
      this.flushing = false;
      if (this.passed) this.passedAt = new Date();
      this.passed = false;
      const peers = [...this.written];
      this.written.clear();
      for (const each of peers) each.flush();
    });
  }

  private drop(peer: Peer): void {
    if (!this.peers.delete(peer)) return;
    for (const pattern of peer.patterns) this.routes.remove(pattern, peer);
    peer.forget();
    this.onEase(peer);
  }

  private refuse(peer: Peer, code: WireErrorCode, error: unknown): void {
    peer.refuse(code);
    const refused = this.refusals.pass();
    if (refused > 0) this.log('connection refused', { connection: peer.name, code, refused, ...(code === 'INTERNAL' && { error: String(error) }) });
  }
}

function codeOf(error: unknown): WireErrorCode {
  if (error instanceof WireError) return error.code;
  if (error instanceof TopicError) return error.isPattern ? 'BAD_PATTERN' : 'BAD_TOPIC';
  return 'INTERNAL';
}
