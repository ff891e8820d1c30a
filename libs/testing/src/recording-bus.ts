import { BusService, type Envelope, MemoryTransport } from '@decnet/bus';

/** A bus that works within the process and remembers what was published, in order. */
export class RecordingBus extends BusService {
  readonly published: Envelope[] = [];

  constructor() {
    super(new MemoryTransport((error) => { throw error; }));
    this.subscribe('>', (envelope) => this.published.push(envelope));
  }

  /** Topics published so far, after what is under way was delivered. */
  async topics(): Promise<string[]> {
    await this.flush();
    await this.flush();
    return this.published.map((envelope) => envelope.topic);
  }
}
