import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { DomainError } from '@decnet/domain';
import type { FastifyReply } from 'fastify';
import { TOKEN_VERIFIER, type Principal, type Revocation, type TokenVerifier } from '../access/index.js';
import { CLOSE_REASONS, SseStream, type CloseReason } from './sse-stream.js';

export const STREAMS_PER_USER = 20;
const COMMENT_EVERY_MS = 15_000;
const EXPIRY_CHECK_MS = 1_000;
/** How long a session that another process ended may go on streaming. */
const RECHECK_EVERY_MS = 3_000;

/** All open event streams of this process: how many a user has, who may still listen, and the end of all of them. */
@Injectable()
export class SseStreams implements BeforeApplicationShutdown {
  private readonly streams = new Set<SseStream>();
  private readonly timers: NodeJS.Timeout[] = [];
  private closing = false;
  readonly closedBy: Record<CloseReason, number> = Object.fromEntries(CLOSE_REASONS.map((reason) => [reason, 0])) as Record<CloseReason, number>;

  constructor(@Inject(TOKEN_VERIFIER) private readonly verifier: TokenVerifier) {
    verifier.onRevoked((revocation) => this.closeWhere(({ principal }) => covers(revocation, principal), 'revoked'));
  }

  get size(): number {
    return this.streams.size;
  }

  /**
   * Takes over the reply and starts the stream.
   * @throws DomainError TOO_MANY_REQUESTS before anything is written
   */
  open(reply: FastifyReply): SseStream {
    const principal = reply.request.principal;
    if (!principal) throw new TypeError('an event stream needs a route that is not public');
    this.refuseTooMany(principal);
    reply.hijack();
    const { raw } = reply;
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value);
    raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    raw.socket?.setKeepAlive(true, COMMENT_EVERY_MS).setNoDelay(true);
    const stream = new SseStream(raw, principal);
    this.add(stream);
    stream.comment('open');
    return stream;
  }

  beforeApplicationShutdown(): void {
    this.closing = true;
    this.closeWhere(() => true, 'server');
  }

  private refuseTooMany({ userId }: Principal): void {
    if (this.closing) throw new DomainError('UNAVAILABLE', 'the server is stopping');
    let open = 0;
    for (const stream of this.streams) if (stream.principal.userId === userId) open += 1;
    if (open < STREAMS_PER_USER) return;
    throw new DomainError('TOO_MANY_REQUESTS', `a user may have ${STREAMS_PER_USER} streams open`, { limit: STREAMS_PER_USER });
  }

  private add(stream: SseStream): void {
    this.streams.add(stream);
    if (this.timers.length === 0) this.startTimers();
    stream.onClose((reason) => {
      this.streams.delete(stream);
      this.closedBy[reason] += 1;
      if (this.streams.size === 0) for (const timer of this.timers.splice(0)) clearInterval(timer);
    });
  }

  private startTimers(): void {
    this.timers.push(
      setInterval(() => { for (const stream of this.streams) stream.comment('still here'); }, COMMENT_EVERY_MS).unref(),
      setInterval(() => this.closeWhere(({ principal }) => principal.expiresAt <= Date.now(), 'revoked'), EXPIRY_CHECK_MS).unref(),
      setInterval(() => void this.recheck(), RECHECK_EVERY_MS).unref(),
    );
  }

  /** Asks once per session, however many streams it has. */
  private async recheck(): Promise<void> {
    const principals = new Map([...this.streams].map(({ principal }) => [principal.sessionId, principal]));
    for (const principal of principals.values()) {
      // A database that does not answer says nothing about the session; the next round asks again.
      const valid = await this.verifier.isStillValid(principal).catch(() => true);
      if (!valid) this.closeWhere((stream) => stream.principal.sessionId === principal.sessionId, 'revoked');
    }
  }

  private closeWhere(matches: (stream: SseStream) => boolean, reason: CloseReason): void {
    for (const stream of [...this.streams]) if (matches(stream)) stream.close(reason);
  }
}

function covers(revocation: Revocation, { sessionId, userId }: Principal): boolean {
  return 'userId' in revocation ? revocation.userId === userId : revocation.sessionId === sessionId;
}
