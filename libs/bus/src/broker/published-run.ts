const [E, V, T] = Buffer.from('EVT') as unknown as [number, number, number];

/**
 * Published frames that came one behind the other and go to the same receivers, passed on in one piece and without a copy: `PUB <topic>`
 * and `EVT <topic>` have the same length, so the one is written over the other where it lies.
 */
export class PublishedRun<Receiver> {
  private bytes: Buffer | undefined;
  private receivers: readonly Receiver[] = [];
  private start = 0;
  private end = 0;
  private count = 0;

  constructor(private readonly send: (receiver: Receiver, frames: Buffer, count: number) => void) {}

  add(receivers: readonly Receiver[], bytes: Buffer, start: number, end: number): void {
    if (receivers !== this.receivers || bytes !== this.bytes || start !== this.end) {
      this.pass();
      this.bytes = bytes;
      this.receivers = receivers;
      this.start = start;
    }
    bytes[start] = E;
    bytes[start + 1] = V;
    bytes[start + 2] = T;
    this.end = end;
    this.count += 1;
  }

  /** Passes on what there is. */
  pass(): void {
    const { bytes, receivers, count } = this;
    this.bytes = undefined;
    this.receivers = [];
    this.count = 0;
    if (!bytes) return;
    const frames = bytes.subarray(this.start, this.end);
    for (const receiver of receivers) this.send(receiver, frames, count);
  }
}
