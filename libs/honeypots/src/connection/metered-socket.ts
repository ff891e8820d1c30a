import { Duplex } from 'node:stream';
import type { ConnectionLimits } from './limits.js';

/** Answers that the other side does not read are piled up this high; then nothing more is read from it. */
const HIGH_WATER = 256 * 1024;

/** A socket that closes itself when a limit is reached, whatever its user is doing. A reset by the peer is an ordinary close. */
export class MeteredSocket extends Duplex {
  bytesRead = 0;
  bytesWritten = 0;
  private readonly idle: NodeJS.Timeout;
  private readonly total: NodeJS.Timeout;

  constructor(private readonly inner: Duplex, private readonly limits: ConnectionLimits) {
    super({ allowHalfOpen: true });
    const expire = (): void => { this.destroy(); };
    // An open socket keeps the process alive, its limits need not.
    this.idle = setTimeout(expire, limits.idleMs).unref();
    this.total = setTimeout(expire, limits.totalMs).unref();
    inner.on('data', (chunk: Buffer) => this.receive(chunk));
    inner.pause();
    inner.once('end', () => this.push(null));
    inner.on('error', expire);
    inner.once('close', expire);
    if (inner.destroyed) process.nextTick(expire);
  }

  override _read(): void {
    if (this.writableLength < HIGH_WATER) this.inner.resume();
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.bytesWritten += chunk.length;
    this.inner.write(chunk, encoding, () => {
      this.idle.refresh();
      // A write that fails is a connection that is gone; 'close' tells.
      done();
      if (this.readableLength === 0) this._read();
    });
  }

  override _final(done: (error?: Error | null) => void): void {
    this.inner.end(() => done());
    if (this.inner.destroyed) done();
  }

  override _destroy(_error: Error | null, done: (error?: Error | null) => void): void {
    clearTimeout(this.idle);
    clearTimeout(this.total);
    this.inner.destroy();
    done();
  }

  private receive(chunk: Buffer): void {
    if (this.destroyed) return;
    this.idle.refresh();
    this.bytesRead += chunk.length;
    if (this.bytesRead > this.limits.bytes) this.destroy();
    else if (!this.push(chunk) || this.writableLength >= HIGH_WATER) this.inner.pause();
  }
}
