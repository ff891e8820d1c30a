import { OnceASecond } from '../once-a-second.js';
import type { BusComplaint } from '../types.js';

/** What the log hears of a connection: that it is lost, that it is back, how much was dropped; however many messages and attempts there are. */
export class ConnectionLog {
  private readonly dropping = new OnceASecond();
  private isDown = false;

  /** @param where the server, as a log may show it */
  constructor(private readonly where: string, private readonly complain: BusComplaint) {}

  down(reason: string): void {
    if (this.isDown) return;
    this.isDown = true;
    this.complain(`the bus at ${this.where} cannot be reached (${reason})`);
  }

  up(): void {
    if (!this.isDown) return;
    this.isDown = false;
    const dropped = this.dropping.takeKept();
    this.complain(`connected to the bus at ${this.where} again${dropped > 0 ? `; ${dropped} messages were dropped` : ''}`);
  }

  dropped(count: number): void {
    if (count === 0) return;
    const dropped = this.dropping.pass(count);
    if (dropped > 0) this.complain(`${dropped} messages for the bus at ${this.where} were dropped: it does not take them`);
  }
}
